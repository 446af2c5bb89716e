"""Tables become stakeholders: each row finds the one it means, or makes a new one."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._columns import CUSTOM, KIND, columns
from accord.features.stakeholders.actions._draft import (
    NAMES,
    PLAIN,
    POINTS,
    Draft,
    Reading,
    draft_of,
)
from accord.features.stakeholders.actions._party import FIRST
from accord.features.stakeholders.actions._written import Ready, Writer
from accord.features.stakeholders.models import (
    Affiliation,
    ContactPoint,
    Identifier,
    Party,
    PartyName,
    TimelineRow,
)
from accord.features.stakeholders.queries import listed, party_visible, twins_of
from accord.foundation.accounts.reach import reach_of
from accord.foundation.fields.queries import fields_by_key
from accord.foundation.imports.reading.mapping import Field
from accord.foundation.imports.targets import CHANGED, NEW, REFUSED, UNCHANGED, Given, Plan
from accord.foundation.journal.ahead import Keys
from accord.foundation.journal.change import Record
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.rows import keep_ids
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

COMPARED = (*PLAIN, "locality", "country", "language", "lawful_basis")
OF_TWIN = ("ref", "kind", "sort_key", "custom", *COMPARED)


class _Seen:
    """Numbers of registers a dry run has met, kept on disk so that memory does not grow."""

    def __init__(self) -> None:
        self.table = sqlite3.connect("", check_same_thread=False)
        self.table.execute("PRAGMA cache_size=-2048")
        self.table.execute("CREATE TABLE seen (key TEXT PRIMARY KEY) WITHOUT ROWID")

    def known(self, keys: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for key in keys:
            if self.table.execute("SELECT 1 FROM seen WHERE key = ?", (key,)).fetchone():
                found.add(key)
        return found

    def add(self, keys: Iterable[str]) -> None:
        self.table.executemany("INSERT OR IGNORE INTO seen VALUES (?)", [(key,) for key in keys])


class PartySession:
    """One run of one table: plans chunks of rows and writes them."""

    def __init__(
        self, *, by: Actor, at: datetime, options: Mapping[str, Any], is_dry: bool
    ) -> None:
        self.reading = Reading(
            kind=str(options.get("kind", "")),
            scheme=str(options.get("scheme", "") or "id").strip().lower()[:30],
            order=options.get("order", "ymd"),
            fields=fields_by_key(KIND),
        )
        self.skips_twins = bool(options.get("skip_twins"))
        self.by = by
        self.visible = party_visible(reach_of(by))
        self.writer = Writer(by=by, at=at, options=options)
        self.seen = _Seen() if is_dry else None
        self.ready: Ready | None = None

    def read(self, rows: Sequence[Given]) -> list[Plan]:
        return [self._read(row) for row in rows]

    def plan(self, plans: Sequence[Plan]) -> None:
        drafts = [plan.payload for plan in plans if plan.payload is not None]
        self._recognise(drafts)
        self._compare([draft for draft in drafts if draft.party is not None])
        twins = self._twins([d for d in drafts if d.party is None and d.same_as is None])
        for plan in plans:
            if plan.payload is not None:
                self._judge(plan, twins)
        self._remember(drafts)

    def take_keys(self, rows: int, fields: AbstractSet[str]) -> Keys:
        of_each = {
            Party: 1, TimelineRow: 1, ContactPoint: len(fields & {*POINTS, "street"}),
            PartyName: len(fields & NAMES.keys()), Identifier: len(fields & {"lei", "identifier"}),
        }  # fmt: skip
        ids = {model: keep_ids(model, rows * count) for model, count in of_each.items() if count}
        return Keys(ids, take_numbers("party", rows, first=FIRST))

    def make_ready(self, plans: Sequence[Plan], keys: Keys) -> None:
        if not keys.numbers:
            return
        drafts = [plan.payload for plan in plans if plan.payload is not None]
        pairs = [pair for draft in drafts for pair in draft.identifiers]
        if len(set(pairs)) == len(pairs) and not self._are_known(pairs):
            self.ready = self.writer.make_ready(self._without_twins(drafts), keys)

    def write(self, record: Record, plans: Sequence[Plan]) -> None:
        drafts = [plan.payload for plan in plans]
        ready, self.ready = self.ready, None
        if ready is not None and ready.is_of(drafts):
            self.writer.write_ready(record, ready)
        else:
            self.writer.write(record, drafts)

    def write_early(self, record: Record) -> bool:
        if self.ready is not None:
            record.add_ahead(self.ready.rows, early=True)
        return self.ready is not None

    def is_as_written(self, plans: Sequence[Plan]) -> bool:
        ready, self.ready = self.ready, None
        if ready is None or not ready.is_of([plan.payload for plan in plans]):
            return False
        ready.name_parties()
        return True

    def _are_known(self, pairs: Sequence[tuple[str, str]]) -> bool:
        by_scheme: dict[str, list[str]] = {}
        for scheme, value in pairs:
            by_scheme.setdefault(scheme, []).append(value)
        return any(
            Identifier.objects.filter(scheme=scheme, value__in=listed(values)).exists()
            for scheme, values in by_scheme.items()
        )

    def _without_twins(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Leave out those of whom there will be nothing to write, as far as can be told by now."""
        doubted = [draft for draft in drafts if self.skips_twins or not draft.identifiers]
        twins = self._twins(doubted)
        gone = {
            id(draft)
            for draft in doubted
            if (twin := twins.get((draft.sort_key, draft.kind))) is not None
            and (self.skips_twins or _is_same(draft, twin))
        }
        return [draft for draft in drafts if id(draft) not in gone]

    def _read(self, row: Given) -> Plan:
        try:
            draft, warnings = draft_of(row, self.reading)
        except Invalid as refusal:
            return Plan(row, REFUSED, refusal.field or "row", str(refusal))
        return Plan(row, NEW, warnings=warnings, payload=draft)

    def _recognise(self, drafts: Sequence[Draft]) -> None:
        """Find whom each row means: by our number or a register's, here or earlier in the chunk."""
        wanted = {pair for draft in drafts for pair in draft.identifiers}
        found = self._by_identifier(wanted)
        refs = [draft.ref for draft in drafts if draft.ref]
        known = {p.ref: p for p in Party.objects.filter(self.visible, ref__in=refs)} if refs else {}
        first: dict[tuple[str, str], Draft] = {}
        for draft in drafts:
            draft.party = known.get(draft.ref) or next(
                (found[pair] for pair in draft.identifiers if pair in found), None
            )
            for pair in draft.identifiers:
                earlier = first.setdefault(pair, draft)
                if earlier is not draft and draft.party is None:
                    draft.same_as = earlier

    def _by_identifier(self, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], Party]:
        found: dict[tuple[str, str], Party] = {}
        for scheme in {scheme for scheme, _value in wanted}:
            values = [value for other, value in wanted if other == scheme]
            rows = Identifier.objects.filter(scheme=scheme, value__in=listed(values))
            pairs = dict(rows.values_list("value", "party_id"))
            parties = Party.objects.filter(self.visible).in_bulk(list(set(pairs.values())))
            for value, key in pairs.items():
                if key in parties:
                    found[scheme, value] = parties[key]
        return found

    def _compare(self, drafts: Sequence[Draft]) -> None:
        """Work out what each known party lacks of its row: a blank cell takes nothing away."""
        keys = list({draft.party.pk for draft in drafts if draft.party})
        points = set(
            ContactPoint.objects.filter(party__in=keys).values_list("party_id", "channel", "folded")
        )
        names = set(PartyName.objects.filter(party__in=keys).values_list("party_id", "text"))
        posts = set(
            Affiliation.objects.filter(person__in=keys).values_list(
                "person_id", "organisation__name", "from_date"
            )
        )
        numbers = set(
            Identifier.objects.filter(party__in=keys).values_list("party_id", "scheme", "value")
        )
        for draft in drafts:
            party = draft.party
            if party is None:
                continue
            draft.changes = {
                key: value
                for key, value in draft.plain.items()
                if key in COMPARED and getattr(party, key) != value
            }
            custom = {**party.custom, **{k: v for k, v in draft.custom.items() if v is not None}}
            if custom != party.custom:
                draft.changes["custom"] = custom
            if draft.name != party.name and ("alias", draft.name) not in draft.names:
                draft.names.append(("alias", draft.name))
            draft.names = [(k, text) for k, text in draft.names if (party.pk, text) not in names]
            draft.points = [p for p in draft.points if (party.pk, p[0], p[2]) not in points]
            draft.identifiers = [p for p in draft.identifiers if (party.pk, *p) not in numbers]
            post = (party.pk, draft.organisation, draft.from_date)
            if post in posts:
                draft.organisation = ""
            draft.note = ""  # a note once kept is not kept again by a repeated import

    def _twins(self, drafts: Sequence[Draft]) -> dict[tuple[str, str], Party]:
        """Find parties of the same name and kind among those the importer may see."""
        wanted = {(draft.sort_key, draft.kind) for draft in drafts}
        found = twins_of(self.by, wanted, only=OF_TWIN)
        return {(party.sort_key, party.kind): party for party in found}

    def _judge(self, plan: Plan, twins: Mapping[tuple[str, str], Party]) -> None:
        draft: Draft = plan.payload
        if draft.party is not None:
            plan.outcome = CHANGED if _says_more(draft) else UNCHANGED
            return
        if draft.same_as is not None or self._met(draft):
            plan.outcome = CHANGED
            return
        twin = twins.get((draft.sort_key, draft.kind))
        if twin is None:
            return
        plan.twin = twin.ref
        if not draft.identifiers and _is_same(draft, twin):
            plan.outcome = UNCHANGED
        elif self.skips_twins:
            plan.outcome, plan.code = REFUSED, "twin"
            plan.message = _("%(name)s is here already as %(ref)s.") % {
                "name": draft.name, "ref": twin.ref,
            }  # fmt: skip

    def _met(self, draft: Draft) -> bool:
        return self.seen is not None and bool(self.seen.known(_keys(draft)))

    def _remember(self, drafts: Sequence[Draft]) -> None:
        if self.seen is not None:
            self.seen.add(chain.from_iterable(map(_keys, drafts)))


def _keys(draft: Draft) -> list[str]:
    return [f"{scheme}\x1f{value}" for scheme, value in draft.identifiers]


def _says_more(draft: Draft) -> bool:
    return bool(
        draft.changes or draft.names or draft.points or draft.identifiers or draft.organisation
    )


def _is_same(draft: Draft, twin: Party) -> bool:
    """Tell whether a row without a number says nothing that the party of its name does not."""
    if any(getattr(twin, key) != value for key, value in draft.plain.items() if key in COMPARED):
        return False
    if any(twin.custom.get(key) != value for key, value in draft.custom.items()):
        return False
    there = set(ContactPoint.objects.filter(party=twin).values_list("channel", "folded"))
    return all((channel, folded) in there for channel, _value, folded in draft.points)


class PartyTarget:
    """Stakeholders, as something that a table can become."""

    label = gettext_lazy("Stakeholders")
    rule = policies.IMPORT
    model = Party
    custom = CUSTOM

    def fields(self) -> Sequence[Field]:
        return columns()

    def session(
        self, *, by: Actor, at: datetime, options: Mapping[str, Any], is_dry: bool
    ) -> PartySession:
        return PartySession(by=by, at=at, options=options, is_dry=is_dry)
