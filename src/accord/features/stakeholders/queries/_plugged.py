"""What features above give the list of stakeholders: columns, views, what it can be asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accord.foundation.kernel.registry import Registry
from accord.foundation.ui.listing.columns import Label
from accord.foundation.ui.listing.filters import Filter
from accord.foundation.ui.listing.state import View


@dataclass(frozen=True, kw_only=True)
class PartyColumn:
    """A column that a feature above gives the list; ``load`` is asked once for all its rows.

    It may give what can be had later, as that of a column of the list.
    ``words`` writes one value for people and files; ``kind`` is "", "bad" or "warn" for the colour
    of it. ``draw`` draws one as HTML that it escaped itself, for what is no text. ``views`` are the
    list's own views that show the column though it is no default one.
    """

    label: Label
    load: Callable[[Sequence[int], Any], Mapping[int, Any] | Callable[[], Mapping[int, Any]]]
    words: Callable[[Any], str] = str
    kind: Callable[[Any], str] = lambda _value: ""
    draw: Callable[[Any], str] | None = None
    is_numeric: bool = True
    is_default: bool = True
    views: frozenset[str] = frozenset()
    place: str = ""
    order: int = 50


party_columns: Registry[PartyColumn] = Registry("columns of the list of stakeholders")
party_views: Registry[View] = Registry("views of the list of stakeholders from features above")
party_questions: Registry[Filter] = Registry("what features above let the list be asked")
