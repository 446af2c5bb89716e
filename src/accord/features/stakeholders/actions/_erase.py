"""Erasure: what is known of a party goes, from tables, trail, index and files; the counts stay."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from accord.features.stakeholders import policies, queries
from accord.features.stakeholders.events import PartyErased
from accord.features.stakeholders.models import Erasure, Party
from accord.foundation.fields.actions import clear_tags
from accord.foundation.files import actions as filing
from accord.foundation.imports.actions import forget_sources
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.jobs.models import Job
from accord.foundation.journal import erasing, rows
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.mentions import Mention, Words, cleaned
from accord.foundation.kernel.collation import sort_key
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import SYSTEM, Actor
from accord.foundation.kernel.text import is_blank, storable
from accord.foundation.mail.actions import forget as forget_mail
from accord.foundation.search import actions as search

ERASE_JOB = "stakeholders.erase"
# What a row without a person still counts as.
COUNTED = frozenset(
    {
        "id", "ref", "kind", "category_id", "country", "tier", "department_id", "source",
        "added_at", "last_contact_at", "version",
    }
)  # fmt: skip
MEMORY = ("accord.features", "accord.foundation.fields")


def ask_erasure(*, by: Actor, party: Party, typed: str, reason: str, at: datetime) -> Job:
    """Have the worker erase a party; ``typed`` must be its reference. It can't be undone.

    Raises: NotAllowed; Invalid when another reference was typed, or no reason given; Stale.
    """
    policies.ERASE.demand(by, party)
    if typed.strip().upper() != party.ref:
        raise Invalid(_("Type %(ref)s, so that nobody else is erased.") % {"ref": party.ref},
                      field="typed")  # fmt: skip
    if is_blank(reason) or not storable(reason):
        raise Invalid(_("Say why, without naming anybody."), field="reason")
    if queries.erasure_of(party) is not None:
        raise Stale(_("This record is erased already."))
    args = {"party_id": party.pk, "by_id": by.pk, "reason": reason.strip()[:300]}
    return enqueue(by=by, order=Order(ERASE_JOB, args, unique_key=f"erase-{party.pk}"), at=at)


@dataclass
class _Plan:
    """Everything that was found before the change begins: finding it reads the whole database.

    What is written meanwhile stands behind the image that was the ``newest`` then.
    """

    words: Words
    newest: int = 0
    mentions: list[Mention] = field(default_factory=list)
    images: list[int] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def erase_party(*, by: Actor, party: Party, reason: str, at: datetime) -> Erasure:
    """Erase a party. Its row stays, and the rows that are counted, without a word of anybody.

    Raises: NotAllowed; Stale when it was erased before.
    """
    policies.ERASE.demand(by, party)
    while True:
        with suppress(_RenamedError):
            return _erase_as(_plan(party), by=by, party=party, reason=reason, at=at)


class _RenamedError(Exception):
    """The party is known by other words than were looked for."""


def _erase_as(plan: _Plan, *, by: Actor, party: Party, reason: str, at: datetime) -> Erasure:
    with change(policies.ERASE, by=by, at=at, subject=party) as record:
        if queries.erasure_of(party) is not None:
            raise Stale(_("This record is erased already."))
        if set(queries.words_of(party).terms) - set(plan.words.terms):
            raise _RenamedError
        learned = search.words_about("party", party.pk)
        digest = queries.digest_of(party)
        counts = _blank_held(record, party, plan, at)
        files = filing.drop_all(by=by, record=record, subject=party, at=at)
        counts |= {"files": len(files)} if files else {}
        clear_tags(by=by, record=record, kind=queries.PARTY, object_id=party.pk, at=at)
        _blank_party(record, party, plan, at)
        counts |= _take_out_mentions(record, plan)
        forget_mail(by=by, parties=[party.pk, *queries.merged_keys(party)], at=at)
        forget_sources(by=by, record=record, kind=queries.PARTY, object_id=party.pk, at=at)
        erasure = Erasure(
            party_id=party.pk, ref=party.ref, digest=digest, reason=plan.words.without(reason),
            counts=counts, erased_at=at, by_id=by.pk,
        )  # fmt: skip
        record.add(erasure)
        record.publish(PartyErased(at=at, party_id=party.pk, ref=party.ref, by_id=by.pk))
        record.after(lambda entry_id: _wipe(party, plan, entry_id, at, learned))
    search.settle()
    filing.let_go(by=SYSTEM, blobs=files, at=at)
    return erasure


def _plan(party: Party) -> _Plan:
    words = queries.words_of(party)
    plan = _Plan(words, queries.newest_image())
    plan.mentions = list(queries.mentions_of(party, words))
    plan.images = queries.images_of_party(party, words)
    plan.entries = queries.entries_mentioning(words)
    plan.entries += erasing.entries_about(queries.PARTY, queries.merged_keys(party))
    return plan


def _blank_held(record: Record, party: Party, plan: _Plan, at: datetime) -> dict[str, int]:
    """Remove the rows that go and empty those that stay; tells how many, by sort."""
    counts = {}
    for key, item in sorted(queries.held.items(), key=lambda named: not named[1].is_first):
        found = list(item.rows(party))
        if not found:
            continue
        counts[key] = len(found)
        label = item.model._meta.label_lower  # noqa: SLF001
        plan.images += erasing.images_of_rows(label, [row.pk for row in found])
        plan.entries += erasing.entries_about(label, [row.pk for row in found])
        if item.becomes is None:
            record.remove_many(found)
        else:
            record.set_many([(row, item.becomes(row, at)) for row in found])
    return counts


def _blank_party(record: Record, party: Party, plan: _Plan, at: datetime) -> None:
    """Leave of the party what it counts as, and the number it was known by."""
    kept = COUNTED | ({"locality"} if queries.common_locality(party) else set())
    name = queries.erased_name(party.ref)
    fields: dict[str, Any] = {
        column.attname: _empty(column)
        for column in rows.columns(Party)
        if column.attname not in kept
    }
    fields |= {
        "name": name, "sort_key": sort_key(name, settings.LANGUAGE_CODE), "is_active": False,
        "inactive_reason": _("erased"), "inactive_at": at, "is_contact_permitted": False,
        "contact_refusal": _("erased"), "visibility": "everyone",
    }  # fmt: skip
    record.set_many([(party, fields)])
    plan.entries += erasing.entries_about(queries.PARTY, [party.pk])


def _empty(column: "models.Field[Any, Any]") -> Any:
    if column.null:
        return None
    return column.get_default() if column.has_default() else ""


def _take_out_mentions(record: Record, plan: _Plan) -> dict[str, int]:
    """Take the words out of texts about others; where those are read in the trail, also there."""
    by_model: dict[type[models.Model], list[Mention]] = {}
    for mention in plan.mentions:
        by_model.setdefault(mention.model, []).append(mention)
    changed = 0
    for model, found in by_model.items():
        there = model._base_manager.in_bulk([mention.pk for mention in found])  # noqa: SLF001
        fresh = [
            (row, fields)
            for mention in found
            if (row := there.get(mention.pk)) is not None
            and (fields := cleaned(plan.words, row, list(mention.fields)))
        ]
        changed += len(fresh)
        if model.__module__.startswith(MEMORY):
            record.set_many(fresh)
        else:
            rows.update_many(model, [(row.pk, fields) for row, fields in fresh])
    return {"mentions": changed} if changed else {}


def _wipe(party: Party, plan: _Plan, entry_id: int, at: datetime, learned: set[str]) -> None:
    """Take out of trail and index what they say of the party, this change included.

    Nobody else writes to the trail any more by now: what was written meanwhile is all there.
    """
    _take_out_late(plan, at)
    late = queries.images_of_party(party, plan.words, after=plan.newest)
    written = erasing.images_of_entry(entry_id)
    entries = [*plan.entries, *queries.late_entries_mentioning(plan.words, plan.newest)]
    erasing.wipe(images=[*plan.images, *late, *written], entries=entries)
    search.forget_words(learned)


def _take_out_late(plan: _Plan, at: datetime) -> None:
    """Take the words out of what somebody wrote of others meanwhile."""
    touched: dict[str, Touched] = {}
    for mention in queries.late_mentions(plan.words, plan.newest):
        rows.update_many(mention.model, [(mention.pk, mention.fields)])
        label = mention.model._meta.label_lower  # noqa: SLF001
        mine = touched.setdefault(label, Touched(label))
        mine.changed.append((mention.pk, mention.fields, mention.fields))
    search.follow(touched, at)
