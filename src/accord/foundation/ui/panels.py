"""What upper features show on pages that are not theirs, plugged in when the app is ready."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from accord.foundation.journal.prepared import at_once
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.rules import Rule
from accord.foundation.ui import addresses
from accord.foundation.ui.pages import Request

Drawing = str | Callable[[], str]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A card in one ``zone`` of a ``page``; ``draw`` may give nothing.

    Where it needs the database, it asks, and gives what draws once the answers are there: so
    PostgreSQL is asked for all panels of a page at once.
    """

    page: str
    zone: str
    order: int
    rule: Rule
    draw: Callable[[Request, Any], Drawing]


panels: Registry[Panel] = Registry("panels")


def asked(
    request: Request, page: str, zones: Collection[str], subject: object
) -> Callable[[], dict[str, list[Markup]]]:
    """Ask for the panels of ``zones`` that this person may see; what it gives draws them."""
    begun = [
        (panel.zone, panel.draw(request, subject))
        for panel in sorted(panels, key=lambda panel: panel.order)
        if panel.page == page and panel.zone in zones and panel.rule.allows(request.user, subject)
    ]
    return lambda: {
        zone: [piece for at, drawing in begun if at == zone and (piece := _finished(drawing))]
        for zone in zones
    }


def _finished(drawing: Drawing) -> Markup:
    return Markup(drawing if isinstance(drawing, str) else drawing())  # noqa: S704 -- drawn by our own templates


def drawn(request: Request, page: str, zone: str, subject: object) -> list[Markup]:
    """Draw the panels of a zone that this person may see, in order."""
    with at_once():
        draw = asked(request, page, [zone], subject)
    return draw()[zone]


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


@dataclass(frozen=True, kw_only=True)
class Look:
    """One way to look at what a ``page`` is about: a table, a map, a matrix."""

    page: str
    key: str
    label: Any
    address: Callable[[Any], str]
    rule: Rule
    order: int
    icon: str = ""


looks: Registry[Look] = Registry("ways to look")


def ways_to_look(user: Any, page: str, subject: object, now: str = "") -> list[dict[str, Any]]:
    """Give the ways to look at ``subject`` that this person has, with the one that is on."""
    return [
        {
            "label": look.label, "icon": look.icon, "href": look.address(subject),
            "on": look.key == now,
        }
        for look in sorted(looks, key=lambda look: look.order)
        if look.page == page and look.rule.allows(user)
    ]  # fmt: skip


# Sentences of the timeline by verb; each feature gives those of its own.
verbs: Registry[Verb] = Registry("timeline verbs")
