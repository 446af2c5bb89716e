"""Jobs, letters and notices, a page at a time, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from accord.foundation.accounts.models import User
from accord.foundation.arrivals import queries as arrivals
from accord.foundation.arrivals.models import State as ArrivalState
from accord.foundation.imports import queries as imports
from accord.foundation.jobs import queries as jobs
from accord.foundation.jobs.models import State as JobState
from accord.foundation.mail import queries as mails
from accord.foundation.mail.models import State as MailState
from accord.foundation.notices import queries as notices

PAGE = 50
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Tab:
    """One state, how many are in it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class WorkPage:
    """Rows of one state, the states with their counts, and where the next page begins."""

    rows: Sequence[Any]
    before: int
    tabs: Sequence[Tab] = ()
    workers: Sequence[Any] = ()


def jobs_page(user: User, state: str, *, before: int | None, at: datetime) -> WorkPage:
    rows = jobs.visible_to(user)
    rows = rows.filter(state=state) if state in JobState.values else rows
    found, following = _page(rows, before)
    counts = jobs.counts()
    tabs = [Tab(each.value, str(each.label), counts[each.value]) for each in JobState]
    return WorkPage(found, following, tabs, list(jobs.workers(at)))


def imports_page(user: User, *, before: int | None) -> WorkPage:
    found, following = _page(imports.visible_to(user).select_related("by"), before)
    return WorkPage(found, following)


def mails_page(user: User, state: str, *, before: int | None) -> WorkPage:
    rows = mails.visible_to(user)
    rows = rows.filter(state=state) if state in MailState.values else rows
    found, following = _page(rows, before)
    counts = mails.counts()
    tabs = [Tab(each.value, str(each.label), counts[each.value]) for each in MailState]
    return WorkPage(found, following, tabs)


def arrivals_page(user: User, state: str, *, before: int | None) -> WorkPage:
    rows = arrivals.visible_to(user).select_related("owner")
    rows = rows.filter(state=state) if state in ArrivalState.values else rows
    found, following = _page(rows, before)
    counts = arrivals.counts()
    tabs = [Tab(each.value, str(each.label), counts[each.value]) for each in ArrivalState]
    return WorkPage(found, following, tabs)


def notices_page(user: User, *, before: int | None) -> WorkPage:
    found, following = _page(notices.visible_to(user), before)
    notices.veiled(user, found)
    return WorkPage(found, following)


def _page(rows: "QuerySet[M]", before: int | None) -> tuple[list[M], int]:
    rows = rows if before is None else rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return found, 0
    return found[:PAGE], found[PAGE - 1].pk
