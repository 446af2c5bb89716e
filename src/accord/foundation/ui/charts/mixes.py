"""Two kinds of work beside where people stand, and how warm each week of a year was."""

from collections.abc import Sequence
from dataclasses import dataclass

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

LEFT, RIGHT, STAND = 34, 8, 72  # paper left and right of the columns, and below them
SHADES = 5


@dataclass(frozen=True)
class Period:
    """One column: how much of either kind, and where they stood at its end, from 1 to 5."""

    label: str
    lower: int
    upper: int
    stands: float | None = None


def mix(
    periods: Sequence[Period], names: tuple[str, str, str], title: str,
    *, size: tuple[int, int] = (640, 260),
) -> Markup:  # fmt: skip
    """Draw two kinds stacked by period, and below them, on a scale of its own, where they stood."""
    width, height = size
    floor, end = height - STAND - 34, width - RIGHT
    top = nice_steps(max([one.lower + one.upper for one in periods] + [1]))
    y, stands = Scale((0, top[-1]), (floor, 22)), Scale((1, 5), (height - 8, height - STAND))
    step = (end - LEFT) / max(len(periods), 1)
    body = text(0, 12, f"{names[1]} / {names[0]}", "sm")
    body += "".join(
        line(LEFT, y(mark), end, y(mark), "gr")
        + text(LEFT - 7, y(mark) + 4, plain(mark), "sm", "end")
        for mark in top
    )
    body += "".join(
        line(LEFT, stands(mark), end, stands(mark), "gr")
        + text(LEFT - 7, stands(mark) + 4, mark, "sm", "end")
        for mark in (1, 3, 5)
    )
    middles = [LEFT + step * (place + 0.5) for place in range(len(periods))]
    for middle, one in zip(middles, periods, strict=True):
        body += _column(one, middle, step, y) + text(middle, floor + 18, one.label, "sm", "middle")
    for run in _runs(middles, periods, stands):
        body += path(run, "l2") + "".join(dot(x, at, 4, "f2") for x, at in run)
    told = summary(
        (one.label, f"{names[0]} {one.lower}, {names[1]} {one.upper}, {names[2]} {_said(one)}")
        for one in periods
    )
    return figure(width, height, body, title=title, desc=told, smallest=narrowest(width))


def _column(one: Period, middle: float, step: float, y: Scale) -> str:
    left, wide = middle - step * 0.32, step * 0.64
    drawn = rect(left, y(one.lower), wide, y(0) - y(one.lower), "f1", 2)
    return drawn + rect(left, y(one.lower + one.upper), wide, y(0) - y(one.upper), "hh2", 2)


def _runs(
    middles: Sequence[float], periods: Sequence[Period], stands: Scale
) -> list[list[tuple[float, float]]]:
    """Give the points between which nothing is unknown."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, one in zip(middles, periods, strict=True):
        if one.stands is None:
            runs.append([])
        else:
            runs[-1].append((x, stands(one.stands)))
    return [run for run in runs if run]


def _said(one: Period) -> str:
    return "–" if one.stands is None else plain(one.stands)


def strip(counts: Sequence[int], labels: dict[int, str], title: str, *, width: int = 520) -> Markup:
    """Draw a year as a row of weeks, the fuller the darker; a week without any is outlined."""
    step, most = width / max(len(counts), 1), max([*counts, 1])
    body = "".join(
        rect(step * place + 0.5, 2, step - 1, 22, _shade(count, most), 1.5)
        for place, count in enumerate(counts)
    )
    body += "".join(text(step * place, 40, words, "sm") for place, words in labels.items())
    return figure(width, 46, body, title=title)


def _shade(count: int, most: int) -> str:
    return f"hh{1 + (count * (SHADES - 1) - 1) // most}" if count else "hh0"
