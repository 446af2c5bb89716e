"""The signature marks: small, drawn many times a page, always with words for those who hear.

They are drawn by joining strings and kept once drawn where few differ.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import tau

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from accord.foundation.ui.charts.svg import n, safe

_ROUND = tau * 5
_TRACK = (8.0, 25.5, 43.0, 60.5, 78.0)
_NEGATIVE = 2  # the first two of five levels stand below neutral
_FROM, _TO = 4, 106


def ring(part: float) -> Markup:
    """Draw how much of an agreed time is used, from 0 to 1."""
    return _ring(round(min(max(part, 0.0), 1.0) * 100))


@lru_cache(maxsize=128)
def _ring(percent: int) -> Markup:
    return safe(
        '<svg viewBox="0 0 14 14" aria-hidden="true"><circle cx="7" cy="7" r="5" class="trk"/>'
        f'<circle cx="7" cy="7" r="5" class="arc" '
        f'stroke-dasharray="{n(_ROUND * percent / 100)} {n(_ROUND)}" '
        'transform="rotate(-90 7 7)"/></svg>'
    )


def track(now: int, wanted: int, names: Sequence[str]) -> Markup:
    """Draw five levels as ticks: where somebody stands (0 to 4), and where we want them."""
    return _track(now, wanted, tuple(map(str, names)), get_language() or "")


@lru_cache(maxsize=512)
def _track(now: int, wanted: int, names: tuple[str, ...], _language: str) -> Markup:
    ticks = "".join(f'<circle cx="{n(x)}" cy="8" r="2.2" class="tick"/>' for x in _TRACK)
    body = f'<line x1="8" x2="78" y1="8" y2="8" class="base"/>{ticks}'
    here, there = n(_TRACK[now]), n(_TRACK[wanted])
    if now == wanted:
        told = _("%(level)s, as wanted") % {"level": names[now]}
    else:
        told = _("%(now)s now, %(wanted)s wanted") % {"now": names[now], "wanted": names[wanted]}
        body += (
            f'<line x1="{here}" x2="{there}" y1="8" y2="8" class="gap"/>'
            f'<circle cx="{there}" cy="8" r="4.2" class="des"/>'
        )
    body += f'<circle cx="{here}" cy="8" r="5.2" class="cur"/>'
    cls = "track neg" if now < _NEGATIVE and now != wanted else "track"
    return _mark(cls, "0 0 86 16", told, body)


def quad(power: float, interest: float) -> Markup:
    """Place somebody in the quadrants of power (up) and interest (right), both 0 to 10."""
    return _quad(round(power, 1), round(interest, 1), get_language() or "")


@lru_cache(maxsize=4096)
def _quad(power: float, interest: float, _language: str) -> Markup:
    told = _("Power %(power)s of 10, interest %(interest)s of 10") % {
        "power": f"{power:g}",
        "interest": f"{interest:g}",
    }
    return _mark(
        "quad",
        "0 0 18 18",
        told,
        '<rect x="9" y="1" width="8" height="8" class="hot"/>'
        '<rect x="1" y="1" width="16" height="16" rx="2.5" class="bx"/>'
        '<path d="M9 1v16M1 9h16" class="bx"/>'
        f'<circle cx="{n(1.5 + interest * 1.5)}" cy="{n(16.5 - power * 1.5)}" r="2.6" class="pt"/>',
    )


def rhythm(days_ago: Sequence[float], every: int | None = None, span: int = 90) -> Markup:
    """Draw contacts as dots on a line that ends today, the silence since as a dashed tail.

    Amber past the agreed number of days between two contacts, red past one and a half times it.
    """
    slope = (_TO - _FROM) / span
    shown = [day for day in days_ago if day <= span]
    last = min(days_ago) if days_ago else None
    silent = every is not None and (last is None or last > every)
    parts = [f'<line x1="{_FROM}" x2="{_TO}" y1="10" y2="10" class="ax"/>']
    if silent:
        since = 106 - min(last, span) * slope if last is not None else _FROM
        parts.append(f'<line x1="{since:.1f}" x2="{_TO}" y1="10" y2="10" class="gap"/>')
    parts += [f'<circle cx="{106 - day * slope:.1f}" cy="10" r="3" class="ct"/>' for day in shown]
    parts.append(f'<line x1="{_TO}" x2="{_TO}" y1="4" y2="16" class="ax now"/>')
    late = every is not None and (last is None or last > every * 1.5)
    told = _rhythm_told(len(shown), span, last, every)
    return _mark("rhy late" if late else "rhy", "0 0 112 20", told, "".join(parts))


def _rhythm_told(count: int, span: int, last: float | None, every: int | None) -> str:
    words = _rhythm_words(get_language() or "", every is not None, last is None)
    return words % {"count": count, "span": span, "last": f"{last or 0:g}", "every": every}


@lru_cache(maxsize=64)
def _rhythm_words(_language: str, agreed: bool, never: bool) -> str:  # noqa: FBT001 -- both name a wording
    if never:
        return _("No contact yet; agreed every %(every)s days") if agreed else _("No contact yet")
    if agreed:
        return _(
            "Contacts in %(span)s days: %(count)s; days since the last: %(last)s; "
            "agreed every %(every)s days"
        )
    return _("Contacts in %(span)s days: %(count)s; days since the last: %(last)s")


def bar(value: float, total: float = 100, state: str = "", label: str = "") -> Markup:
    """Draw a part of a whole; ``state`` is "", "warn" or "bad"."""
    part = min(max(value / total, 0), 1) if total else 0
    cls = {"": "", "warn": ' class="b2"', "bad": ' class="b3"'}[state]
    told = label or _("%(value)s of %(total)s") % {"value": f"{value:g}", "total": f"{total:g}"}
    return safe(
        '<svg class="bar" viewBox="0 0 120 6" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(told)}"><rect width="120" height="6" class="bg"/>'
        f'<rect width="{n(120 * part)}" height="6"{cls}/></svg>'
    )


def spark(values: Sequence[float], label: str, width: int = 96, height: int = 26) -> Markup:
    """Draw the shape of a few values, the last one as a dot. No axis: the words carry the sense."""
    least, span = min(values), (max(values) - min(values)) or 1
    gap = (width - 6) / max(len(values) - 1, 1)
    points = [
        (3 + gap * index, height - 4 - (height - 8) * (value - least) / span)
        for index, value in enumerate(values)
    ]
    drawn = " ".join(f"{n(x)},{n(y)}" for x, y in points)
    x, y = points[-1]
    return safe(
        f'<svg class="viz" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(label)}"><polyline points="{drawn}" class="l1"/>'
        f'<circle cx="{n(x)}" cy="{n(y)}" r="3" class="f1"/></svg>'
    )


def pips(count: int, late: int = 0, *, label: str, most: int = 6) -> Markup:
    """Draw the few things of one day as pips, those that are late first."""
    drawn = "".join(
        f'<rect x="{index * 10}" width="7" height="6" rx="2"{" class=lt" if index < late else ""}/>'
        for index in range(min(count, most))
    ).replace("class=lt", 'class="lt"')
    return safe(f'<svg viewBox="0 0 60 6" role="img" aria-label="{escape(label)}">{drawn}</svg>')


def _mark(cls: str, box: str, told: str, body: str) -> Markup:
    words = escape(told)
    return safe(
        f'<span class="{cls}"><svg viewBox="{box}" role="img" aria-label="{words}">'
        f"<title>{words}</title>{body}</svg></span>"
    )
