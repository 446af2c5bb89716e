"""A small network at places reckoned before: for paper, and where a browser draws no big one."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from accord.foundation.ui.charts.svg import n, safe, text

PAD = 28.0
SMALL, LARGE = 5.0, 13.0
HUES = 6
NAMED = 40  # of the largest, who bear their names


@dataclass(frozen=True)
class Dot:
    """One in a network, from -1 to 1 both ways; ``size`` from 0 to 1, ``hue`` its group."""

    name: str
    href: str
    x: float
    y: float
    size: float = 0.0
    hue: int | None = None
    is_round: bool = True


def net(
    dots: Sequence[Dot], ties: Sequence[tuple[int, int, float]], title: str, size: tuple[int, int]
) -> Markup:
    """Draw dots and the ties between them by their places in ``dots``, weights from 0 to 1."""
    width, height = size
    spots = [
        (
            PAD + (dot.x + 1) / 2 * (width - 2 * PAD),
            PAD + (dot.y + 1) / 2 * (height - 2 * PAD),
        )
        for dot in dots
    ]
    lines = "".join(
        f'<line x1="{n(spots[a][0])}" y1="{n(spots[a][1])}" x2="{n(spots[b][0])}" '
        f'y2="{n(spots[b][1])}" class="tie" stroke-width="{n(0.6 + 2.4 * weight)}"/>'
        for a, b, weight in ties
    )
    largest = set(sorted(range(len(dots)), key=lambda place: -dots[place].size)[:NAMED])
    marks = "".join(
        _mark(dot, spot, is_named=place in largest)
        for place, (dot, spot) in enumerate(zip(dots, spots, strict=True))
    )
    return safe(
        f'<svg class="viz net" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="group" aria-label="{escape(title)}">{lines}{marks}</svg>'
    )


def _mark(dot: Dot, spot: tuple[float, float], *, is_named: bool) -> str:
    x, y = spot
    size = SMALL + (LARGE - SMALL) * dot.size
    hue = "f0" if dot.hue is None else f"f{dot.hue % HUES + 1}"
    shape = (
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(size)}" class="{hue}"/>'
        if dot.is_round
        else f'<rect x="{n(x - size)}" y="{n(y - size)}" width="{n(2 * size)}" '
        f'height="{n(2 * size)}" rx="3" class="{hue}"/>'
    )
    words = escape(dot.name)
    label = text(x, y - size - 4, dot.name, "nm", "middle") if is_named else ""
    linked = f'<a href="{escape(dot.href)}" aria-label="{words}">'
    return f"{linked}<title>{words}</title>{shape}{label}</a>"
