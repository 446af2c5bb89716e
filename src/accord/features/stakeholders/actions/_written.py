"""Many drafts become rows at once, past the ORM, within the chunk's one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from accord.features.stakeholders.actions._draft import Draft
from accord.features.stakeholders.actions._party import FIRST, PREFIX
from accord.features.stakeholders.actions._timeline import Telling, tell
from accord.features.stakeholders.models import (
    Affiliation,
    Category,
    ContactPoint,
    Identifier,
    Note,
    Party,
    PartyName,
    TimelineRow,
)
from accord.features.stakeholders.queries import line_of
from accord.features.stakeholders.states import Kind, RowKind, Source
from accord.foundation.accounts.models import User
from accord.foundation.fields.actions import add_tag, put_tags
from accord.foundation.fields.models import Tag
from accord.foundation.fields.queries import tag_named
from accord.foundation.journal.ahead import Ahead, Keys
from accord.foundation.journal.change import Record
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.rows import new_row
from accord.foundation.kernel.collation import sort_key
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import SYSTEM, Actor

REMEMBERED = 5000


@dataclass(frozen=True)
class Ready:
    """Drafts of new stakeholders with their rows, made ready before the transaction."""

    drafts: list[Draft]
    parties: list[Party]
    rows: Ahead

    def is_of(self, drafts: Sequence[Draft]) -> bool:
        """Tell whether ``drafts`` are these and still mean somebody new."""
        return len(drafts) == len(self.drafts) and all(
            one is other and one.party is None and one.same_as is None
            for one, other in zip(drafts, self.drafts, strict=True)
        )

    def name_parties(self) -> None:
        for draft, party in zip(self.drafts, self.parties, strict=True):
            draft.party = party


def _says_more(draft: Draft) -> bool:
    return bool(draft.organisation or draft.note or draft.tags or draft.ref)


class Writer:
    """Writes drafts; it remembers categories, tags, owners and organisations it has met."""

    def __init__(self, *, by: Actor, at: datetime, options: Mapping[str, Any]) -> None:
        self.by, self.at = by, at
        self.visibility = str(options.get("visibility") or "everyone")
        self.department_id = options.get("department") or getattr(by, "department_id", None)
        self.owner_id = options.get("owner")
        self.makes_categories = bool(options.get("make_categories", True))
        self.makes_tags = bool(options.get("make_tags", True))
        self.categories: dict[str, int | None] = {}
        self.tags: dict[str, Tag | None] = {}
        self.owners: dict[str, int | None] = {}
        self.houses: dict[str, Party] = {}

    def write_ready(self, record: Record, ready: Ready) -> None:
        """Write the rows that were made ready."""
        record.add_ahead(ready.rows)
        ready.name_parties()

    def write(self, record: Record, drafts: Sequence[Draft]) -> None:
        fresh = [d for d in drafts if d.party is None and d.same_as is None]
        self._add(record, fresh)
        for draft in drafts:
            if draft.same_as is not None:
                draft.party = draft.same_as.party
        self._set(record, [d for d in drafts if d.changes])
        self._belongings(record, drafts, {id(draft) for draft in fresh})
        self._posts(record, [d for d in drafts if d.organisation and d.party])
        self._notes(record, [d for d in drafts if d.note and d.party])
        self._tagged(record, [d for d in drafts if d.tags and d.party])

    def _add(self, record: Record, drafts: Sequence[Draft]) -> None:
        if not drafts:
            return
        numbers = take_numbers("party", len(drafts), first=FIRST)
        for draft, number in zip(drafts, numbers, strict=True):
            draft.party = self._party(draft, number, self._category(record, draft.category))
        parties = [draft.party for draft in drafts if draft.party]
        record.add_many(parties)
        record.add_many(self._told(parties))

    def _party(self, draft: Draft, number: int, category: int | None) -> Party:
        return new_row(
            Party, ref=reference(PREFIX, number), kind=draft.kind, name=draft.name,
            sort_key=draft.sort_key, source=Source.IMPORT, added_at=self.at,
            visibility=self.visibility, department_id=self.department_id, category_id=category,
            owner_id=self._owner(draft.owner), custom=draft.custom, **draft.plain,
        )  # fmt: skip

    def _told(self, parties: Sequence[Party]) -> list[TimelineRow]:
        return [
            new_row(
                TimelineRow, party_id=party.pk, at=self.at, kind=RowKind.CHANGE, verb="imported",
                by_id=self.by.pk,
                subject_type="stakeholders.party", subject_id=party.pk, subject_ref=party.ref,
                department_id=party.department_id,
            )
            for party in parties
        ]  # fmt: skip

    def make_ready(self, drafts: Sequence[Draft], keys: Keys) -> Ready | None:
        """Make the rows of new stakeholders ready; None where drafts say more than they hold.

        Their keys follow their names, so that neighbours in the orders by name are written
        together; their references follow the file.
        """
        if len(keys.numbers) < len(drafts) or any(map(_says_more, drafts)):
            return None
        if any(d.category and self._known_category(d.category) is None for d in drafts):
            return None
        parties = [
            self._party(draft, number, self._known_category(draft.category))
            for draft, number in zip(drafts, keys.numbers, strict=False)
        ]
        order = sorted(range(len(drafts)), key=lambda place: drafts[place].sort_key)
        ordered = [parties[place] for place in order]
        if not keys.give(ordered):
            return None
        told, (points, names, numbers) = (
            self._told(ordered),
            self._held([(drafts[place], parties[place]) for place in order]),
        )
        ahead = Ahead()
        for rows in (ordered, told, points, names, numbers):
            if rows is not ordered and not keys.give(rows):
                return None
            ahead.add(rows)
        ahead.foresee()
        del keys.numbers[: len(drafts)]
        return Ready(list(drafts), parties, ahead)

    def _set(self, record: Record, drafts: Sequence[Draft]) -> None:
        record.set_many([(d.party, d.changes) for d in drafts if d.party is not None])

    def _belongings(self, record: Record, drafts: Sequence[Draft], fresh: set[int]) -> None:
        held = [(draft, draft.party) for draft in drafts if draft.party is not None]
        for rows in self._held(held, fresh):
            record.add_many(rows)

    def _held(
        self, drafts: Sequence[tuple[Draft, Party]], fresh: set[int] | None = None
    ) -> tuple[list[ContactPoint], list[PartyName], list[Identifier]]:
        """Give what parties hold: the first address of a new one is its main one."""
        points: list[ContactPoint] = []
        names: list[PartyName] = []
        numbers: list[Identifier] = []
        for draft, party in drafts:
            is_fresh = fresh is None or id(draft) in fresh
            first: set[str] = set()
            for channel, value, folded in draft.points:
                primary = is_fresh and channel not in first
                first.add(channel)
                points.append(
                    new_row(
                        ContactPoint, party_id=party.pk, channel=channel, value=value,
                        folded=folded, is_primary=primary,
                    )
                )  # fmt: skip
            names += [
                new_row(PartyName, party_id=party.pk, kind=kind, text=text)
                for kind, text in draft.names
            ]
            if draft.same_as is None:
                numbers += [
                    new_row(Identifier, party_id=party.pk, scheme=scheme, value=value)
                    for scheme, value in draft.identifiers
                ]
        return points, names, numbers

    def _posts(self, record: Record, drafts: Sequence[Draft]) -> None:
        self._find_houses(record, sorted({draft.organisation for draft in drafts}))
        held = [
            Affiliation(
                person=draft.party, organisation=self.houses[draft.organisation], post=draft.post,
                unit=draft.unit, from_date=draft.from_date, until_date=draft.until_date,
                is_main=draft.until_date is None,
            )
            for draft in drafts
            if draft.party is not None and draft.party.kind == Kind.PERSON
        ]  # fmt: skip
        record.add_many(held)
        lines: dict[int, tuple[Party, dict[str, Any]]] = {}
        for post in held:
            line = line_of(post.post, post.organisation)
            if line:
                lines[post.person_id] = (post.person, {"headline": line})
        record.set_many(list(lines.values()))

    def _find_houses(self, record: Record, names: Sequence[str]) -> None:
        """Find the organisations that rows name, and add those that are not here yet."""
        if len(self.houses) > REMEMBERED:
            self.houses.clear()
        missing = [name for name in names if name not in self.houses]
        keys = {sort_key(name, settings.LANGUAGE_CODE): name for name in missing}
        there = Party.objects.filter(sort_key__in=list(keys), is_active=True)
        for house in there.exclude(kind=Kind.PERSON).order_by("-pk"):
            if house.name in missing:
                self.houses[house.name] = house
        new = [name for name in missing if name not in self.houses]
        if not new:
            return
        drafts = [
            Draft(name, sort_key(name, settings.LANGUAGE_CODE), Kind.ORGANISATION) for name in new
        ]
        self._add(record, drafts)
        self.houses |= {draft.name: draft.party for draft in drafts if draft.party}

    def _notes(self, record: Record, drafts: Sequence[Draft]) -> None:
        notes = [
            Note(party=d.party, text=d.note, by_id=self.by.pk, at=self.at,
                 department_id=self.department_id)
            for d in drafts
        ]  # fmt: skip
        record.add_many(notes)
        for note in notes:
            told = Telling(RowKind.NOTE, "noted", subject=note, text=note.text)
            tell(by=self.by, record=record, parties=[note.party], telling=told, at=self.at)

    def _tagged(self, record: Record, drafts: Sequence[Draft]) -> None:
        wanted: dict[str, list[int]] = {}
        for draft in drafts:
            for name in draft.tags:
                if draft.party is not None:
                    wanted.setdefault(name, []).append(draft.party.pk)
        for name, keys in sorted(wanted.items()):
            tag = self._tag(name)
            if tag is not None:
                put_tags(
                    by=SYSTEM, record=record, kind="stakeholders.party", keys=keys, tags=[tag],
                    at=self.at,
                )  # fmt: skip

    def _tag(self, name: str) -> Tag | None:
        if name not in self.tags:
            found = tag_named(name)
            if found is None and self.makes_tags:
                found = add_tag(by=SYSTEM, name=name, at=self.at)
            self.tags[name] = found
        return self.tags[name]

    def _category(self, record: Record, name: str) -> int | None:
        if not name:
            return None
        if name not in self.categories:
            found = Category.objects.filter(name=name).first()
            if found is None and self.makes_categories:
                found = Category(name=name)
                record.add(found)
            self.categories[name] = found.pk if found else None
        return self.categories[name]

    def _known_category(self, name: str) -> int | None:
        if name and name not in self.categories:
            found = Category.objects.filter(name=name).first()
            if found is None:
                return None
            self.categories[name] = found.pk
        return self.categories.get(name)

    def _owner(self, mail: str) -> int | None:
        if not mail:
            return self.owner_id
        if mail not in self.owners:
            found = User.objects.filter(email=mail, is_active=True).first()
            self.owners[mail] = found.pk if found else None
        return self.owners[mail]
