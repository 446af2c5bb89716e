"""Where to draw the nodes of a network: those with ties near each other, all others apart.

Ties pull as springs, nodes push each other away by 1 over their distance, heavier the more ties
they have, and a weak pull to the middle keeps the pieces together (the forces of ForceAtlas2,
Jacomy et al. 2014). In big networks the pushing is reckoned on a grid, all nodes at once by one
convolution, so that ten thousand nodes take seconds. The same input and seed give the same places.
"""

from collections.abc import Mapping, Sequence
from math import ceil, sqrt
from typing import Any, Final

EXACT_UP_TO: Final = 300
STEPS: Final = 300
STEPS_AFRESH: Final = 60
GRAVITY: Final = 0.02
GRAVITY_OF_FEW: Final = 1.2  # over the root of their number: small pieces stay together
COARSEST, FINEST = 32, 256

Place = tuple[float, float]
Tie = tuple[int, int, float]


def network_layout(
    count: int, ties: Sequence[Tie], seed: int = 0, start: Mapping[int, Place] | None = None
) -> list[Place]:
    """Give a place between -1 and 1 for each of the nodes 0 to ``count`` - 1.

    ``ties`` are two nodes and a weight from 0 to 1. With ``start``, places of an earlier drawing,
    nodes stay near those, and new ones begin beside who they are tied to. Where most are new, all
    find their places anew.
    """
    import numpy as np

    if not count:
        return []
    chance = np.random.default_rng(seed)
    ends = np.array([tie[:2] for tie in ties], dtype=np.intp).reshape(-1, 2)
    pulls = np.array([tie[2] for tie in ties], dtype=float)
    size = sqrt(count)
    at = chance.uniform(-size, size, (count, 2))
    if start:
        at = _near(at, ends, {node: (x * size, y * size) for node, (x, y) in start.items()})
    is_known = len(start or ()) * 2 >= count
    steps = STEPS_AFRESH if is_known else STEPS
    heat = size * (0.02 if is_known else 0.15)
    mass = 1.0 + np.bincount(ends.ravel(), minlength=count)
    push = _Push(count, mass)
    gravity = GRAVITY + GRAVITY_OF_FEW / size
    for step in range(steps):
        moved = push(at) + _pull(at, ends, pulls) - gravity * mass[:, None] * at
        length = np.sqrt((moved**2).sum(axis=1)) + 1e-12
        most = heat * (1 - step / steps)
        at = at + moved * (np.minimum(length / mass, most) / length)[:, None]
    return [(float(x), float(y)) for x, y in _within_one(at)]


def _near(at: Any, ends: Any, start: Mapping[int, Place]) -> Any:
    """Put known nodes where they were, and new ones beside those that they are tied to."""
    import numpy as np

    known = np.zeros(len(at), dtype=bool)
    for node, place in start.items():
        at[node], known[node] = place, True
    both = np.concatenate([ends, ends[:, ::-1]])
    both = both[~known[both[:, 0]] & known[both[:, 1]]]
    beside = np.bincount(both[:, 0], minlength=len(at))
    for axis in (0, 1):
        total = np.bincount(both[:, 0], weights=at[both[:, 1], axis], minlength=len(at))
        new = beside > 0
        at[new, axis] = total[new] / beside[new] + at[new, axis] * 0.02
    return at


def _pull(at: Any, ends: Any, pulls: Any) -> Any:
    import numpy as np

    one, other = ends[:, 0], ends[:, 1]
    along = (at[other] - at[one]) * pulls[:, None]
    return np.stack(
        [
            np.bincount(one, weights=along[:, axis], minlength=len(at))
            - np.bincount(other, weights=along[:, axis], minlength=len(at))
            for axis in (0, 1)
        ],
        axis=1,
    )


class _Push:
    """Reckons how all nodes push each other away."""

    def __init__(self, count: int, mass: Any) -> None:
        import numpy as np

        self.mass = mass
        self.strength = count / mass.sum()
        self.is_exact = count <= EXACT_UP_TO
        self.cells = min(max(2 ** ceil(np.log2(2 * sqrt(count))), COARSEST), FINEST)
        offset = np.fft.fftfreq(2 * self.cells, 1 / (2 * self.cells))
        x, y = np.meshgrid(offset, offset, indexing="ij")
        far = x**2 + y**2
        far[0, 0] = 1.0
        self._across, self._up = np.fft.rfft2(x / far), np.fft.rfft2(y / far)

    def __call__(self, at: Any) -> Any:
        found = self._exact(at) if self.is_exact else self._on_grid(at)
        return found * self.mass[:, None] * self.strength

    def _exact(self, at: Any) -> Any:
        apart = at[:, None, :] - at[None, :, :]
        far = (apart**2).sum(axis=2) + 1e-9
        return (apart * (self.mass[None, :] / far)[:, :, None]).sum(axis=1)

    def _on_grid(self, at: Any) -> Any:
        """Spread the mass over the grid, convolve, and read what comes to each node."""
        import numpy as np

        least = at.min(axis=0)
        cell = max(float((at.max(axis=0) - least).max()), 1e-9) / (self.cells - 1.001)
        spot = (at - least) / cell
        low = spot.astype(np.intp)
        part = spot - low
        corners = [
            (
                (low[:, 0] + i) * self.cells + low[:, 1] + j,
                (part[:, 0] if i else 1 - part[:, 0]) * (part[:, 1] if j else 1 - part[:, 1]),
            )
            for i in (0, 1)
            for j in (0, 1)
        ]
        grid: Any = sum(
            np.bincount(where, weights=self.mass * share, minlength=self.cells**2)
            for where, share in corners
        )
        grid = grid.reshape(self.cells, self.cells)
        spread = np.fft.rfft2(grid, s=(2 * self.cells, 2 * self.cells))
        fields = [
            np.fft.irfft2(spread * kernel)[: self.cells, : self.cells].ravel()
            for kernel in (self._across, self._up)
        ]
        return (
            np.stack(
                [sum(field[where] * share for where, share in corners) for field in fields], axis=1
            )
            / cell
        )


def _within_one(at: Any) -> Any:
    """Move the middle to 0 and the far ends to 1; a few who are very far out are drawn in."""
    import numpy as np

    at = at - np.median(at, axis=0)
    far = np.sqrt((at**2).sum(axis=1))
    usual = max(float(np.quantile(far, 0.98)), 1e-9)
    shrunk = np.where(far > usual, usual * (1 + np.log(np.maximum(far / usual, 1.0))), far)
    at = at * (shrunk / np.maximum(far, 1e-12))[:, None]
    return at / max(float(shrunk.max()), 1e-9)
