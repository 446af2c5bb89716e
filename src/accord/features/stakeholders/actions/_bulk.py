from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._succession import let_follow
from accord.features.stakeholders.actions._timeline import Telling, tell
from accord.features.stakeholders.events import PartiesHandedOver
from accord.features.stakeholders.models import Category, Party, Segment, SegmentMember
from accord.features.stakeholders.queries import PARTY, changeable_by
from accord.features.stakeholders.states import RowKind, Tier
from accord.foundation.accounts.models import User
from accord.foundation.fields.actions import put_tags, take_tags
from accord.foundation.fields.models import Tag
from accord.foundation.journal.change import Record, change_many
from accord.foundation.journal.words import because
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

MOST = 1000  # parties of one transaction


@dataclass(frozen=True)
class BulkChange:
    """One change to many parties.

    ``what`` is "owner", "category", "tier", "tag", "untag", "segment", "unsegment" or
    "retire"; ``value`` is a
    key or a word; ``words`` the reason.
    """

    what: str
    value: Any = None
    words: str = ""


@dataclass(frozen=True)
class BulkDone:
    """How many parties were changed, how many might not be, and the entry to undo by."""

    changed: int
    left: int
    entry_id: int


def change_parties(*, by: Actor, keys: Sequence[int], what: BulkChange, at: datetime) -> BulkDone:
    """Change up to 1,000 parties in one transaction; those that ``by`` may not write are left.

    Raises: NotAllowed; Invalid when the change itself makes no sense.
    """
    if len(keys) > MOST:
        raise ValueError(f"at most {MOST} parties at once")
    apply = _CHANGES.get(what.what)
    if apply is None:
        raise Invalid(_("This can't be done with many at once."))
    with change_many(policies.BULK, by=by, at=at, kind=Party) as record:
        found = changeable_by(by).filter(pk__in=keys).select_for_update().order_by("pk")
        parties = list(found)
        changed = apply(_Doing(by, record, at), parties, what)
        record.note(what=what.what, value=what.value, asked=len(keys), changed=changed)
    return BulkDone(changed, len(keys) - len(parties), record.entry_id)


@dataclass(frozen=True)
class _Doing:
    by: Actor
    record: Record
    at: datetime


def _set(doing: _Doing, parties: list[Party], **fields: Any) -> list[Party]:
    """Write the same on each, and give those on which it was new."""
    new = [
        party
        for party in parties
        if any(getattr(party, name) != value for name, value in fields.items())
    ]
    doing.record.set_many([(party, fields) for party in new])
    return new


def _give_owner(doing: _Doing, parties: list[Party], what: BulkChange) -> int:
    person = User.objects.filter(pk=what.value, is_active=True).first()
    if what.value is not None and person is None:
        raise Invalid(_("Choose somebody who works here."), field="owner")
    new = [party for party in parties if party.owner_id != what.value]
    before = {party.pk: party.owner_id for party in new}
    doing.record.set_many(
        [
            (party, {"owner_id": what.value, "deputy_id": _other(party.deputy_id, what.value)})
            for party in new
        ]
    )
    told = Telling(
        RowKind.CHANGE, "handed-over", title=str(person or ""), text=what.words,
        data={"to": what.value},
    )  # fmt: skip
    _tell(doing, new, told)
    let_follow(by=doing.by, record=doing.record, before=before, to=what.value, at=doing.at)
    if new:
        doing.record.publish(
            PartiesHandedOver(
                at=doing.at, party_ids=tuple(before), to_id=what.value, by_id=doing.by.pk
            )
        )
    return len(new)


def _other(deputy: int | None, owner: Any) -> int | None:
    return None if deputy == owner else deputy


def _give_category(doing: _Doing, parties: list[Party], what: BulkChange) -> int:
    if what.value is not None and not Category.objects.filter(pk=what.value).exists():
        raise Invalid(_("Choose a category."), field="category")
    return len(_set(doing, parties, category_id=what.value))


def _give_tier(doing: _Doing, parties: list[Party], what: BulkChange) -> int:
    if what.value and what.value not in Tier.values:
        raise Invalid(_("Choose a tier."), field="tier")
    return len(_set(doing, parties, tier=what.value or ""))


def _tag(doing: _Doing, parties: list[Party], what: BulkChange) -> int:
    return _with_tag(put_tags, doing, parties, what)


def _untag(doing: _Doing, parties: list[Party], what: BulkChange) -> int:
    return _with_tag(take_tags, doing, parties, what)


def _with_tag(
    act: Callable[..., int], doing: _Doing, parties: list[Party], what: BulkChange
) -> int:
    tag = Tag.objects.filter(pk=what.value).first()
    if tag is None:
        raise Invalid(_("Choose a tag."), field="tag")
    keys = [party.pk for party in parties]
    return act(by=doing.by, record=doing.record, kind=PARTY, keys=keys, tags=[tag], at=doing.at)


def _put_into_segment(doing: _Doing, parties: list[Party], what: BulkChange) -> int:
    segment = Segment.objects.filter(pk=what.value, is_rule=False).first()
    if segment is None:
        raise Invalid(_("Choose a segment that is picked by hand."), field="segment")
    members = SegmentMember.objects.filter(segment=segment, party__in=parties)
    there = set(members.values_list("party_id", flat=True))
    new = [SegmentMember(segment=segment, party=p) for p in parties if p.pk not in there]
    doing.record.add_many(new)
    return len(new)


def _take_out_of_segment(doing: _Doing, parties: list[Party], what: BulkChange) -> int:
    members = SegmentMember.objects.filter(
        segment_id=what.value, segment__is_rule=False, party__in=parties
    )
    found = list(members)
    doing.record.remove_many(found)
    return len(found)


def _retire(doing: _Doing, parties: list[Party], what: BulkChange) -> int:
    reason = because(what.words, "words")
    new = [party for party in parties if party.is_active]
    fields = {"is_active": False, "inactive_reason": reason, "inactive_at": doing.at}
    doing.record.set_many([(party, fields) for party in new])
    _tell(doing, new, Telling(RowKind.CHANGE, "retired", text=reason))
    return len(new)


def _tell(doing: _Doing, parties: list[Party], telling: Telling) -> None:
    tell(by=doing.by, record=doing.record, parties=parties, telling=telling, at=doing.at)


_CHANGES: dict[str, Callable[[_Doing, list[Party], BulkChange], int]] = {
    "owner": _give_owner,
    "category": _give_category,
    "tier": _give_tier,
    "tag": _tag,
    "untag": _untag,
    "segment": _put_into_segment,
    "unsegment": _take_out_of_segment,
    "retire": _retire,
}
