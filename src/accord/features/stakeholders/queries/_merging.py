"""What follows a party into another, and where a record that was merged leads on to."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from accord.features.stakeholders.models import (
    Affiliation,
    Consent,
    ContactPoint,
    Follow,
    GroupMember,
    Identifier,
    Merge,
    Note,
    Party,
    PartyName,
    PartyPlace,
    PartyReader,
    PartyTopic,
    RetentionReview,
    SegmentMember,
    TimelineRow,
    ToldApart,
)
from accord.features.stakeholders.queries._party import visible_to
from accord.foundation.fields.models import TagLink
from accord.foundation.files.models import Attachment
from accord.foundation.journal.models import Entry, Image
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.text import fold

KEPT_FOR = timedelta(days=90)
PARTY = "stakeholders.party"


@dataclass(frozen=True, kw_only=True)
class Moving:
    """Rows of one model that follow a party into another.

    A row that the survivor has a ``twin`` of is set aside, and so is one whose ``other`` end is the
    survivor itself; both come back with an unmerge. ``mirror`` is the item that moves the other
    end of the same rows: what reads the same from both ends has its twin there. ``settle`` says
    what else changes of a row, given what the survivor has. ``join`` says what the survivor's twin
    takes from the row set aside, whose parts then go on to that twin. Rows that name a party by
    kind and number are found by ``kind``; what tells twins apart is read ``along``.
    """

    model: type[Model]
    column: str = "party_id"
    kind: str = ""
    other: str = ""
    along: tuple[str, ...] = ()
    mirror: str = ""
    twin: Callable[[Any], Hashable] | None = None
    settle: Callable[[Any, Sequence[Any]], dict[str, Any]] | None = None
    join: Callable[[Any, Any], dict[str, Any]] | None = None

    def rows(self, key: int) -> QuerySet[Any]:
        found: QuerySet[Any] = self.model._base_manager.filter(**{self.column: key})  # noqa: SLF001
        found = found.filter(kind=self.kind) if self.kind else found
        return found.select_related(*self.along) if self.along else found


moving: Registry[Moving] = Registry("what follows a party into another")


def _one_primary(point: ContactPoint, there: Sequence[ContactPoint]) -> dict[str, Any]:
    taken = any(other.is_primary and other.channel == point.channel for other in there)
    return {"is_primary": False} if point.is_primary and taken else {}


def _one_main(post: Affiliation, there: Sequence[Affiliation]) -> dict[str, Any]:
    return {"is_main": False} if post.is_main and any(held.is_main for held in there) else {}


def _told_once(row: TimelineRow) -> Hashable:
    if row.subject_id is None:
        return None
    return row.subject_type, row.subject_id, row.verb, row.at, row.title, row.text


MOVING = {
    "contact-points": Moving(
        model=ContactPoint, settle=_one_primary,
        twin=lambda row: (row.channel, row.folded or row.value),
    ),
    "names": Moving(model=PartyName, twin=lambda row: (row.kind, fold(row.text))),
    "identifiers": Moving(model=Identifier, twin=lambda row: (row.scheme, row.value)),
    "consents": Moving(model=Consent),
    "posts": Moving(
        model=Affiliation, column="person_id", other="organisation_id", settle=_one_main
    ),
    "people": Moving(model=Affiliation, column="organisation_id", other="person_id"),
    "groups": Moving(model=GroupMember, other="group_id", twin=lambda row: row.group_id),
    "members": Moving(
        model=GroupMember, column="group_id", other="party_id", twin=lambda row: row.party_id
    ),
    "places": Moving(model=PartyPlace, twin=lambda row: (row.place_id, row.role)),
    "topics": Moving(model=PartyTopic, twin=lambda row: row.topic_id),
    "segments": Moving(model=SegmentMember, twin=lambda row: row.segment_id),
    "readers": Moving(model=PartyReader, twin=lambda row: row.person_id),
    "follows": Moving(model=Follow, twin=lambda row: row.person_id),
    "notes": Moving(model=Note),
    "timeline": Moving(model=TimelineRow, twin=_told_once),
    "reviews": Moving(
        model=RetentionReview, twin=lambda row: None if row.verdict else "open"
    ),
    "parts": Moving(model=Party, column="parent_id", other="id"),
    "apart": Moving(
        model=ToldApart, column="first_id", other="second_id", twin=lambda row: row.second_id
    ),
    "apart-from": Moving(
        model=ToldApart, column="second_id", other="first_id", twin=lambda row: row.first_id
    ),
    "files": Moving(model=Attachment, column="object_id", kind=PARTY),
    "tags": Moving(
        model=TagLink, column="object_id", kind=PARTY, twin=lambda row: row.tag_id
    ),
}  # fmt: skip


def leads(keys: Collection[int]) -> dict[int, int]:
    """Give to which party each of those that were merged leads on now, at whatever remove."""
    found = dict(Merge.objects.filter(merged_id__in=keys).values_list("merged_id", "survivor_id"))
    further = leads(set(found.values())) if found else {}
    return {key: further.get(into, into) for key, into in found.items()}


def led_on(user: Any, ref: str) -> Party | None:
    """Give the party that a merged one's reference leads on to, if ``user`` may see it."""
    merge = Merge.objects.filter(ref=ref).first()
    if merge is None:
        return None
    into = leads([merge.merged_id])[merge.merged_id]
    return visible_to(user).filter(pk=into).first()


def merges_into(party: Party) -> list[Merge]:
    """Give what went into a party, newest first."""
    found = Merge.objects.filter(survivor_id=party.pk).select_related("by")
    return list(found.order_by("-pk"))


def merged_keys(party: Party) -> list[int]:
    """Give the numbers of all parties that went into one, at whatever remove."""
    found: list[int] = []
    level = [party.pk]
    while level:
        level = list(
            Merge.objects.filter(survivor_id__in=level).values_list("merged_id", flat=True)
        )
        found += level
    return found


def why_not_yet(entry: Entry) -> str:
    """Say why a merge can't be undone before others are; empty where it can."""
    if Party.objects.filter(pk=entry.subject_id or 0).exists():
        return ""
    return _("This record went into another since: part those first.")


def can_be_parted(merge: Merge, at: datetime) -> bool:
    return at - merge.at <= KEPT_FOR


def entry_of_merge(merge: Merge) -> Entry | None:
    """Give the entry that holds what a merge did: its own, or that of a redo."""
    made = Image.objects.filter(kind=merge._meta.label_lower, row_id=merge.pk, op="+")  # noqa: SLF001
    newest = made.select_related("entry").order_by("-pk").first()
    return newest.entry if newest else None
