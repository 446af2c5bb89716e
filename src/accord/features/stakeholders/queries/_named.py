"""Rows that name other parties: they keep keys, and each reader gets the names they may see."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from accord.features.stakeholders.models import Affiliation, GroupMember, Party, TimelineRow
from accord.features.stakeholders.queries._merging import leads
from accord.features.stakeholders.queries._party import visible_to
from accord.features.stakeholders.states import Visibility
from accord.foundation.journal.queries import Change
from accord.foundation.kernel.registry import Registry

Join = tuple[type[Model], tuple[str, str]]  # a table, and its keys of the two parties it joins
joins: Registry[Join] = Registry("what joins two parties")
JOINS: dict[str, Join] = {
    "stakeholders.affiliation": (Affiliation, ("person_id", "organisation_id")),
    "stakeholders.groupmember": (GroupMember, ("party_id", "group_id")),
}


def names_seen(user: Any, keys: Iterable[int]) -> dict[int, str]:
    """Give the names of those that ``user`` may see; for one that was merged, the survivor's."""
    wanted = set(keys)
    if not wanted:
        return {}
    found = dict(visible_to(user).filter(pk__in=wanted).values_list("pk", "name"))
    led = leads(wanted - found.keys()) if wanted - found.keys() else {}
    if led:
        names = visible_to(user).filter(pk__in=led.values()).values_list("pk", "name")
        into = dict(names)
        found |= {key: into[other] for key, other in led.items() if other in into}
    return found


def titles_of(user: Any, rows: Sequence[TimelineRow]) -> dict[int, str | None]:
    """Give the title of each row for ``user``; None where it names only whom they may not see."""
    named = {row.pk: row.data["named"] for row in rows if "named" in row.data}
    names = names_seen(user, (key for keys in named.values() for key in keys))
    return {row.pk: _joined(named[row.pk], names) if row.pk in named else row.title for row in rows}


def _joined(keys: Sequence[int], names: dict[int, str]) -> str | None:
    return ", ".join(names[key] for key in keys if key in names) or None


def main_line(person: Party) -> str:
    """Give the second line of a person: their main post among those that everybody may see."""
    held = Affiliation.objects.filter(
        person=person, until_date__isnull=True, organisation__visibility=Visibility.EVERYONE
    )
    main = held.select_related("organisation").order_by("-is_main", "-from_date", "-pk").first()
    return "" if main is None else line_of(main.post, main.organisation)


def line_of(post: str, organisation: Party) -> str:
    """Write a post as a second line; nothing where not everybody may see the organisation."""
    if organisation.visibility != Visibility.EVERYONE:
        return ""
    return ", ".join(word for word in (post, organisation.name) if word)[:300]


def unseen_joins(user: Any, changes: Sequence[Change]) -> set[tuple[str, int]]:
    """Tell which posts and memberships of a trail have an end that ``user`` may not see."""
    ends: dict[tuple[str, int], set[int]] = {}
    for kind, (model, columns) in joins.items():
        keys = {change.row_id for change in changes if change.kind == kind}
        ends |= {(kind, key): set() for key in keys}
        there = model._base_manager.filter(pk__in=keys)  # noqa: SLF001
        for key, *pair in there.values_list("pk", *columns):
            ends[kind, key] |= set(pair)
    for change in changes:
        if change.kind in joins:
            _, columns = joins[change.kind]
            found = (value for name, *both in change.fields if name in columns for value in both)
            ends[change.kind, change.row_id] |= {value for value in found if value}
    seen = names_seen(user, (key for keys in ends.values() for key in keys))
    return {join for join, keys in ends.items() if not keys or keys - seen.keys()}
