"""One in the middle and who is near around, the nearest on top; thicker lines where nearer."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from markupsafe import Markup, escape

from accord.foundation.ui.charts.svg import n, safe, text

WIDTH = 264.0
ACROSS, UP, EGO = 108.0, 84.0, 21.0
THIN, THICK = 1.2, 6.0
SMALL, LARGE = 12.0, 17.0


@dataclass(frozen=True)
class Near:
    """One of those around; ``part`` is how near, from 0 to 1, ``told`` says it in words."""

    letters: str
    told: str
    href: str
    part: float = 1.0
    is_round: bool = True


def star(ego: Near, around: Sequence[Near], title: str) -> Markup:
    """Draw who is near to one; what it shows must stand beside it as a list, too."""
    spots = [_spot(place, len(around)) for place in range(len(around))]
    top = min(y for _x, y in [*spots, (0, 0)]) - LARGE - 4
    height = max(y for _x, y in [*spots, (0, EGO)]) + LARGE + 4 - top
    spots = [(x + WIDTH / 2, y - top) for x, y in spots]
    middle = (WIDTH / 2, -top)
    lines = "".join(
        f'<line x1="{n(middle[0])}" y1="{n(middle[1])}" x2="{n(x)}" y2="{n(y)}" '
        f'class="tie" stroke-width="{n(THIN + (THICK - THIN) * one.part)}"/>'
        for one, (x, y) in zip(around, spots, strict=True)
    )
    marks = "".join(
        _linked(one, _mark(one, spot, SMALL + (LARGE - SMALL) * one.part))
        for one, spot in zip(around, spots, strict=True)
    )
    return safe(
        f'<svg class="viz star" viewBox="0 0 {n(WIDTH)} {n(height)}" width="{n(WIDTH)}" '
        f'height="{n(height)}" role="group" aria-label="{escape(title)}">{lines}'
        f'<g class="ego">{_mark(ego, middle, EGO)}</g>{marks}</svg>'
    )


def _spot(place: int, count: int) -> tuple[float, float]:
    """Spread around the middle, beginning on top, to the right and the left by turns."""
    side = (place + 1) // 2 * (1 if place % 2 else -1)
    turn = 2 * pi * side / count - pi / 2
    return ACROSS * cos(turn), UP * sin(turn)


def _mark(one: Near, spot: tuple[float, float], size: float) -> str:
    x, y = spot
    shape = (
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(size)}" class="disc"/>'
        if one.is_round
        else f'<rect x="{n(x - size)}" y="{n(y - size)}" width="{n(2 * size)}" '
        f'height="{n(2 * size)}" rx="5" class="disc"/>'
    )
    return shape + text(x, y + 3.5, one.letters, "it", "middle")


def _linked(one: Near, drawn: str) -> str:
    words = escape(one.told)
    return f'<a href="{escape(one.href)}" aria-label="{words}"><title>{words}</title>{drawn}</a>'
