"""Charts in two directions: load by week, drivers, means with intervals, engagement levels."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from accord.foundation.ui.charts.svg import (
    Scale,
    dot,
    even,
    figure,
    line,
    plain,
    rect,
    summary,
    text,
    upright,
)

_FULL, _TOO_MUCH = 100, 120
_STEPS = (40, 65, 85)


@dataclass(frozen=True)
class Driver:
    """One quality: how well it is done, how much it weighs, and half its interval."""

    name: str
    performance: float
    weight: float
    half: float
    label_before: bool = False


@dataclass(frozen=True)
class Mean:
    """The mean of one group with half its interval and the number of answers."""

    name: str
    value: float
    half: float
    count: int


def heat(
    heads: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float]]],
    title: str,
    *,
    width: int = 620,
) -> Markup:
    """Draw load in percent with its figure in each cell: amber above 100, red above 120."""
    high, start = 34, 132
    wide = (width - start) / max(len(heads), 1)
    body = "".join(
        text(start + wide * (place + 0.5), 14, words, "sm" if place else "st sm", "middle")
        for place, words in enumerate(heads)
    )
    for down, (name, values) in enumerate(rows):
        y = 24 + high * down
        body += text(0, y + 21, name, "lab")
        for across, value in enumerate(values):
            x = start + wide * across
            fill, dress = _heat(value)
            body += rect(x + 1.5, y + 1.5, wide - 3, high - 3, fill, 4)
            body += text(x + wide / 2, y + 21, plain(value), dress, "middle")
    told = summary((name, ", ".join(map(plain, values))) for name, values in rows)
    return figure(width, high * len(rows) + 30, body, title=title, desc=told, smallest=560)


def _heat(value: float) -> tuple[str, str]:
    if value >= _TOO_MUCH:
        return "fb", "onb"
    if value > _FULL:
        return "fw", "onw"
    return f"hh{sum(value >= step for step in _STEPS)}", "ht"


def drivers(
    items: Sequence[Driver],
    title: str,
    *,
    across: str,
    up: str,
    scale: tuple[float, float] = (1, 5),
    size: tuple[int, int] = (480, 400),
) -> Markup:
    """Draw weight against performance; what weighs much and is done badly stands in the tint."""
    width, height = size
    start, end, floor = 40, width - 6, height - 50
    heaviest = max([item.weight + item.half for item in items] + [0.1]) * 1.1
    x, y = Scale(scale, (start, end)), Scale((0, heaviest), (floor, 12))
    middle = sum(item.performance for item in items) / max(len(items), 1)
    weight = sum(item.weight for item in items) / max(len(items), 1)
    body = rect(start, 12, x(middle) - start, y(weight) - 12, "soft", 6)
    body += line(start, floor, end, floor, "ax") + line(start, 12, start, floor, "ax")
    body += line(x(middle), 12, x(middle), floor, "gr") + line(
        start, y(weight), end, y(weight), "gr"
    )
    body += text(start + 10, 32, _("Fix first"), "ta") + text(
        end - 8, 32, _("Protect"), "sm", "end"
    )
    body += text(start + 10, floor - 10, _("Watch"), "sm")
    body += text(end - 8, floor - 10, _("Maintain"), "sm", "end")
    steps = range(int(scale[0]), int(scale[1]) + 1)
    body += "".join(text(x(mark), floor + 17, mark, "sm", "middle") for mark in steps)
    body += text((start + end) / 2, floor + 38, across, "st", "middle")
    body += upright(14, (12 + floor) / 2, up, "st")
    for item in items:
        hot = item.performance < middle and item.weight > weight
        body += _driver(item, x(item.performance), y, hot=hot)
    told = summary((d.name, f"{plain(d.performance)}, {plain(d.weight)}") for d in items)
    return figure(width, height, body, title=title, desc=told, smallest=480)


def _driver(item: Driver, x: float, y: Scale, *, hot: bool) -> str:
    at, side = y(item.weight), -1 if item.label_before else 1
    drawn = line(x, y(item.weight - item.half), x, y(item.weight + item.half), "ax")
    drawn += dot(x, at, 6, "f2" if hot else "f1")
    anchor = "end" if item.label_before else ""
    return drawn + text(x + 11 * side, at + 4, item.name, "lab" if hot else "st", anchor)


def means(
    groups: Sequence[Mean], title: str, *, scale: tuple[int, int] = (1, 5), width: int = 520
) -> Markup:
    """Draw each group's mean as a dot on its interval, with the number of answers."""
    high, start, end = 30, min(140, width * 2 // 5), width - 84
    height = high * len(groups) + 26
    x = Scale(scale, (start, end))
    body = "".join(
        line(x(mark), 4, x(mark), height - 22, "gr")
        + text(x(mark), height - 6, mark, "sm", "middle")
        for mark in range(scale[0], scale[1] + 1)
    )
    for place, group in enumerate(groups):
        y = 18 + high * place
        body += text(0, y + 4, group.name, "lab")
        body += line(x(group.value - group.half), y, x(group.value + group.half), y, "l1")
        body += dot(x(group.value), y, 5, "f1")
        body += text(width, y + 4, f"{group.value:.1f}", "lab", "end")
        body += text(width - 26, y + 4, f"n {group.count}", "sm", "end")
    told = summary((g.name, f"{g.value:.1f} ± {g.half:.1f}, n {g.count}") for g in groups)
    return figure(width, height, body, title=title, desc=told, smallest=480 if width > 400 else 0)  # noqa: PLR2004 -- wider than a phone


def levels(now: int, wanted: int, names: Sequence[str], title: str) -> Markup:
    """Draw the levels for a card of facts; of the names, those that have room."""
    xs = even(len(names), 18, 242)
    body = line(18, 16, 242, 16, "base") + line(xs[now], 16, xs[wanted], 16, "lim gapw")
    for place, (x, name) in enumerate(zip(xs, names, strict=True)):
        body += dot(x, 16, 4, "hh2")
        if place in {now, wanted} or {place - 1, place + 1}.isdisjoint({now, wanted}):
            edge = {0: "start", len(names) - 1: "end"}.get(place, "middle")
            shift = {"start": -16, "end": 16}.get(edge, 0)
            body += text(x + shift, 42, name, "sm lab" if place in {now, wanted} else "sm", edge)
    if now != wanted:
        body += dot(xs[wanted], 16, 7, "surf") + dot(xs[wanted], 16, 6, "l1")
    body += dot(xs[now], 16, 8, f"e{_tint(now)}")
    return figure(260, 54, f'<g class="engbar">{body}</g>', title=title)


def _tint(level: int) -> int:
    return {0: 2, 1: 1, 2: 3, 3: 4, 4: 5}[level]
