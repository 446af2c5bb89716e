"""A map of two scores cut into four fields: marks that can be moved, and where they were before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from accord.foundation.ui.charts.svg import Scale, dot, line, n, rect, safe, text, upright

LETTER, HIGH = 6.5, 14.0  # the room that one takes, about
MARK = 15.0  # half of a mark, with air
DARK = frozenset({1, 5})  # tints that carry light letters


@dataclass(frozen=True)
class Axis:
    """What is scored, from where to where, where it is cut, and the words at its ends."""

    label: str
    low: str
    high: str
    least: float = 1.0
    most: float = 5.0
    cut: float = 3.0


@dataclass(frozen=True)
class Fields:
    """Each field with a second line: those of (across high, up high) first."""

    high_high: tuple[str, str]
    low_high: tuple[str, str]
    high_low: tuple[str, str]
    low_low: tuple[str, str]


@dataclass(frozen=True)
class Mark:
    """One mark: ``told`` says it whole to those who hear, ``tint`` is one of 0 (none) to 5.

    One that ``is_waiting`` is hidden until somebody takes it out of the tray.
    """

    key: str
    name: str
    letters: str
    across: float
    up: float
    told: str
    href: str
    tint: int = 0
    is_round: bool = True
    was: tuple[float, float] | None = None
    is_waiting: bool = False


class _Paper:
    def __init__(self, size: tuple[int, int], across: Axis, up: Axis) -> None:
        self.width, self.height = size
        self.is_small = self.width < 400  # noqa: PLR2004 -- a phone
        start, top, end, floor = (
            (24, 24, self.width - 4, self.height - 52)
            if self.is_small
            else (44, 14, self.width - 14, self.height - 42)
        )
        self.box = (float(start), float(top), float(end), float(floor))
        self.x = Scale((across.least, across.most), (start, end))
        self.y = Scale((up.least, up.most), (floor, top))
        self.middle = (self.x(across.cut), self.y(up.cut))


def field_map(
    marks: Sequence[Mark], fields: Fields, axes: tuple[Axis, Axis], *, words: tuple[str, str],
    size: tuple[int, int], place: str = "",
) -> Markup:  # fmt: skip
    """Draw marks over four fields; with ``place``, an address, they may be moved there.

    ``words`` are the title and the description.
    """
    across, up = axes
    title, desc = words
    paper = _Paper(size, across, up)
    key = f"f{paper.width}"
    body = _ground(paper, fields) + _axes(paper, across, up)
    body += "".join(_trail(mark, paper) for mark in marks if mark.was)
    labels = _Labels(paper, [mark for mark in marks if not mark.is_waiting], fields)
    body += "".join(_mark(mark, paper, labels, is_movable=bool(place)) for mark in marks)
    moved = ""
    if place:
        start, top, end, floor = (n(edge) for edge in paper.box)
        moved = (
            f' data-place="{escape(place)}" data-box="{start} {top} {end} {floor}" '
            f'data-scale="{across.least:g} {across.most:g} {up.least:g} {up.most:g}"'
        )
    return safe(
        f'<svg class="viz fmap{" mini" if paper.is_small else ""}" '
        f'viewBox="0 0 {paper.width} {paper.height}" width="{paper.width}" '
        f'height="{paper.height}" role="group" aria-labelledby="{key}t {key}d"{moved}>'
        f'<title id="{key}t">{escape(title)}</title><desc id="{key}d">{escape(desc)}</desc>'
        f"{body}</svg>"
    )


def _ground(paper: _Paper, fields: Fields) -> str:
    start, top, end, floor = paper.box
    middle, level = paper.middle
    drawn = rect(start, top, end - start, floor - top, "sunk", 10)
    drawn += rect(middle, top, end - middle, level - top, "soft", 10)
    drawn += line(middle, top, middle, floor, "ax") + line(start, level, end, level, "ax")
    if paper.is_small:
        drawn += text(end, 14, fields.high_high[0], "st", "end")
        drawn += text(start, 14, fields.low_high[0], "st")
        drawn += text(end, floor + 17, fields.high_low[0], "st", "end")
        return drawn + text(start, floor + 17, fields.low_low[0], "st")
    for x, y, (name, below), anchor in _captions(paper, fields):
        drawn += text(x, y, name, "big", anchor) + text(x, y + 15, below, "sm", anchor)
    return drawn


def _captions(paper: _Paper, fields: Fields) -> list[tuple[float, float, tuple[str, str], str]]:
    """Give where the two lines of each field stand on a wide map."""
    start, top, end, floor = paper.box
    return [
        (end - 14, top + 24, fields.high_high, "end"),
        (start + 14, top + 24, fields.low_high, ""),
        (end - 14, floor - 24, fields.high_low, "end"),
        (start + 14, floor - 24, fields.low_low, ""),
    ]


def _axes(paper: _Paper, across: Axis, up: Axis) -> str:
    start, top, end, floor = paper.box
    bottom = paper.height - 10
    drawn = text((start + end) / 2, bottom, across.label, "st", "middle")
    drawn += text(start, bottom, across.low, "sm") + text(end, bottom, across.high, "sm", "end")
    drawn += upright(10 if paper.is_small else 14, (top + floor) / 2, up.label, "st")
    if not paper.is_small:
        drawn += text(start - 8, floor, up.low, "sm", "end")
        drawn += text(start - 8, top + 10, up.high, "sm", "end")
    return drawn


def _trail(mark: Mark, paper: _Paper) -> str:
    across, up = mark.was or (mark.across, mark.up)
    x, y = paper.x(across), paper.y(up)
    end = f"{n(paper.x(mark.across))} {n(paper.y(mark.up))}"
    return f'<path d="M{n(x)} {n(y)}L{end}" class="trail"/>' + dot(x, y, 4, "ghost")


def _mark(mark: Mark, paper: _Paper, labels: "_Labels", *, is_movable: bool) -> str:
    x, y = paper.x(mark.across), paper.y(mark.up)
    face = dot(0, 0, 13, f"disc e{mark.tint}")
    if not mark.is_round:
        face = rect(-12, -12, 24, 24, f"disc e{mark.tint}", 6)
    light = "on" if mark.tint in DARK else "ht2"
    drawn = dot(0, 0, 18, "halo") + face
    drawn += f'<text y="3.4" class="it {light}" text-anchor="middle">{escape(mark.letters)}</text>'
    waits_at = "" if paper.is_small else "start"
    drawn += _name(mark, waits_at if mark.is_waiting else labels.side(x, y, mark.name))
    told = escape(mark.told)
    if not is_movable:
        return (
            f'<a class="node" href="{escape(mark.href)}" aria-label="{told}" '
            f'transform="translate({n(x)} {n(y)})"><title>{told}</title>{drawn}</a>'
        )
    waits = (" waiting", " data-waiting") if mark.is_waiting else ("", "")
    return (
        f'<g class="node{waits[0]}"{waits[1]} tabindex="0" role="button" aria-label="{told}" '
        f'data-key="{escape(mark.key)}" data-name="{escape(mark.name)}" '
        f'data-href="{escape(mark.href)}" data-at="{mark.across:g} {mark.up:g}" '
        f'transform="translate({n(x)} {n(y)})"><title>{told}</title>{drawn}</g>'
    )


_SIDES = {"start": (17, 4, ""), "end": (-17, 4, "end"), "below": (0, 30, "middle"),
          "above": (0, -21, "middle")}  # fmt: skip


def _name(mark: Mark, side: str) -> str:
    if not side:
        return ""
    x, y, anchor = _SIDES[side]
    return text(x, y, mark.name, "nm", anchor)


class _Labels:
    """Remembers where marks and names stand, so that none are written over others."""

    def __init__(self, paper: _Paper, marks: Iterable[Mark], fields: Fields) -> None:
        self.paper = paper
        self.taken = [
            (x - MARK, x + MARK, y + up)
            for mark in marks
            for x, y in [(paper.x(mark.across), paper.y(mark.up))]
            for up in (-8.0, 8.0)
        ]
        for x, y, words, anchor in _captions(paper, fields):
            long = max(map(len, words)) * LETTER
            start = x - long if anchor else x
            self.taken += [(start, start + long, y - 4), (start, start + long, y + 11)]

    def side(self, x: float, y: float, name: str) -> str:
        """Say on which side of a mark its name has room; nowhere on a phone."""
        if self.paper.is_small:
            return ""
        long = len(name) * LETTER
        starts = {"start": x + 17, "end": x - 17 - long, "below": x - long / 2}
        starts["above"] = starts["below"]
        levels = {"start": y, "end": y, "below": y + 26, "above": y - 25}
        for side, start in starts.items():
            if self._free(start, start + long, levels[side]):
                self.taken.append((start, start + long, levels[side]))
                return side
        return ""

    def _free(self, start: float, end: float, y: float) -> bool:
        left, top, right, floor = self.paper.box
        inside = start > left + 4 and end < right - 4 and top + 6 < y < floor - 6
        return inside and not any(
            abs(line_y - y) < HIGH and start < stop and begin < end
            for begin, stop, line_y in self.taken
        )
