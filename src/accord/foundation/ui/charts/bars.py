"""Charts of bars: by month, ranked, stacked, by cause, by agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.translation import gettext as _
from markupsafe import Markup

from accord.foundation.ui.charts.svg import (
    Scale,
    dot,
    figure,
    line,
    narrowest,
    nice_steps,
    path,
    plain,
    rect,
    summary,
    text,
)

STEPS = 5  # answers from strongly disagree to strongly agree
_ON = ("on", "ht2", "ht2", "ht2", "on")
_INSIDE = ("on", "ht2", "on", "on4", "on", "on")  # what can be read on each colour of parts
_VITAL = 0.74  # causes up to here are the few that matter


@dataclass(frozen=True)
class Agreement:
    """One statement: what share of people gave each of five answers, and how many agreed."""

    statement: str
    shares: tuple[float, float, float, float, float]
    favourable: float


def columns(  # noqa: PLR0913 -- one picture, one call
    values: Sequence[float],
    labels: Sequence[str],
    title: str,
    *,
    unit: str = "",
    goal: float | None = None,
    most: float | None = None,
    size: tuple[int, int] = (380, 176),
) -> Markup:
    """Draw one column a period, the last one in full colour, the goal as a dashed line."""
    width, height = size
    end = width - 68 if goal is not None else width - 4
    top = most or nice_steps(max([*values, goal or 0, 1]))[-1]
    y = Scale((0, top), (height - 24, 10))
    step = (end - 2) / max(len(values), 1)
    body = line(2, y(0), end, y(0), "ax")
    for place, (value, label) in enumerate(zip(values, labels, strict=True)):
        body += _column(place, value, label, step=step, y=y, last=place == len(values) - 1)
    if goal is not None:
        body += line(2, y(goal), end, y(goal), "lim")
        said = _("goal %(value)s") % {"value": f"{plain(goal)}{unit}"}
        body += text(end + 6, y(goal) + 4, said, "tw")
    told = summary((a, f"{plain(v)}{unit}") for a, v in zip(labels, values, strict=True))
    return figure(width, height, body, title=title, desc=told, smallest=narrowest(width))


def _column(place: int, value: float, label: str, *, step: float, y: Scale, last: bool) -> str:
    x, middle = 2 + step * (place + 0.12), 2 + step * (place + 0.5)
    drawn = rect(x, y(value), step * 0.76, y(0) - y(value), "f1" if last else "hh2", 3)
    inside = y(0) - y(value) > 20  # noqa: PLR2004 -- room for a figure
    dress = ("on" if last else "ht") if inside else "lab sm"
    drawn += text(middle, y(value) + (16 if inside else -5), plain(value), dress, "middle")
    return drawn + text(middle, y(0) + 16, label, "st sm" if last else "sm", "middle")


def ranked(
    items: Sequence[tuple[str, float]], title: str, *, unit: str = "", width: int = 480
) -> Markup:
    """Draw bars from the longest to the shortest, each with its name and figure."""
    row, start, end = 28, min(150, width // 3), width - 54
    x = Scale((0, max([value for _name, value in items] + [1])), (start, end))
    body = ""
    ordered = sorted(items, key=lambda item: -item[1])
    for place, (name, value) in enumerate(ordered):
        y = row * place
        body += text(0, y + 18, name, "lab")
        body += rect(start, y + 8, x(value) - start, 12, "f1" if place == 0 else "hh3", 3)
        body += text(x(value) + 8, y + 18, f"{plain(value)}{unit}", "st")
    told = summary((name, f"{plain(value)}{unit}") for name, value in ordered)
    return figure(
        width, row * len(items) + 4, body, title=title, desc=told, smallest=narrowest(width)
    )


def stacked(parts: Sequence[tuple[str, float]], title: str, *, width: int = 480) -> Markup:
    """Draw the parts of one whole side by side, each labelled where there is room."""
    whole = sum(value for _name, value in parts) or 1
    body, x = "", 0.0
    for place, (name, value) in enumerate(parts):
        wide = width * value / whole
        body += rect(x + 0.75, 2, wide - 1.5, 26, f"f{min(place, STEPS) + 1}", 3)
        if wide > 7 * len(name) + 10:
            body += text(x + 2, 46, name, "st")
        if wide > 7 * len(plain(value)) + 8:
            body += text(x + wide / 2, 19.5, plain(value), _INSIDE[min(place, STEPS)], "middle")
        x += wide
    told = summary((name, plain(value)) for name, value in parts)
    return figure(width, 52, body, title=title, desc=told)


def pareto(
    causes: Sequence[tuple[str, int]],
    title: str,
    *,
    finding: str = "",
    size: tuple[int, int] = (364, 286),
) -> Markup:
    """Draw causes from the most frequent down, and their running share on the same axis.

    A ``|`` in a name breaks it into lines; ``finding`` is written where the line passes 80 %.
    """
    width, height = size
    end, floor = width - 38, height - 50
    whole = sum(count for _name, count in causes) or 1
    y = Scale((0, 1), (floor, 24))
    step = (end - 4) / max(len(causes), 1)
    body = "".join(
        line(4, y(part / 5), end, y(part / 5), "gr")
        + text(end + 8, y(part / 5) + 4, f"{part * 20}%", "sm")
        for part in range(6)
    )
    body += line(4, y(0.8), end, y(0.8), "lim")
    shares = [count / whole for _name, count in causes]
    running = list(accumulate(shares))
    points = []
    for place, ((name, count), share) in enumerate(zip(causes, shares, strict=True)):
        left = 4 + step * place
        vital = running[place] - share < _VITAL
        body += rect(left + 5, y(share), step - 10, y(0) - y(share), "f1" if vital else "hh2", 3)
        body += text(left + step / 2, y(share) - 7, count, "lab", "middle")
        for depth, words in enumerate(name.split("|")):
            dress = "st sm" if vital else "sm"
            body += text(left + step / 2, floor + 18 + 14 * depth, words, dress, "middle")
        points.append((left + step / 2, y(running[place])))
    body += path(points, "l2") + "".join(dot(x, at, 3.2, "f2") for x, at in points)
    if finding and points:
        passed = next((k for k, part in enumerate(running) if part >= _VITAL), len(points) - 1)
        body += text(points[passed][0] + 6, points[passed][1] + 22, finding, "lab")
    told = summary((name.replace("|", " "), count) for name, count in causes)
    return figure(width, height, body, title=title, desc=told, smallest=narrowest(width))


def likert(statements: Sequence[Agreement], title: str, *, width: int = 590) -> Markup:
    """Draw answers as diverging bars, the neutral ones split around zero."""
    row, end = 49, width - 42
    height = row * len(statements) + 22
    before = max(s.shares[0] + s.shares[1] + s.shares[2] / 2 for s in statements) + 2
    after = max(s.shares[4] + s.shares[3] + s.shares[2] / 2 for s in statements) + 1
    x = Scale((-before, after), (2, end))
    marks = (-40, -20, 0, 20, 40, 60, 80) if width > 400 else (-40, 0, 40, 80)  # noqa: PLR2004 -- a phone
    body = "".join(
        line(x(mark), 4, x(mark), height - 18, "gr" if mark else "zero")
        + text(x(mark), height - 4, f"{abs(mark)}%", "sm", "middle")
        for mark in marks
        if -before <= mark <= after
    )
    for place, said in enumerate(statements):
        body += _agreement(said, row * place, x, width)
    told = summary((s.statement, f"{plain(s.favourable)}%") for s in statements)
    return figure(width, height, body, title=title, desc=told, smallest=narrowest(width))


def _agreement(said: Agreement, y: float, x: Scale, width: int) -> str:
    drawn = text(2, y + 13, said.statement, "lab halo")
    at = -(said.shares[0] + said.shares[1] + said.shares[2] / 2)
    for place, share in enumerate(said.shares):
        left, wide = x(at), x(at + share) - x(at)
        drawn += rect(left + 0.75, y + 19, wide - 1.5, 22, f"e{place + 1}")
        if wide > 17:  # noqa: PLR2004 -- room for two digits
            drawn += text(left + wide / 2, y + 34, plain(share), _ON[place], "middle")
        at += share
    return drawn + text(width, y + 35, f"{plain(said.favourable)}%", "big", "end")
