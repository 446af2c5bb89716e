"""The history of a record in words: who changed what, when, from what to what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.features.stakeholders.forms import FACTS
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import PARTY, unseen_joins
from accord.foundation.accounts.queries import names_of
from accord.foundation.journal.queries import Change, history_of
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats

# Rows whose content a history may show; notes and timeline rows carry restrictions of their own.
FILE = "files.attachment"
SHOWN = frozenset(
    {
        "stakeholders.party", "stakeholders.contactpoint", "stakeholders.partyname",
        "stakeholders.identifier", "stakeholders.affiliation", "stakeholders.groupmember",
        "stakeholders.partyplace", "stakeholders.consent", "stakeholders.partytopic",
        "stakeholders.partyreader", FILE,
    }
)  # fmt: skip
QUIET = frozenset(
    {"headline", "id", "party_id", "sort_key", "folded", "version", "person_id", "ref"}
)


@dataclass(frozen=True)
class HistoryLine:
    """One entry of the trail: who, when, what; each field before and after."""

    entry_id: int
    who: str
    moment: str
    full: str
    verb: str
    undone: bool
    fields: list[tuple[str, str, str]]


def history_lines(
    user: Any, party: Party, before: int | None, at: datetime
) -> tuple[list[HistoryLine], int | None]:
    """Give a page of a party's history, and the entry to go on from if there is more."""
    most = 30
    found = history_of(PARTY, party.pk, kinds=SHOWN, before=before, limit=most)
    entries = {change.entry_id for change in found}
    oldest, count = min(entries, default=0), len(entries)
    unseen = unseen_joins(user, found)
    found = [
        change
        for change in found
        if (change.kind, change.row_id) not in unseen
        and (change.kind != PARTY or change.row_id == party.pk)
    ]
    people = names_of({change.by_id for change in found})
    grouped: dict[int, list[Change]] = {}
    for change in found:
        grouped.setdefault(change.entry_id, []).append(change)
    lines = [_line(changes, people, at) for changes in grouped.values()]
    return lines, (oldest if count == most else None)


def _line(changes: list[Change], people: dict[int, str], at: datetime) -> HistoryLine:
    first = changes[0]
    fields = [
        (_field(change, name), _said(old), _said(new))
        for change in changes
        for name, old, new in change.fields
        if name not in QUIET
        and (change.kind != FILE or name == "name")
        and not (change.op == "+" and new in (None, "", False, {}))
    ]
    who = people.get(first.by_id or 0, _("The system"))
    return HistoryLine(
        first.entry_id, who, formats.stamp(first.at, at=at), formats.full(first.at), first.verb,
        first.undone, fields,
    )  # fmt: skip


def _field(change: Change, name: str) -> str:
    fact = FACTS.get(name.removesuffix("_id"))
    if fact is not None and change.kind == "stakeholders.party":
        return str(fact.label)
    kind = "" if change.kind == "stakeholders.party" else change.kind.rpartition(".")[2] + ", "
    return kind + name.removesuffix("_id").replace("_", " ")


def _said(value: Any) -> str:
    if value is None or value == "":
        return _("nothing")
    if value is True or value is False:
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return formats.full(value)
    return visible(str(value))
