"""Charts over time: lines, lines with natural limits, the case clock, the rhythm of contacts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from unicodedata import east_asian_width

from django.utils.translation import gettext as _
from markupsafe import Markup

from accord.foundation.ui.charts.svg import (
    Scale,
    diamond,
    dot,
    even,
    figure,
    line,
    n,
    narrowest,
    nice_steps,
    path,
    plain,
    rect,
    square,
    summary,
    text,
)

Met = Literal["met", "late", "next", "goal"]
_TICK = (
    'fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
)


@dataclass(frozen=True)
class Limits:
    """One stretch of a control chart: its values from ``first`` on, their mean and limits."""

    first: int
    mean: float
    lower: float
    upper: float
    label: str = ""


@dataclass(frozen=True)
class Moment:
    """One point of the case clock: on which day, what, the date in words, and how it stands."""

    day: float
    label: str
    date: str
    state: Met


def lines(
    series: Mapping[str, Sequence[float]],
    labels: Sequence[str],
    title: str,
    *,
    between: tuple[float, float] | None = None,
    size: tuple[int, int] = (520, 190),
) -> Markup:
    """Draw one or two series, the second dashed, each named at its end."""
    width, height = size
    least, most = between or (0, max(max(values) for values in series.values()))
    marks = [least + mark for mark in nice_steps(most - least)]
    start, end = 34, width - 96
    y = Scale((marks[0], marks[-1]), (height - 26, 14))
    body = "".join(
        line(start, y(mark), end, y(mark), "gr")
        + text(start - 7, y(mark) + 4, plain(mark), "sm", "end")
        for mark in marks
    )
    for place, (name, values) in enumerate(list(series.items())[:2]):
        xs = even(len(values), start, end)
        body += path(zip(xs, map(y, values), strict=True), "l2 dash" if place else "l1")
        body += (square if place else _dot)(xs[-1], y(values[-1]), "f2" if place else "f1")
        said = f"{name} {plain(values[-1])}".strip()
        body += text(end + 9, y(values[-1]) + 4, said, "lab sm")
    body += _dates(labels, start, end, height - 9)
    told = summary((name, ", ".join(map(plain, values))) for name, values in series.items())
    return figure(width, height, body, title=title, desc=told, smallest=narrowest(width))


def _dot(x: float, y: float, cls: str) -> str:
    return dot(x, y, 4, cls)


def _dates(labels: Sequence[str], start: float, end: float, y: float) -> str:
    """Write below a chart when its points were; of what would not fit, every second or third."""
    placed = zip(even(len(labels), start, end), labels, strict=True)
    said = [(x, label) for x, label in placed if label]
    room = max((_wide(label) for _x, label in said), default=0)
    every = next(
        every
        for every in range(1, len(said) + 2)
        if all(right - left >= room for (left, _), (right, _) in pairwise(said[::every]))
    )
    return "".join(text(x, y, label, "sm", "middle") for x, label in said[::every])


def _wide(label: str) -> float:
    """Say about how many pixels a small label needs with a space after it."""
    return sum(12 if east_asian_width(letter) in "WF" else 6 for letter in label) + 8


def control(  # noqa: PLR0913 -- one picture, one call
    values: Sequence[float],
    stretches: Sequence[Limits],
    labels: Mapping[int, str],
    title: str,
    *,
    desc: str = "",
    caption: str = "",
    notes: Mapping[int, str] | None = None,
    left_out: Collection[int] = (),
    size: tuple[int, int] = (720, 292),
) -> Markup:
    """Draw an individuals chart: points outside their limits are red diamonds.

    The limits are handed in, so that the method that made them can be named in ``caption``.
    """
    width, height = size
    start, end, floor = 30, width - 14, height - 42
    marks = nice_steps(max([*values, *(s.upper for s in stretches)]))
    y = Scale((0, marks[-1]), (floor, 26))
    xs = even(len(values), start, end)
    body = "".join(
        line(start, y(mark), end, y(mark), "gr")
        + text(start - 8, y(mark) + 4, plain(mark), "sm", "end")
        for mark in marks
    )
    ends = [*(s.first for s in stretches[1:]), len(values)]
    for place, (stretch, stop) in enumerate(zip(stretches, ends, strict=True)):
        body += _stretch(
            stretch, xs[stretch.first], xs[stop - 1], y, now=place == len(stretches) - 1
        )
    body += path(zip(xs, map(y, values), strict=True), "l1")
    for place, value in enumerate(values):
        limits = next(s for s in reversed(stretches) if place >= s.first)
        outside = not limits.lower <= value <= limits.upper
        body += (
            diamond(xs[place], y(value), "fb") if outside else dot(xs[place], y(value), 3.4, "f1")
        )
        if place in left_out:
            body += dot(xs[place], y(value), 8, "lm")
    body += "".join(
        text(xs[place] + 10, y(values[place]) + 4, words, "tb")
        for place, words in (notes or {}).items()
    )
    body += "".join(
        text(xs[place], floor + 18, words, "sm", "end" if place == len(values) - 1 else "middle")
        for place, words in labels.items()
    )
    if caption:
        body += text(start, height - 4, caption, "sm")
    told = desc or summary((s.label or str(s.first), plain(s.mean)) for s in stretches)
    return figure(width, height, body, title=title, desc=told, smallest=narrowest(width))


def _stretch(stretch: Limits, start: float, end: float, y: Scale, *, now: bool) -> str:
    top, bottom = y(stretch.upper), y(stretch.lower)
    drawn = rect(start - 6, top, end - start + 12, bottom - top, "soft" if now else "hh0", 3)
    drawn += line(start - 6, top, end + 6, top, "lim")
    if stretch.lower > 0:
        drawn += line(start - 6, bottom, end + 6, bottom, "lim")
    drawn += line(start - 6, y(stretch.mean), end + 6, y(stretch.mean), "lm")
    if not stretch.label:
        return drawn
    x, anchor = (end + 6, "end") if now and start > 60 else (start, "")  # noqa: PLR2004 -- near the edge
    return drawn + text(x, top - 7, stretch.label, "st", anchor)


def case_clock(
    moments: Sequence[Moment], *, now: float, days: int, said: str, title: str
) -> Markup:
    """Draw the agreed course of a case on one line; the overdue stretch is red."""
    x, y = Scale((0, days), (10, 1080)), 46
    body = rect(10, y - 4, 1070, 8, "hh0", 4) + rect(10, y - 4, x(now) - 10, 8, "f1", 4)
    for day in range(days + 1):
        body += line(x(day), y + 7, x(day), y + (9 if day % 5 else 12), "ax")
    late = [moment for moment in moments if moment.state == "late"]
    if late:
        body += rect(x(late[0].day), y - 4, x(now) - x(late[0].day), 8, "fb", 0)
    for moment in moments:
        body += _ball(x(moment.day), y, moment.state) + _words(moment, x, y, days)
    body += line(x(now), y - 12, x(now), y + 14, "zero") + dot(x(now), y, 4, "fi")
    body += text(x(now), y + 48, said, "lab sm", "middle")
    told = "; ".join(f"{m.label}: {m.date}" for m in moments)
    return figure(1090, 108, body, title=title, desc=told, smallest=760)


def _ball(x: float, y: float, state: Met) -> str:
    if state == "met":
        tick = f'<path d="M{n(x - 3.4)} {n(y + 0.2)}l2.5 2.6 4.5-5" {_TICK}/>'
        return dot(x, y, 8, "fo") + tick
    if state == "late":
        sign = f'<path d="M{n(x)} {n(y - 4)}v4.6M{n(x)} {n(y + 3.6)}v.2" {_TICK}/>'
        return dot(x, y, 8, "fb") + sign
    return dot(x, y, 7, "surf") + dot(x, y, 6, "lm" if state == "goal" else "lim")


def _words(moment: Moment, x: Scale, y: float, days: int) -> str:
    at, dress = x(moment.day), "tb" if moment.state == "late" else "st"
    if moment.day < 2:  # noqa: PLR2004 -- the first ones stand close together
        words = f"{moment.label}, {moment.date}"
        return text(max(at - 8, 2), y - 17 if moment.day < 1 else y + 32, words, dress)
    anchor = "end" if moment.day >= days else "middle"
    return text(at, y - 17, moment.label, dress, anchor) + text(at, y + 32, moment.date, "", anchor)


def contacts(
    days_ago: Sequence[tuple[float, int]],
    title: str,
    *,
    span: int = 90,
    silent_since: float | None = None,
    labels: Sequence[tuple[float, str]] = (),
) -> Markup:
    """Draw contacts as pins, up when they went well (1), down when badly (-1), and the silence."""
    x = Scale((span, 0), (10, 290))
    body = "".join(line(10 + 44 * k, 8, 10 + 44 * k, 62, "gr") for k in range(7))
    body += line(10, 36, 290, 36, "ax")
    for day, mood in days_ago:
        body += line(x(day), 36, x(day), 36 - mood * 18, "lm")
        body += dot(x(day), 36 - mood * 18, 5, "f2" if mood < 0 else "f1")
    if silent_since is not None:
        body += line(x(min(silent_since, span)), 36, 290, 36, "lim")
        body += text((x(min(silent_since, span)) + 290) / 2, 26, _("silence"), "tw sm", "middle")
    body += "".join(
        text(x(day), 80, words, "sm", "end" if day == 0 else "") for day, words in labels
    )
    return figure(300, 84, body, title=title)
