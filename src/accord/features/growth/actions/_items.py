"""What somebody claims, the records it rests on, and what the assessor says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accord.features.growth import policies, queries
from accord.features.growth.actions._words import (
    kept_apart,
    kept_words,
    known_responsibility,
    said_words,
)
from accord.features.growth.events import ItemAnswered, ItemOffered
from accord.features.growth.models import ItemRecord, PortfolioItem, Profile
from accord.features.growth.states import EDITABLE, MOVES, ItemState
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

MOST_RECORDS = 20


@dataclass(frozen=True)
class ItemDetails:
    """``refs`` name the records it rests on: T-0012, K-0003, workshop-2."""

    responsibility: str
    claim: str
    day: date
    reflection: str = ""
    refs: Sequence[str] = ()


def add_item(*, by: Actor, profile: Profile, details: ItemDetails, at: datetime) -> PortfolioItem:
    """Begin an item; nobody else sees it until it is offered."""
    fields, refs = _checked(by, details, at)
    with change(policies.WRITE, by=by, at=at, subject=profile) as record:
        item = PortfolioItem(profile=profile, made_at=at, **fields)
        record.add(item)
        _rest_on(record, item, refs)
    return item


def change_item(
    *, by: Actor, item: PortfolioItem, details: ItemDetails, at: datetime, seen: int | None = None
) -> PortfolioItem:
    """Say it anew. Raises Stale once it is offered or settled.

    A record that the item rests on already stays, also where its owner may see it no longer.
    """
    before = {record.ref: record for record in ItemRecord.objects.filter(item=item)}
    fields, refs = _checked(by, details, at, held=before)
    with change(policies.REWORD, by=by, at=at, subject=item, seen=seen) as record:
        if item.state not in EDITABLE:
            raise Stale(_("What is offered can't be changed; take it back first."))
        record.set(item, **fields)
        record.remove_many([row for ref, row in before.items() if ref not in refs])
        _rest_on(record, item, [ref for ref in refs if ref not in before])
    return item


def offer_item(*, by: Actor, item: PortfolioItem, assessor: User, at: datetime) -> PortfolioItem:
    """Ask one of one's assessors to say what they think of it."""
    with change(policies.OFFER, by=by, at=at, subject=item) as record:
        kept_apart(item.profile.person_id, assessor.pk, "assessor")
        if not queries.assessors_of(item.profile).filter(pk=assessor.pk).exists():
            raise Invalid(_("Name them as your assessor first."), field="assessor")
        if not item.reflection or not ItemRecord.objects.filter(item=item).exists():
            raise Invalid(_("An item needs a reflection and at least one record."))
        _move(record, item, ItemState.OFFERED, assessor=assessor, answer="", answered_at=None)
        record.publish(ItemOffered(at=at, item_id=item.pk, to_id=assessor.pk, by_id=by.pk))
    return item


def recall_item(*, by: Actor, item: PortfolioItem, at: datetime) -> PortfolioItem:
    """Take back what was offered and is not answered: it is a draft again."""
    with change(policies.RECALL, by=by, at=at, subject=item) as record:
        _move(record, item, ItemState.DRAFT, assessor=None)
    return item


def answer_item(
    *, by: Actor, item: PortfolioItem, is_accepted: bool, words: str, at: datetime
) -> PortfolioItem:
    """Accept an item, or return it, in either case with words."""
    words = said_words(words, "words")
    with change(policies.ANSWER, by=by, at=at, subject=item) as record:
        owner = item.profile.person_id
        kept_apart(owner, by.pk, "words")
        state = ItemState.ACCEPTED if is_accepted else ItemState.RETURNED
        _move(record, item, state, answer=words, answered_at=at)
        record.publish(ItemAnswered(at=at, item_id=item.pk, owner_id=owner, by_id=by.pk))
    return item


def withdraw_item(*, by: Actor, item: PortfolioItem, at: datetime) -> PortfolioItem:
    """Take an item out of the portfolio, whatever became of it."""
    with change(policies.WITHDRAW, by=by, at=at, subject=item) as record:
        _move(record, item, ItemState.WITHDRAWN)
    return item


def _move(record: Record, item: PortfolioItem, to: ItemState, **fields: Any) -> None:
    if to not in MOVES[item.state]:
        raise Stale(_("Something else became of this item meanwhile."))
    record.set(item, state=to, **fields)


def _checked(
    by: Actor, details: ItemDetails, at: datetime, held: dict[str, ItemRecord] | None = None
) -> tuple[dict[str, Any], list[str]]:
    if details.day > localdate(at):
        raise Invalid(_("This day has not come yet."), field="day")
    refs = list(dict.fromkeys(queries.clean_ref(ref) for ref in details.refs if ref.strip()))
    if len(refs) > MOST_RECORDS:
        raise Invalid(_("An item rests on at most 20 records."), field="refs")
    asked = [ref for ref in refs if ref not in (held or {})]
    found = queries.records_by_ref(by, asked)
    for ref in asked:
        if ref not in found:
            message = _("There is no record %(ref)s that you may see.") % {"ref": ref[:40]}
            raise Invalid(message, field="refs")
    fields = {
        "responsibility": known_responsibility(details.responsibility),
        "claim": said_words(details.claim, "claim", 300), "day": details.day,
        "reflection": kept_words(details.reflection, "reflection"),
    }  # fmt: skip
    return fields, refs


def _rest_on(record: Record, item: PortfolioItem, refs: Sequence[str]) -> None:
    record.add_many([ItemRecord(item=item, ref=ref) for ref in refs])
