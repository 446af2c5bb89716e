"""Small pieces that many answers share: a person, a department, a party by reference."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from accord.features.stakeholders.queries import visible_to
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Page, Row, Span, page_of

Found = TypeVar("Found", bound=Model)


def one_of(found: QuerySet[Found], **wanted: object) -> Found:
    """Give the one that is wanted. Raises Problem 404 where there is none that one may see."""
    if any(isinstance(value, str) and "\x00" in value for value in wanted.values()):
        raise missing()
    row = found.filter(**wanted).first()
    if row is None:
        raise missing()
    return row


def brief(row: Any) -> Row | None:
    """Give key and name of somebody or something that has them, if it is there."""
    return {"id": row.pk, "name": row.name} if row else None


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


def party_told(one: Any) -> Row:
    return {"ref": one.ref, "name": one.name}


def page_with(found: QuerySet[Found], tell: Callable[[Found], Row], span: Span) -> Page:
    """Give a page of whole records, in two queries and those of their prefetching."""
    rows, after = page_of(found, [], span)
    there = found.in_bulk([row["pk"] for row in rows])
    return [tell(there[row["pk"]]) for row in rows], after
