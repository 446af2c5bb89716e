"""Two records of one party made one, and parted again."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Model, UniqueConstraint
from django.utils.translation import gettext as _

from accord.features.stakeholders import policies, queries
from accord.features.stakeholders.actions._affiliation import follow_organisation
from accord.features.stakeholders.actions._merge_sight import settle_sight
from accord.features.stakeholders.actions._party import refuse_circle
from accord.features.stakeholders.actions._timeline import Telling, tell
from accord.features.stakeholders.events import PartyMerged
from accord.features.stakeholders.models import Identifier, Merge, Party, PartyName
from accord.features.stakeholders.queries import Moving, main_line, moving
from accord.features.stakeholders.states import Kind, NameKind, RowKind
from accord.foundation.fields.models import Field, FieldKind
from accord.foundation.journal import rows
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.undo import Undone, undo_entries
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.collation import sort_key
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

# What of two records can differ, and whose value stays can be chosen; names stay together.
NAMED = ("name", "given_name", "family_name", "honorific", "salutation")
CHOSEN = (
    "name", "summary", "category_id", "parent_id", "tier", "rhythm_days", "language", "country",
    "locality", "preferred_channel", "preferred_times", "accessibility", "owner_id", "deputy_id",
    "department_id", "purpose", "lawful_basis",
)  # fmt: skip
EARLIER = "earlier"  # the scheme under which a merged record's reference is kept and found


def merge_parties(
    *, by: Actor, survivor: Party, merged: Party, at: datetime, take: Collection[str] = ()
) -> Merge:
    """Let one party's record go into another's, with everything that is kept about it.

    Where both have a value the survivor's stays, but for the names in ``take`` (``custom.KEY`` for
    an own field). Raises: NotAllowed; Invalid when it would show somebody what they could not see.
    """
    with (
        _held([survivor, merged]),
        change(policies.MERGE, by=by, at=at, subject=survivor) as record,
    ):
        if not rows.read_locked(merged):
            raise Stale(_("This record is no longer there."))
        policies.MERGE.demand(by, merged)
        _refuse(survivor, merged)
        fields = _joined(survivor, merged, frozenset(take))
        strangers = settle_sight(survivor, merged, fields)
        _take_along(record, survivor, merged)
        _remove(record, list(queries.readers_of(survivor).filter(person__in=strangers)))
        _rename_mentions(record, survivor, merged)
        _keep_name(record, survivor, merged, fields)
        merge = Merge(
            survivor_id=survivor.pk, merged_id=merged.pk, ref=merged.ref, name=merged.name,
            at=at, by_id=by.pk,
        )  # fmt: skip
        record.remove(merged)
        record.add(merge)
        record.set(survivor, **fields)
        _follow(record, survivor, at, by)
        told = Telling(RowKind.CHANGE, "merged", subject=merge, ref=merged.ref, title=merged.name)
        tell(by=by, record=record, parties=[survivor], telling=told, at=at)
        record.publish(
            PartyMerged(
                at=at, party_id=survivor.pk, ref=survivor.ref, merged_ref=merged.ref, by_id=by.pk
            )
        )
    return merge


@contextmanager
def _held(parties: Sequence[Party]) -> Iterator[None]:
    """Lock the records in the order of their keys, so that merges that cross wait in turn."""
    keys = [party.pk for party in parties]
    with writing():
        list(Party.objects.select_for_update().filter(pk__in=keys).order_by("pk").values("pk"))
        yield


def merge_many(
    *, by: Actor, survivor: Party, merged: Sequence[tuple[Party, Collection[str]]], at: datetime
) -> list[Merge]:
    """Let several records go into one, each with the names of its values that stay."""
    every = [survivor, *(one for one, _take in merged)]
    with _held(every), change(policies.MERGE, by=by, at=at, subject=survivor) as record:
        record.note(count=len(merged))
        return [
            merge_parties(by=by, survivor=survivor, merged=one, take=take, at=at)
            for one, take in merged
        ]


def unmerge(*, by: Actor, merge: Merge, at: datetime) -> Undone:
    """Give a merged party its record back as it was; what was changed since stays, and is named.

    Raises: NotAllowed; Stale when it was parted before; Invalid after 90 days, and where the
    survivor went into a third record since.
    """
    survivor = Party.objects.filter(pk=merge.survivor_id).first()
    if survivor is None:
        raise Invalid(_("This record went into another since: part those first."))
    with change(policies.MERGE, by=by, at=at, subject=survivor) as record:
        entry = queries.entry_of_merge(merge) if rows.read_locked(merge) else None
        if entry is None:
            raise Stale(_("These records are parted already."))
        if not queries.can_be_parted(merge, at):
            raise Invalid(_("This was more than 90 days ago."))
        ref, merged_id = merge.ref, merge.merged_id
        done = undo_entries(by=by, entries=[entry], at=at, whole=True, allowed=True)
        told = Telling(RowKind.CHANGE, "unmerged", ref=ref, named=(merged_id,))
        tell(by=by, record=record, parties=[survivor], telling=told, at=at)
        record.note(parted=ref)
    return done


def _refuse(survivor: Party, merged: Party) -> None:
    if survivor.pk == merged.pk:
        raise Invalid(_("Choose two records."))
    if survivor.kind != merged.kind:
        raise Invalid(_("A person, an organisation and a group can't be one."))
    if queries.erasure_of(survivor) or queries.erasure_of(merged):
        raise Stale(_("This record is erased already."))


def _joined(survivor: Party, merged: Party, take: frozenset[str]) -> dict[str, Any]:
    """Give what the survivor's own fields become."""
    fields: dict[str, Any] = {}
    for name in (*CHOSEN, *NAMED):
        theirs, chosen = getattr(merged, name), "name" if name in NAMED else name
        if chosen in take or (theirs and not getattr(survivor, name)):
            fields[name] = theirs
    if fields.get("name"):
        fields["sort_key"] = sort_key(fields["name"], settings.LANGUAGE_CODE)
    if fields.get("parent_id") == survivor.pk or (
        survivor.parent_id == merged.pk and not fields.get("parent_id")
    ):
        above = merged.parent_id
        fields["parent_id"] = above if above != survivor.pk else None
    owner = fields.get("owner_id", survivor.owner_id)
    if owner is not None and owner == fields.get("deputy_id", survivor.deputy_id):
        fields["deputy_id"] = None
    fields["custom"] = _joined_custom(survivor, merged, take)
    return fields | _cautious(survivor, merged)


def _joined_custom(survivor: Party, merged: Party, take: frozenset[str]) -> dict[str, Any]:
    own = {**merged.custom, **survivor.custom}
    own |= {key: value for key, value in merged.custom.items() if f"custom.{key}" in take}
    return {
        key: survivor.pk if key in _party_fields() and value == merged.pk else value
        for key, value in own.items()
    }


def _cautious(survivor: Party, merged: Party) -> dict[str, Any]:
    """Keep the more careful of two: who is not to be written to is not, either way."""
    fields: dict[str, Any] = {}
    if merged.is_sensitive:
        fields["is_sensitive"] = True
    if survivor.is_contact_permitted and not merged.is_contact_permitted:
        fields |= {"is_contact_permitted": False, "contact_refusal": merged.contact_refusal}
    return fields


def _take_along(record: Record, survivor: Party, merged: Party) -> None:
    for item in moving:
        theirs = list(item.rows(merged.pk).order_by("pk"))
        if theirs:
            _move(record, item, theirs, survivor, merged)


def _move(
    record: Record, item: Moving, theirs: Sequence[Any], survivor: Party, merged: Party
) -> None:
    there = list(item.rows(survivor.pk)) if item.twin or item.settle else []
    known = {item.twin(row) for row in there} - {None} if item.twin else set()
    if item.mirror and (mirror := moving[item.mirror]).twin:
        known |= {mirror.twin(row) for row in mirror.rows(survivor.pk)} - {None}
    aside: list[Model] = []
    moves: list[tuple[Model, dict[str, Any]]] = []
    for row in theirs:
        twin = item.twin(row) if item.twin else None
        ends = getattr(row, item.other) if item.other else None
        if (twin is not None and twin in known) or ends in {survivor.pk, merged.pk}:
            aside.append(row)
            continue
        more = item.settle(row, there) if item.settle else {}
        moves.append((row, {item.column: survivor.pk, **more}))
        known.add(twin)
        there.append(row)
    if item.model is not Party:
        _join(record, item, aside, there)
        _remove(record, aside)
    record.set_many(moves)


def _join(record: Record, item: Moving, aside: Sequence[Any], there: Sequence[Any]) -> None:
    """Let what belongs to rows set aside go on to their twins, but what these have themselves."""
    if item.join is None or item.twin is None:
        return
    twins = {item.twin(row): row for row in there}
    for row in aside:
        twin = twins[item.twin(row)]
        record.set(twin, **item.join(twin, row))
        for other, name in rows.pointing(item.model):
            parts = other._base_manager  # noqa: SLF001
            same = _told_apart_by(other, name)
            known = set(parts.filter(**{name: twin.pk}).values_list(*same)) if same else set()
            going = parts.filter(**{name: row.pk}).order_by("pk")
            fresh = [
                part for part in going
                if not same or tuple(getattr(part, column) for column in same) not in known
            ]  # fmt: skip
            record.set_many([(part, {name: twin.pk}) for part in fresh])


def _told_apart_by(model: type[Model], name: str) -> list[str]:
    """Name the columns that, with the one ``name``, no two rows may have alike."""
    columns = {column.name: column.attname for column in rows.columns(model)}
    for rule in model._meta.constraints:  # noqa: SLF001
        if isinstance(rule, UniqueConstraint):
            named = [columns[field] for field in rule.fields]
            if name in named:
                return [column for column in named if column != name]
    return []


def _remove(record: Record, gone: Sequence[Model]) -> None:
    """Set rows aside, with what belongs to them."""
    if not gone:
        return
    for other, name in rows.pointing(type(gone[0])):
        if not getattr(other, "derived", False):
            parts = other._base_manager.filter(**{f"{name}__in": [row.pk for row in gone]})  # noqa: SLF001
            _remove(record, list(parts))
    record.remove_many(gone)


def _party_fields() -> list[str]:
    """Name the own fields that hold a party."""
    own = Field.objects.filter(applies_to=queries.PARTY, kind=FieldKind.PARTY)
    return list(own.values_list("key", flat=True))


def _rename_mentions(record: Record, survivor: Party, merged: Party) -> None:
    """Let the answers of other parties that name the merged one name the survivor."""
    for key in _party_fields():
        naming = Party.objects.filter(**{f"custom__{key}": merged.pk})
        others = naming.exclude(pk__in=[survivor.pk, merged.pk]).select_for_update()
        record.set_many(
            [(one, {"custom": {**one.custom, key: survivor.pk}}) for one in others.order_by("pk")]
        )


def _keep_name(record: Record, survivor: Party, merged: Party, fields: dict[str, Any]) -> None:
    """Keep the name that went, and the reference by which the record was known."""
    stays = fields.get("name", survivor.name)
    known = set(PartyName.objects.filter(party=survivor).values_list("text", flat=True))
    for name in dict.fromkeys((survivor.name, merged.name)):
        if name != stays and name not in known:
            record.add(PartyName(party=survivor, kind=NameKind.ALIAS, text=name))
    record.add(Identifier(party=survivor, scheme=EARLIER, value=merged.ref))


def _follow(record: Record, survivor: Party, at: datetime, by: Actor) -> None:
    refuse_circle(survivor, survivor.parent_id)
    if survivor.kind == Kind.PERSON:
        record.set(survivor, headline=main_line(survivor))
    else:
        follow_organisation(by=by, record=record, organisation=survivor, at=at)
