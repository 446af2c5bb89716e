"""Cells that lists of several features draw alike: markup, escaped here."""

from datetime import datetime
from html import escape

from accord.foundation.kernel.text import initials, tone, visible
from accord.foundation.ui import charts, formats
from accord.foundation.ui.listing.columns import DASH


def opening(href: str, title: str, second: str = "") -> str:
    """Draw the cell that opens the record, with a second line."""
    small = f"<small>{escape(visible(second))}</small>" if second else ""
    words = f"<b>{escape(visible(title))}</b>{small}"
    return f'<a class="who" href="{escape(href)}"><span>{words}</span></a>'


def party(key: int | None, kind: str, name: str | None, href: str) -> str:
    """Draw the one that a row is about."""
    if not key or not name:
        return DASH
    square = "" if kind == "person" else " sq"
    said = visible(name)
    return (
        f'<a class="who" href="{escape(href)}"><span class="av s c{tone(name)}{square}" '
        f'aria-hidden="true">{escape(initials(said))}</span><span>{escape(said)}</span></a>'
    )


def colleague(key: int | None, name: str | None) -> str:
    """Draw one of ours as a small picture that says the name."""
    if not key or not name:
        return DASH
    said = escape(visible(name))
    return (
        f'<span class="av s c{tone(name)}" role="img" aria-label="{said}" title="{said}">'
        f"{escape(initials(name))}</span>"
    )


def clock(due: formats.Due | None) -> str:
    if due is None:
        return DASH
    return (
        f'<span class="clock {due.state}" title="{escape(due.full)}">{charts.ring(due.part)}'
        f"{escape(due.words)}</span>"
    )


def tag(words: object, kind: str = "line") -> str:
    return f'<span class="tag {kind}">{escape(str(words))}</span>'


def moment(value: datetime | None, at: datetime) -> str:
    return formats.day_month(value, today=formats.local(at)) if value else DASH
