"""What upper features show on pages that are not theirs, plugged in when the app is ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.rules import Rule
from accord.foundation.ui import addresses
from accord.foundation.ui.pages import Request


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A card in one ``zone`` of a ``page``; ``draw`` may give nothing."""

    page: str
    zone: str
    order: int
    rule: Rule
    draw: Callable[[Request, Any], str]


panels: Registry[Panel] = Registry("panels")


def drawn(request: Request, page: str, zone: str, subject: object) -> list[Markup]:
    """Draw the panels of a zone that this person may see, in order."""
    chosen = [
        panel
        for panel in panels
        if (panel.page, panel.zone) == (page, zone) and panel.rule.allows(request.user, subject)
    ]
    markup = [Markup(p.draw(request, subject)) for p in sorted(chosen, key=lambda p: p.order)]  # noqa: S704 -- drawn by our own templates
    return [piece for piece in markup if piece]


@dataclass(frozen=True, kw_only=True)
class Verb:
    """How one kind of timeline row reads: ``words`` may hold %(by)s, %(ref)s and %(title)s."""

    words: Any
    icon: str
    tone: str = ""
    is_small: bool = False


# The page that a reference opens, by its letters: {"P": "promises:detail"}.
pages: Registry[str] = Registry("pages by reference")


def page_of(ref: str) -> str:
    """Give the address that a reference opens, or nothing where it has no page of its own."""
    url_name = pages.get(ref.partition("-")[0])
    return addresses.to(url_name, kwargs={"ref": ref}) if url_name else ""


# Sentences of the timeline by verb; each feature gives those of its own.
verbs: Registry[Verb] = Registry("timeline verbs")
