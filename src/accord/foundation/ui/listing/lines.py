"""What stands above the rows of a list, a line of each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    href: str
    on: bool
    changed: bool
    count: str | None
    scope: str


@dataclass(frozen=True)
class Chip:
    place: int
    label: str
    says: str
    edit: str
    remove: str
    invalid: str


@dataclass(frozen=True)
class Head:
    """The head of one column; ``href`` orders by it, ``sort`` is how it stands now."""

    key: str
    label: str
    href: str
    sort: str
    is_numeric: bool
    cls: str


@dataclass(frozen=True)
class Item:
    """One line of a menu: columns to show, orders, groups."""

    key: str
    label: str
    href: str
    on: bool
