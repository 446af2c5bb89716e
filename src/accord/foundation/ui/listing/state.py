"""What a list shows, as its address says it: view, filters, order, columns, density, place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from accord.foundation.ui.listing.columns import Label
from accord.foundation.ui.listing.filters import LIMIT, Use

DENSITIES = frozenset({"", "compact", "comfortable"})


@dataclass(frozen=True)
class State:
    """What a view holds and an address may change. Empty means as the list has it by itself."""

    filters: tuple[Use, ...] = ()
    sort: str = ""
    columns: tuple[str, ...] = ()
    group: str = ""
    density: str = ""

    def kept(self) -> dict[str, Any]:
        """Give the state as a saved view keeps it."""
        return {
            "filters": [use.written() for use in self.filters],
            "sort": self.sort,
            "columns": list(self.columns),
            "group": self.group,
            "density": self.density,
        }

    @classmethod
    def of(cls, kept: Any) -> "State":
        """Read what a saved view or a segment keeps; what is of another shape counts as empty."""
        if not isinstance(kept, dict):
            return cls()
        return cls(
            filters=tuple(Use.read(str(text)) for text in _listed(kept.get("filters")))[:LIMIT],
            sort=str(kept.get("sort") or ""),
            columns=tuple(str(key) for key in _listed(kept.get("columns"))),
            group=str(kept.get("group") or ""),
            density=str(kept.get("density") or ""),
        )

    def without(self, place: int) -> "State":
        return replace(self, filters=self.filters[:place] + self.filters[place + 1 :])

    def holding(self, place: int, use: Use) -> "State":
        """Put a filter in the place of another, or behind them all."""
        if 0 <= place < len(self.filters):
            return replace(self, filters=(*self.filters[:place], use, *self.filters[place + 1 :]))
        return replace(self, filters=(*self.filters, use)[:LIMIT])


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


@dataclass(frozen=True)
class View:
    """A tab: one that the page brings, or one that somebody saved (then with ``saved_id``)."""

    key: str
    label: Label
    state: State
    saved_id: int | None = None
    scope: str = ""
    is_own: bool = False
    is_pinned: bool = False


def chosen_view(views: Sequence[View], asked: QueryDict) -> View:
    for view in views:
        if view.key == asked.get("view"):
            return view
    return views[0]


def read_state(asked: QueryDict, base: State) -> State:
    """Lay what an address says over the state of its view; what it does not name stays."""
    state = base
    if "f" in asked:
        uses = tuple(Use.read(text) for text in asked.getlist("f") if text)
        state = replace(state, filters=uses[:LIMIT])
    if "sort" in asked:
        state = replace(state, sort=asked.get("sort") or "")
    if "cols" in asked:
        given = [key for text in asked.getlist("cols") for key in text.split(",") if key]
        state = replace(state, columns=tuple(dict.fromkeys(given)))
    if "group" in asked:
        state = replace(state, group=asked.get("group") or "")
    if asked.get("density") in DENSITIES:
        state = replace(state, density=asked.get("density") or "")
    return state


def pairs(view: View, state: State) -> list[tuple[str, str]]:
    """Give what an address must name so that ``view`` shows ``state``."""
    base, found = view.state, [("view", view.key)]
    if state.filters != base.filters:
        found += [("f", use.written()) for use in state.filters] or [("f", "")]
    if state.sort != base.sort:
        found.append(("sort", state.sort))
    if state.columns != base.columns:
        found.append(("cols", ",".join(state.columns)))
    if state.group != base.group:
        found.append(("group", state.group))
    if state.density != base.density:
        found.append(("density", state.density))
    return found


def every_pair(view: View, state: State) -> list[tuple[str, str]]:
    """Give an address that names all of ``state``, so that it stands whatever becomes of ``view``.

    A view may be changed or removed by whoever keeps it, also while somebody works with its rows.
    """
    return [
        ("view", view.key),
        *([("f", use.written()) for use in state.filters] or [("f", "")]),
        ("sort", state.sort), ("cols", ",".join(state.columns)), ("group", state.group),
    ]  # fmt: skip


def address(view: View, state: State, more: Iterable[tuple[str, str]] = ()) -> str:
    """Write the address, from its question mark on."""
    return "?" + urlencode([*pairs(view, state), *more], safe=":,")
