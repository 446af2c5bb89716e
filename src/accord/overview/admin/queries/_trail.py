"""The trail as a list: filtered, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from accord.foundation.accounts.queries import names_of
from accord.foundation.journal.models import Entry
from accord.foundation.journal.queries import trail
from accord.foundation.journal.returning import undone_among
from accord.overview.admin.queries import _verbs

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    id: int
    at: datetime
    who: str
    verb: str
    about: str
    details: str
    rows_count: int
    is_undone: bool


@dataclass(frozen=True)
class TrailPage:
    """``before`` is where the next page begins, 0 on the last one."""

    lines: Sequence[Line]
    before: int


def trail_page(asked: Mapping[str, Any], *, before: int | None) -> TrailPage:
    """Give a page of the trail, newest first; what is asked may name person, area and days."""
    rows = _narrowed(trail(), asked)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    names = names_of({entry.by_id for entry in found})
    undone = undone_among(found)
    lines = [_line(entry, names, is_undone=entry.pk in undone) for entry in found[:PAGE]]
    return TrailPage(lines, lines[-1].id if len(found) > PAGE else 0)


def _narrowed(rows: "QuerySet[Entry]", asked: Mapping[str, Any]) -> "QuerySet[Entry]":
    if asked.get("person"):
        rows = rows.filter(by_id=asked["person"].pk)
    if asked.get("area"):
        rows = rows.filter(verb__startswith=f"{asked['area']}.")
    if asked.get("from_date"):
        rows = rows.filter(at__gte=make_aware(datetime.combine(asked["from_date"], time())))
    if asked.get("until_date"):
        end = asked["until_date"] + timedelta(days=1)
        rows = rows.filter(at__lt=make_aware(datetime.combine(end, time())))
    return rows


def _line(entry: Entry, names: Mapping[int, str], *, is_undone: bool) -> Line:
    who = names.get(entry.by_id or 0, _("The system"))
    about = f"{entry.subject_type.rpartition('.')[2]} {entry.subject_id or ''}".strip()
    if entry.salt is None:
        details = _("erased")
    else:
        details = ", ".join(f"{name}: {value}" for name, value in entry.details.items())
    return Line(
        entry.pk, entry.at, who, _verbs.said(entry.verb), about, details[:300], entry.rows_count,
        is_undone,
    )  # fmt: skip
