"""The form behind a filter chip: what can be asked, what is asked now, what somebody chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict

from accord.foundation.ui.listing import operators
from accord.foundation.ui.listing.filters import Filter, Use
from accord.foundation.ui.listing.lines import Item
from accord.foundation.ui.listing.listing import Listing
from accord.foundation.ui.listing.showing import Shown

LONG_LIST = 8  # choices from which on a list can be searched


@dataclass(frozen=True)
class Input:
    name: str
    type: str
    value: str


@dataclass(frozen=True)
class Question:
    """One operator with its inputs, as a line of the form; "…" is where an input stands."""

    key: str
    words: str
    on: bool
    inputs: list[Input]

    @property
    def line(self) -> list[tuple[str, Input | None]]:
        """Give the words in turn with the inputs that follow them."""
        parts = [part.strip() for part in self.words.split("…")]
        padded: list[Input | None] = [*self.inputs, *[None] * len(parts)]
        return list(zip(parts, padded, strict=False))


@dataclass(frozen=True)
class Option:
    value: str
    words: str
    on: bool


@dataclass(frozen=True)
class Editor:
    """Either a list of filters to choose from (``groups``), or the form of one."""

    action: str
    hidden: list[tuple[str, str]]
    place: str = ""
    key: str = ""
    label: str = ""
    questions: Sequence[Question] = ()
    shared: Input | None = None
    options: Sequence[Option] = ()
    periods: Sequence[tuple[str, str]] = ()
    groups: Sequence[tuple[str, list[Item]]] = ()
    remove: str = ""

    @property
    def is_long(self) -> bool:
        return len(self.options) > LONG_LIST


def editor_of(shown: Shown) -> Editor | None:
    """Give the form that an address asks for: ``edit=2``, ``add=owner``, or ``add=1`` to choose."""
    asked = shown.asked
    add = asked.get("add", "")
    if add:
        found = shown.listing.filter_named(add)
        return _choice_of(shown) if found is None else _form(shown, found, None)
    place = asked.get("edit", "")
    if not place.isdecimal() or int(place) >= len(shown.checked):
        return None
    checked = shown.checked[int(place)]
    if checked.filter is None:
        return None
    return _form(shown, checked.filter, int(place))


def _choice_of(shown: Shown) -> Editor:
    """List every filter, under the heads of their groups."""
    groups = []
    for head, filters in groupby(shown.listing.filters, key=lambda found: str(found.group)):
        items = [
            Item(found.key, str(found.label), shown.to(shown.state, ("add", found.key)), on=False)
            for found in filters
        ]
        groups.append((head, items))
    return Editor(shown.listing.address, shown.hidden, groups=groups)


def _form(shown: Shown, found: Filter, place: int | None) -> Editor:
    use = shown.state.filters[place] if place is not None else Use(found.key, "")
    known = found.operators()
    now = operators.operator(found.kind, use.op, found.allowed) or known[0]
    options = [
        Option(str(value), str(words), str(value) in use.values)
        for value, words in found.options(shown.listing.asking)
    ]
    return Editor(
        action=shown.listing.address,
        hidden=shown.hidden,
        place="" if place is None else str(place),
        key=found.key,
        label=str(found.label),
        questions=[_question(op, now, use) for op in known],
        shared=_shared(known, now, use),
        options=options,
        periods=[(key, str(words)) for key, words in operators.PERIODS.items()],
        remove=shown.to(shown.state.without(place)) if place is not None else "",
    )


def _question(op: operators.Operator, now: operators.Operator, use: Use) -> Question:
    inputs = [
        Input(
            operators.input_name(op, place),
            kind,
            use.values[place] if op.key == use.op and place < len(use.values) else "",
        )
        for place, kind in enumerate(op.inputs)
        if kind not in {"text", "choices"}
    ]
    return Question(op.key, str(op.words), op is now, inputs)


def _shared(known: Sequence[operators.Operator], now: operators.Operator, use: Use) -> Input | None:
    """Give the one text box that several operators share."""
    if not any(op.inputs == ("text",) for op in known):
        return None
    value = use.values[0] if now.inputs == ("text",) and use.values else ""
    return Input("v.text", "text", value)


def chosen(listing: Listing, asked: QueryDict) -> tuple[int, Use] | None:
    """Read what the form sent: which filter it is for, and what is to be asked."""
    found = listing.filter_named(asked.get("k", ""))
    if found is None:
        return None
    op = operators.operator(found.kind, asked.get("o", ""), found.allowed) or found.operators()[0]
    if op.inputs == ("choices",):
        values = tuple(dict.fromkeys(asked.getlist("v.choices")))
    else:
        names = [operators.input_name(op, place) for place in range(len(op.inputs))]
        values = tuple(asked.get(name, "").strip() for name in names)
    place = asked.get("set", "")
    return (int(place) if place.isdecimal() else -1), Use(found.key, op.key, values)
