"""Lists of people: for those who administer, and for those who look for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.models import Party
from accord.foundation.accounts import queries
from accord.foundation.accounts.directory import Finding, facts, finders
from accord.foundation.accounts.models import Absence, Grant, User
from accord.foundation.journal.queries import Change, history
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.references import parse
from accord.foundation.kernel.references import reference as written

PAGE = 50
_RECORDS: dict[str, Any] = {Grant.Scope.PARTY: Party, Grant.Scope.INITIATIVE: Initiative}


@dataclass(frozen=True)
class PersonRow:
    """One line of the list of people."""

    person: User
    grants: Sequence[Grant]


@dataclass(frozen=True)
class Page:
    """Some rows, and after which name the next ones begin (empty when there are none)."""

    rows: Sequence[object]
    after: str


def people_headline() -> str:
    count = queries.colleagues().count()
    said = ngettext("%(n)s person has an account.", "%(n)s people have an account.", count)
    return said % {"n": count}


def people_page(asked: str, *, after: str) -> Page:
    """Give a page of people by name; ``asked`` is looked for in name, address and title."""
    found, following = _page(_asked(queries.people(), asked), after)
    given = queries.roles_by_person()
    return Page([PersonRow(person, given.get(person.pk, ())) for person in found], following)


@dataclass(frozen=True)
class GrantRow:
    """One role of somebody, with its reach in words."""

    given: Grant
    reach: str


def grants_of(person: User) -> list[GrantRow]:
    given = list(queries.grants_of(person))
    names = {scope: _references(model, scope, given) for scope, model in _RECORDS.items()}
    return [GrantRow(each, _reach(each, names)) for each in given]


def record_of(scope: str, reference: str) -> int:
    """Find the record that a role is to reach. Raises Invalid when there is none."""
    parsed = parse(reference)
    model = _RECORDS.get(scope)
    found = model and parsed and model.objects.filter(ref=written(*parsed)).values("pk").first()
    if not found:
        raise Invalid(_("There is no record of this reference."), field="record")
    return int(found["pk"])


def _references(model: type[Model], scope: str, given: list[Grant]) -> dict[int, str]:
    keys = [each.object_id for each in given if each.scope == scope]
    rows = model._base_manager.filter(pk__in=keys)  # noqa: SLF001
    return dict(rows.values_list("pk", "ref")) if keys else {}


def _reach(given: Grant, names: dict[str, dict[int, str]]) -> str:
    if given.department is not None:
        return given.department.name
    if given.object_id is not None:
        return names[given.scope].get(given.object_id, "")
    return str(Grant.Scope(given.scope).label)


def history_of(person: User) -> list[Change]:
    return history("accounts.user", person.pk, limit=20)


@dataclass(frozen=True)
class Colleague:
    """One line of the directory: who, whether away, who stands in, and why they were found."""

    person: User
    absence: Absence | None
    lines: list[Finding] = field(default_factory=list)


def colleagues_page(viewer: User, asked: str, *, on: date, after: str) -> Page:
    """Find colleagues by name, title or department, and by whom or what they know or own.

    What other rooms know of them stands in ``accounts.directory``; it is asked once a page.
    """
    because: dict[int, list[Finding]] = {}
    for find in finders if asked else ():
        for found in find(viewer, asked):
            because.setdefault(found.person_id, []).append(found)
    rows = queries.colleagues().select_related("department")
    if asked:
        rows = rows.filter(_named(asked) | Q(pk__in=list(because)))
    people, following = _page(rows, after)
    away = queries.away(on)
    told = _told(viewer, [person.pk for person in people])
    return Page(
        [
            Colleague(
                person, away.get(person.pk), [*because.get(person.pk, []), *told.get(person.pk, [])]
            )
            for person in people
        ],
        following,
    )


def _told(viewer: User, keys: list[int]) -> dict[int, list[Finding]]:
    told: dict[int, list[Finding]] = {}
    for tell in facts:
        for fact in tell(viewer, keys):
            told.setdefault(fact.person_id, []).append(fact)
    return told


def _named(asked: str) -> Q:
    wanted = Q()
    for word in asked.split():
        wanted &= (
            Q(name__icontains=word)
            | Q(title__icontains=word)
            | Q(email__icontains=word)
            | Q(department__name__icontains=word)
        )
    return wanted


def _asked(rows: "QuerySet[User]", asked: str) -> "QuerySet[User]":
    return rows.filter(_named(asked)) if asked else rows


def _page(rows: "QuerySet[User]", after: str) -> tuple[list[User], str]:
    """Cut one page off rows that are ordered by name and id; ``after`` is "id:name"."""
    number, _colon, name = after.partition(":")
    if number.isdecimal():
        rows = rows.filter(Q(name__gt=name) | Q(name=name, id__gt=int(number)))
    found = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    return found[:PAGE], f"{last.pk}:{last.name}"
