"""Small pieces that many answers share: a person, a department, a party by reference."""

from collections.abc import Iterable
from typing import Any

from accord.features.stakeholders.queries import visible_to
from accord.overview.api.queries._paging import Row


def named(row: Row, name: str) -> Row | None:
    """Give key and name of what a column of ``row`` points at."""
    key = row[f"{name}_id"]
    return None if key is None else {"id": key, "name": row[f"{name}__name"]}


def columns_of(*names: str) -> list[str]:
    """Give the columns that ``named`` wants."""
    return [column for name in names for column in (f"{name}_id", f"{name}__name")]


def seen_parties(user: Any, keys: Iterable[int | None]) -> dict[int, Row]:
    """Give reference and name of those of the parties that one may see, in one query."""
    wanted = {key for key in keys if key is not None}
    found = visible_to(user).filter(pk__in=wanted).values_list("pk", "ref", "name")
    return {pk: {"ref": ref, "name": name} for pk, ref, name in found}
