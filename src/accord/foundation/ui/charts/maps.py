"""A map of points without anybody's tiles: degrees as a grid, a scale, points as links."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import asinh, atan, cos, degrees, log10, radians, sinh, tan

from django.utils.translation import ngettext
from markupsafe import Markup, escape

from accord.foundation.ui.charts.svg import dot, line, rect, safe, text

PAD = 44.0
CELL = 34.0  # points nearer than this are drawn as one
LABELLED = 40  # marks up to which names stand beside them
LETTER, HIGH = 6.4, 15.0  # the room that one takes, about
MARK = 9.0  # half of a mark, with air
NARROWEST = 0.01  # degrees that a map shows at least
STEPS = (30.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002)
METRES = 111_320.0  # of one degree along a meridian
NORTHMOST = 85.0


@dataclass(frozen=True)
class Spot:
    """One place: ``count`` is how many belong to it."""

    latitude: float
    longitude: float
    label: str
    href: str
    count: int = 0


@dataclass(frozen=True)
class Box:
    """A part of the earth, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def written(self) -> str:
        return ",".join(f"{edge:.5f}" for edge in (self.west, self.south, self.east, self.north))

    @classmethod
    def read(cls, words: str) -> "Box | None":
        try:
            west, south, east, north = (float(edge) for edge in words.split(","))
        except ValueError:
            return None
        sound = -180 <= west <= east <= 180 and -90 <= south <= north <= 90  # noqa: PLR2004 -- degrees
        return cls(west, south, east, north) if sound else None

    @classmethod
    def around(cls, spots: Iterable[Spot]) -> "Box":
        """Give the smallest box that holds all of some spots."""
        east_west = [spot.longitude for spot in spots]
        north_south = [spot.latitude for spot in spots]
        return cls(min(east_west), min(north_south), max(east_west), max(north_south))


class _Paper:
    """Places degrees on paper, as Mercator did, so that directions are true."""

    def __init__(self, box: Box, width: float, height: float) -> None:
        self.width, self.height = width, height
        middle_x, middle_y = (box.west + box.east) / 2, (_up(box.south) + _up(box.north)) / 2
        wide = max(box.east - box.west, NARROWEST)
        high = max(_up(box.north) - _up(box.south), NARROWEST)
        self.scale = min((width - 2 * PAD) / wide, (height - 2 * PAD) / high)
        self._left = middle_x - width / 2 / self.scale
        self._top = middle_y + height / 2 / self.scale

    def at(self, spot: Spot) -> tuple[float, float]:
        return self.x(spot.longitude), self.y(spot.latitude)

    def x(self, longitude: float) -> float:
        return (longitude - self._left) * self.scale

    def y(self, latitude: float) -> float:
        return (self._top - _up(latitude)) * self.scale

    @property
    def edges(self) -> Box:
        bottom = self._top - self.height / self.scale
        return Box(
            self._left, _down(bottom), self._left + self.width / self.scale, _down(self._top)
        )


def _up(latitude: float) -> float:
    return degrees(asinh(tan(radians(max(min(latitude, NORTHMOST), -NORTHMOST)))))


def _down(height: float) -> float:
    return degrees(atan(sinh(radians(height))))


def place_map(
    spots: Sequence[Spot], *, title: str, size: tuple[int, int], closer: Callable[[Box], str]
) -> Markup:
    """Draw ``spots``; where some lie near each other they are one mark that leads ``closer``."""
    width, height = size
    paper = _Paper(Box.around(spots), width, height)
    marks = sorted(_near(spots, paper), key=lambda mark: paper.at(mark[0]))
    labels = _Labels(width, [_middle(group, paper) for group in marks])
    body = "".join(
        _one(group[0], paper, labels, named=len(marks) <= LABELLED)
        if len(group) == 1
        else _many(group, paper, closer)
        for group in marks
    )
    return safe(
        f'<svg class="viz map" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="group" aria-label="{escape(title)}">{rect(0, 0, width, height, "sunk", 8)}'
        f"{_grid(paper)}{_ruler(paper)}{body}</svg>"
    )


def _near(spots: Sequence[Spot], paper: _Paper) -> list[list[Spot]]:
    """Put spots that fall on each other together, those of neighbouring cells as well."""
    groups: dict[tuple[int, int], list[Spot]] = {}
    for spot in sorted(spots, key=lambda one: (one.longitude, one.latitude, one.label)):
        x, y = paper.at(spot)
        column, row = int(x // CELL), int(y // CELL)
        around = [(column + i, row + j) for i in (0, -1, 1) for j in (0, -1, 1)]
        cell = next(
            (c for c in around if c in groups and _touches(groups[c][0], spot, paper)), None
        )
        groups.setdefault(cell or (column, row), []).append(spot)
    return list(groups.values())


def _touches(one: Spot, other: Spot, paper: _Paper) -> bool:
    (x1, y1), (x2, y2) = paper.at(one), paper.at(other)
    return (x1 - x2) ** 2 + (y1 - y2) ** 2 < CELL**2


class _Labels:
    """Remembers where marks and words stand, so that none are written over others."""

    def __init__(self, width: float, marks: Iterable[tuple[float, float]]) -> None:
        self.width = width
        self.taken = [(x - MARK, x + MARK, y) for x, y in marks]

    def side(self, x: float, y: float, words: str) -> str:
        """Say where words have room beside a mark: at its "end", at its "start", or nowhere."""
        long = len(words) * LETTER
        for side, start in (("end", x + MARK), ("start", x - MARK - long)):
            if start > 4 and start + long < self.width - 4 and self._free(start, start + long, y):  # noqa: PLR2004 -- pixels to the edge
                self.taken.append((start, start + long, y))
                return side
        return ""

    def _free(self, start: float, end: float, y: float) -> bool:
        return not any(
            abs(line_y - y) < HIGH and start < stop and begin < end
            for begin, stop, line_y in self.taken
        )


def _one(spot: Spot, paper: _Paper, labels: _Labels, *, named: bool) -> str:
    x, y = paper.at(spot)
    told = spot.label
    if spot.count:
        words = ngettext("%(n)s stakeholder", "%(n)s stakeholders", spot.count)
        told = f"{told}, {words % {'n': spot.count}}"
    drawn = dot(x, y, 11, "hit") + dot(x, y, 6, "f1")
    side = labels.side(x, y, spot.label) if named else ""
    if side == "end":
        drawn += text(x + 10, y + 4, spot.label, "lab halo")
    elif side == "start":
        drawn += text(x - 10, y + 4, spot.label, "lab halo", "end")
    return _link(spot.href, told, drawn)


def _middle(group: Sequence[Spot], paper: _Paper) -> tuple[float, float]:
    points = [paper.at(spot) for spot in group]
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def _many(group: Sequence[Spot], paper: _Paper, closer: Callable[[Box], str]) -> str:
    x, y = _middle(group, paper)
    said = ngettext("%(n)s place, look closer", "%(n)s places, look closer", len(group))
    drawn = dot(x, y, 11 + 3 * log10(len(group)), "f1")
    drawn += text(x, y + 4, len(group), "on", "middle")
    return _link(closer(Box.around(group)), said % {"n": len(group)}, drawn)


def _link(href: str, told: str, drawn: str) -> str:
    words = escape(told)
    return f'<a href="{escape(href)}" aria-label="{words}"><title>{words}</title>{drawn}</a>'


def _grid(paper: _Paper) -> str:
    """Draw whole steps of degrees, with what they are at the edges."""
    edges = paper.edges
    step = next((s for s in reversed(STEPS) if s * paper.scale >= 90), STEPS[0])  # noqa: PLR2004 -- pixels apart
    across = [
        line(paper.x(at), 0, paper.x(at), paper.height, "gr")
        + text(paper.x(at) + 4, paper.height - 6, f"{at:g}°", "sm")
        for at in _steps(edges.west, edges.east, step)
    ]
    up = [
        line(0, paper.y(at), paper.width, paper.y(at), "gr")
        + text(4, paper.y(at) - 4, f"{at:g}°", "sm")
        for at in _steps(edges.south, edges.north, step)
    ]
    return "".join(across + up)


def _steps(least: float, most: float, step: float) -> list[float]:
    first = int(least // step) + 1
    return [round(k * step, 6) for k in range(first, int(most // step) + 1)]


def _ruler(paper: _Paper) -> str:
    """Draw how long a round number of metres is in the middle of the map."""
    middle = (paper.edges.south + paper.edges.north) / 2
    of_pixel = METRES * cos(radians(middle)) / paper.scale
    most = 120 * of_pixel
    power = 10.0 ** int(log10(most))
    length = next(k * power for k in (5, 2, 1) if k * power <= most)
    metres = 1000
    words = f"{length / metres:g} km" if length >= metres else f"{length:g} m"
    end, y = paper.width - 16, paper.height - 22
    start = end - length / of_pixel
    drawn = line(start, y, end, y, "zero") + text((start + end) / 2, y - 6, words, "sm", "middle")
    return f'<g aria-hidden="true">{drawn}</g>'
