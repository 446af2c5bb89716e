"""The words every template may use beside Jinja's own."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BoundField
from markupsafe import Markup, escape

from accord.foundation.kernel import clock
from accord.foundation.kernel.text import fold, initials, tone, visible
from accord.foundation.ui import assets, charts, commands, formats, shell, small_parts

DASHES = BLANK_CHOICE_DASH[0][1]  # what Django writes where nothing is chosen


class Now:
    """The formats that need to know what time it is; pages are drawn at the edge."""

    @staticmethod
    def when(moment: date | datetime) -> str:
        return formats.when(moment, at=clock.now())

    @staticmethod
    def stamp(moment: datetime) -> str:
        return formats.stamp(moment, at=clock.now())

    @staticmethod
    def day(moment: date | datetime) -> str:
        return formats.short_date(moment, today=formats.local(clock.now()))

    @staticmethod
    def due(
        moment: date | datetime,
        since: date | datetime | None = None,
        kept: date | datetime | None = None,
    ) -> formats.Due:
        return formats.due(moment, at=clock.now(), since=since, kept=kept)


def marked(words: str, found: str) -> Markup:
    """Set the part of ``words`` that somebody looked for in ``<mark>``, whatever its accents."""
    start = fold(words).find(fold(found)) if found and len(fold(words)) == len(words) else -1
    if start < 0:
        return escape(words)
    end = start + len(fold(found))
    return Markup("{}<mark>{}</mark>{}").format(words[:start], words[start:end], words[end:])


def control_attrs(
    own: dict[str, Any], described: str, bound: BoundField, extra: dict[str, Any]
) -> dict[str, Any]:
    """Dress a form's control: our class, what describes it, whether it is wrong."""
    if getattr(bound.field, "empty_label", None) == DASHES:
        bound.field.empty_label = "–"  # type: ignore[attr-defined]
    attrs = {**own, **extra}
    if described:
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return attrs


def vocabulary() -> dict[str, Any]:
    words: dict[str, Callable[..., Any] | object] = {
        "icon": assets.icon,
        "asset": assets.address,
        "charts": charts,
        "small": small_parts.PARTS,
        "fmt": formats,
        "now": Now,
        "initials": initials,
        "tone": tone,
        "caps": commands.caps,
        "marked": marked,
        "visible": visible,
        "control_attrs": control_attrs,
        "shell_of": shell.shell_of,
    }
    return words
