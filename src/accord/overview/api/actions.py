"""What the API writes of its own, and writes that join several actions into one entry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accord.features.stakeholders import policies as stakeholders
from accord.features.stakeholders.actions import (
    ContactDetails,
    PartyDetails,
    add_party,
    change_party,
    set_custom,
)
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import PARTY
from accord.foundation.fields.actions import put_tags, take_tags
from accord.foundation.fields.models import Tag, TagLink
from accord.foundation.journal.change import change
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor
from accord.overview.api.errors import Problem
from accord.overview.api.models import IdempotencyKey

KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Answer:
    """What a write was answered; ``entry_id`` is the way back, 0 where nothing was changed."""

    status: int
    body: bytes
    entry_id: int = 0
    is_replayed: bool = False


@dataclass(frozen=True)
class Once:
    """The key under which somebody sends a write, and the digest of what they sent."""

    key: str
    digest: str


def answer_once(
    *, by: Actor, once: Once | None, write: Callable[[], Answer], at: datetime
) -> Answer:
    """Run ``write`` in one transaction; under a key, once: a second time gives the first answer.

    Raises Problem when the key was used for something else; whatever ``write`` raises.
    """
    with writing():
        if once is None:
            return write()
        IdempotencyKey.objects.filter(
            owner_id=by.pk, key=once.key, made_at__lt=at - KEPT_FOR
        ).delete()
        kept = IdempotencyKey(owner_id=by.pk, key=once.key, digest=once.digest, made_at=at)
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError:
            return _replayed(by, once)
        answer = write()
        kept.status, kept.body = answer.status, answer.body.decode()
        kept.entry_id = answer.entry_id
        kept.save(update_fields=["status", "body", "entry_id"])
        return answer


def _replayed(by: Actor, once: Once) -> Answer:
    kept = IdempotencyKey.objects.get(owner_id=by.pk, key=once.key)
    if kept.digest != once.digest:
        raise Problem(422, "key-used", "This Idempotency-Key was used for another request.")
    return Answer(kept.status, kept.body.encode(), kept.entry_id, is_replayed=True)


def forget_keys(*, at: datetime) -> int:
    """Drop answers older than a day; give how many."""
    with writing():
        return IdempotencyKey.objects.filter(made_at__lt=at - KEPT_FOR).delete()[0]


def hold(*, row: models.Model, version: int) -> None:
    """Lock ``row`` and refuse to go on when it is no longer at ``version``."""
    kind = type(row)
    try:
        row.refresh_from_db(from_queryset=kind._base_manager.select_for_update())  # noqa: SLF001
    except kind.DoesNotExist as gone:  # type: ignore[attr-defined]
        raise Stale(_("This record is no longer there.")) from gone
    now = getattr(row, "version", 0)
    if now != version:
        raise Problem(
            412, "changed-since", "The record is no longer at this version.", more={"version": now}
        )


@dataclass(frozen=True)
class PartyEdit:
    """What is to be written on a party: its own columns, answers to fields people added, tags."""

    fields: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    tags: Sequence[Tag] | None = None


def edit_party(
    *, by: Actor, party: Party, edit: PartyEdit, at: datetime, seen: int | None = None
) -> Party:
    """Write everything in one entry. Raises as ``change_party`` does."""
    with change(stakeholders.CHANGE, by=by, at=at, subject=party, seen=seen) as record:
        _check_permission(party, edit.fields)
        if edit.fields:
            change_party(by=by, party=party, at=at, seen=seen, **edit.fields)
        if edit.custom:
            set_custom(by=by, party=party, at=at, **edit.custom)
        if edit.tags is not None:
            there = TagLink.objects.filter(kind=PARTY, object_id=party.pk).select_related("tag")
            old = {link.tag_id: link.tag for link in there}
            wanted = {tag.pk: tag for tag in edit.tags}
            new = [tag for key, tag in wanted.items() if key not in old]
            gone = [tag for key, tag in old.items() if key not in wanted]
            on = {"by": by, "record": record, "kind": PARTY, "keys": [party.pk], "at": at}
            put_tags(tags=new, **on)  # type: ignore[arg-type]
            take_tags(tags=gone, **on)  # type: ignore[arg-type]
    return party


def _check_permission(party: Party, fields: dict[str, Any]) -> None:
    permitted = fields.get("is_contact_permitted", party.is_contact_permitted)
    if not permitted and not fields.get("contact_refusal", party.contact_refusal).strip():
        raise Invalid(_("Say why they may not be contacted."), field="contact_refusal")


def write_party(
    *, by: Actor, details: PartyDetails, points: Sequence[ContactDetails], edit: PartyEdit,
    at: datetime,
) -> Party:  # fmt: skip
    """Write a party down with answers and tags, in one entry."""
    with change(stakeholders.ADD, by=by, at=at) as record:
        party = add_party(by=by, details=details, points=points, at=at)
        record.subject = party
        if edit.custom or edit.tags:
            edit_party(by=by, party=party, edit=edit, at=at)
    return party
