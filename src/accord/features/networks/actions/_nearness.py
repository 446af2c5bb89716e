"""Keeps what talks tell of who is near to whom, within the change that touches a talk."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from accord.features.engagement.models import Interaction, Participation
from accord.features.networks import queries
from accord.features.networks.models import Acquaintance, Bond
from accord.features.networks.queries import Sum, Talk
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Visibility
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.statements import run_each
from accord.foundation.journal.writing import take_turns, writing
from accord.foundation.kernel.rules import Actor

TALK, TOOK_PART = "engagement.interaction", "engagement.participation"
CHUNK = 500
_NOTHING: Touched = Touched("")


def _keeping(table: str, one: str, other: str, set_: str) -> str:
    """Say how a row for two is written that may be there already."""
    return (
        f"INSERT INTO {table} ({one}, {other}, weight, talks_count, last_at)"
        f" VALUES (%s, %s, %s, %s, %s) ON CONFLICT ({one}, {other}) DO UPDATE SET {set_}"
    )


def _adding(table: str, one: str, other: str) -> str:
    """Say how a talk is added to what two have: to the row that there is, or as the first."""
    return _keeping(
        table, one, other,
        f"weight = {table}.weight + excluded.weight,"
        f" talks_count = {table}.talks_count + excluded.talks_count,"
        f" last_at = CASE WHEN excluded.last_at > {table}.last_at"
        f" THEN excluded.last_at ELSE {table}.last_at END",
    )  # fmt: skip


_ANEW = "weight = excluded.weight, talks_count = excluded.talks_count, last_at = excluded.last_at"
_BOND = ("networks_bond", "one_id", "other_id")
_ACQUAINTANCE = ("networks_acquaintance", "person_id", "party_id")
_ADD_BOND, _SET_BOND = _adding(*_BOND), _keeping(*_BOND, _ANEW)
_ADD_ACQUAINTANCE = _adding(*_ACQUAINTANCE)
_SET_ACQUAINTANCE = _keeping(*_ACQUAINTANCE, _ANEW)


def follow_talks(*, by: Actor, touched: Mapping[str, Touched], at: datetime) -> None:
    """Add what new talks tell; where something else changed, add up anew whom it concerns."""
    if TOOK_PART not in touched and TALK not in touched:
        return
    talks, parts = touched.get(TALK, _NOTHING), touched.get(TOOK_PART, _NOTHING)
    made = {row.pk: row for row in talks.added}
    stale = _stale(talks, parts, made.keys())
    if stale:
        keep_near(by=by, keys=stale | {row.party_id for row in parts.added}, at=at)
        return
    found = queries.sums(_whole(made, parts))
    _write(_ADD_BOND, found.bonds)
    _write(_ADD_ACQUAINTANCE, found.acquaintances)


def _whole(made: Mapping[int, Interaction], parts: Touched) -> list[Talk]:
    """Give the talks that came with this change and are for everybody's eyes."""
    parties: dict[int, set[int]] = {}
    for row in parts.added:
        parties.setdefault(row.interaction_id, set()).add(row.party_id)
    return [
        Talk(talk.at, talk.logged_by_id, parties.get(key, set()))
        for key, talk in made.items()
        if talk.visibility == Visibility.EVERYONE
    ]


def _stale(talks: Touched, parts: Touched, made: Collection[int]) -> set[int]:
    """Give the parties of whom more changed than that a talk came."""
    found = {row.party_id for row in parts.added if row.interaction_id not in made}
    found |= {was["party_id"] for _pk, was in parts.removed}
    for _pk, was, after in parts.changed:
        found |= {side["party_id"] for side in (was, after) if "party_id" in side}
    changed = [pk for pk, _was, after in talks.changed if _counts(after)]
    if changed:
        there = Participation.objects.filter(interaction__in=changed)
        found |= set(there.values_list("party_id", flat=True))
    return found


def _counts(after: Mapping[str, Any]) -> bool:
    return not {"at", "visibility", "logged_by_id"}.isdisjoint(after)


def _write(sql: str, found: Mapping[queries.Pair, Sum]) -> None:
    moment = connection.ops.adapt_datetimefield_value
    run_each(
        sql,
        [
            [*pair, one.weight, one.talks, moment(one.last_at)]
            for pair, one in sorted(found.items())
        ],
    )


def keep_near(*, by: Actor, keys: Collection[int], at: datetime) -> None:
    """Add up anew what the talks of some parties come to, and keep that in place of what was."""
    del by, at
    wanted = sorted(keys)
    for start in range(0, len(wanted), CHUNK):
        _keep_chunk(wanted[start : start + CHUNK])


def _keep_chunk(keys: list[int]) -> None:
    """Write the sums in place of what was; a talk that came meanwhile is in them as well."""
    take_turns("networks.near")
    Bond.objects.filter(Q(one__in=keys) | Q(other__in=keys)).delete()
    Acquaintance.objects.filter(party__in=keys).delete()
    there = Party.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)
    found = queries.true_sums(list(there))
    _write(_SET_BOND, found.bonds)
    _write(_SET_ACQUAINTANCE, found.acquaintances)


def mend_near(*, by: Actor, keys: Collection[int], at: datetime) -> int:
    """Put right what is kept of some parties, where it is wrong; gives of how many it was."""
    with writing():
        wrong = queries.wrong_parties(keys)
        if wrong:
            keep_near(by=by, keys=wrong, at=at)
    return len(wrong)
