"""The few shapes all charts are drawn from. Colours are classes, lengths are attributes.

Nothing here carries a ``style``: the content policy forbids it, and the theme could not follow.
"""

from collections.abc import Iterable, Sequence
from zlib import crc32

from markupsafe import Markup, escape

Point = tuple[float, float]


def figure(
    width: float, height: float, body: str, *, title: str, desc: str = "", smallest: int = 0
) -> Markup:
    """Close a chart: with its title, its description, and the width below which it scrolls."""
    key = f"{crc32(f'{title}|{desc}|{width}|{height}'.encode()):x}"
    least = f' data-min="{smallest}"' if smallest else ""
    described = f" d{key}" if desc else ""
    told = f'<desc id="d{key}">{escape(desc)}</desc>' if desc else ""
    return safe(
        f'<svg class="viz" viewBox="0 0 {n(width)} {n(height)}" width="{n(width)}" '
        f'height="{n(height)}" role="img" aria-labelledby="t{key}{described}"{least}>'
        f'<title id="t{key}">{escape(title)}</title>{told}{body}</svg>'
    )


def safe(drawn: str) -> Markup:
    """Vouch for a string that this package drew: numbers, classes of ours, escaped words."""
    return Markup(drawn)  # noqa: S704


def n(number: float) -> str:
    """Write a number as short as a tenth of a pixel allows."""
    return f"{number:.1f}".removesuffix(".0")


def text(x: float, y: float, words: object, cls: str = "", anchor: str = "") -> str:
    placed = f' text-anchor="{anchor}"' if anchor else ""
    dressed = f' class="{cls}"' if cls else ""
    return f'<text x="{n(x)}" y="{n(y)}"{placed}{dressed}>{escape(words)}</text>'


def rect(x: float, y: float, width: float, height: float, cls: str, radius: float = 2) -> str:
    return (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(max(width, 0))}" height="{n(max(height, 0))}" '
        f'rx="{n(radius)}" class="{cls}"/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, cls: str) -> str:
    return f'<line x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}" class="{cls}"/>'


def dot(x: float, y: float, radius: float, cls: str) -> str:
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" class="{cls}"/>'


def diamond(x: float, y: float, cls: str) -> str:
    return (
        f'<rect x="{n(x - 5)}" y="{n(y - 5)}" width="10" height="10" '
        f'transform="rotate(45 {n(x)} {n(y)})" class="{cls}"/>'
    )


def square(x: float, y: float, cls: str) -> str:
    return f'<rect x="{n(x - 3.5)}" y="{n(y - 3.5)}" width="7" height="7" class="{cls}"/>'


def path(points: Iterable[Point], cls: str) -> str:
    drawn = " ".join(f"{n(x)},{n(y)}" for x, y in points)
    return f'<polyline points="{drawn}" class="{cls}"/>'


def upright(x: float, y: float, words: str, cls: str) -> str:
    """Write along a vertical axis, read from below."""
    return (
        f'<text transform="translate({n(x)} {n(y)}) rotate(-90)" text-anchor="middle" '
        f'class="{cls}">{escape(words)}</text>'
    )


class Scale:
    """Places values between two ends of the paper."""

    def __init__(self, values: tuple[float, float], paper: tuple[float, float]) -> None:
        self.least, self.most = values
        self.start, self.end = paper
        span = self.most - self.least
        self._step = (self.end - self.start) / span if span else 0.0

    def __call__(self, value: float) -> float:
        return self.start + (value - self.least) * self._step


def nice_steps(most: float, about: int = 4) -> list[float]:
    """Choose round marks from nothing up to at least ``most``."""
    if most <= 0:
        return [0.0, 1.0]
    raw = most / about
    magnitude = 10.0 ** (len(f"{raw:.0f}") - 1) if raw >= 1 else 10.0 ** -_zeros(raw)
    step = next(s * magnitude for s in (1, 2, 2.5, 5, 10) if s * magnitude >= raw - 1e-12)
    marks = [0.0]
    while marks[-1] < most - 1e-9:
        marks.append(round(marks[-1] + step, 10))
    return marks


def _zeros(fraction: float) -> int:
    places = 0
    while fraction < 1:
        fraction *= 10
        places += 1
    return places


def narrowest(width: float) -> int:
    """Give the width class below which a chart scrolls rather than shrinks."""
    return next((edge for edge in (760, 620, 560, 480) if width >= edge), 0)


def summary(pairs: Iterable[tuple[object, object]]) -> str:
    """Say a chart's figures in words, for those who hear it."""
    return "; ".join(f"{name}: {value}" for name, value in pairs)


def plain(value: float) -> str:
    """Write a figure on a chart without needless decimals."""
    return f"{value:g}"


def even(count: int, start: float, end: float) -> Sequence[float]:
    """Spread ``count`` points evenly; a single one stands in the middle."""
    if count == 1:
        return [(start + end) / 2]
    gap = (end - start) / (count - 1)
    return [start + gap * index for index in range(count)]
