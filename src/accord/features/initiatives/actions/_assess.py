from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.features.initiatives import policies, queries
from accord.features.initiatives.actions._words import one_of, tell_parties
from accord.features.initiatives.models import Assessment, Initiative, Round, Stake
from accord.features.initiatives.states import LEAST, MOST, SCALES, Level
from accord.foundation.journal import rows
from accord.foundation.journal.change import change
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.words import plain, said
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.rules import Actor

CHUNK = 500


@dataclass(frozen=True)
class Said:
    """What somebody says of a stake: scores in tenths by scale, any subset, and the level."""

    scores: Mapping[str, int] = field(default_factory=dict)
    engagement: str = ""
    reason: str = ""


def assess(
    *, by: Actor, stake: Stake, what: Said, at: datetime, round_: Round | None = None
) -> Assessment:
    """Keep what ``by`` says of a stake; within a round nobody else sees it until all are shown.

    Raises: NotAllowed; Invalid; Stale when the stake has ended or the round was shown meanwhile.
    """
    if by.pk is None:
        raise NotAllowed(policies.ASSESS.name)
    fields = _checked(what)
    with _held(round_), change(policies.ASSESS, by=by, at=at, subject=stake) as record:
        if stake.ended_at is not None:
            raise Stale(_("This stake has ended already."))
        _demand_open(stake, round_)
        row = Assessment(stake=stake, assessor_id=by.pk, at=at, round=round_, **fields)
        record.add(row)
        if round_ is None:
            tell_parties(
                by=by, at=at, record=record, initiative=stake.initiative, parties=[stake.party],
                verb="assessed", text=fields["reason"],
            )  # fmt: skip
    stake.refresh_from_db(fields=[*SCALES, "engagement", "disagrees", "assessed_at", "lapses_at"])
    return row


def assess_many(
    *, by: Actor, initiative: Initiative, said_of: Sequence[tuple[Stake, Said]], at: datetime,
    round_: Round | None = None,
) -> list[Assessment]:  # fmt: skip
    """Keep what ``by`` says of several stakes of an initiative, as one thing to undo."""
    with _held(round_), change(policies.ASSESS, by=by, at=at) as record:
        record.subject = initiative
        return [
            assess(by=by, stake=stake, what=what, at=at, round_=round_) for stake, what in said_of
        ]


def _checked(what: Said) -> dict[str, Any]:
    for name, tenths in what.scores.items():
        if name not in SCALES or isinstance(tenths, bool) or not LEAST <= tenths <= MOST:
            raise Invalid(_("A score lies between 1 and 5."), field=name)
    if not what.scores and not what.engagement:
        raise Invalid(_("Say at least one thing: a score, or the level."), field="engagement")
    return {
        **what.scores,
        "engagement": one_of(Level, what.engagement, "engagement"),
        "reason": plain(what.reason, "reason", 300),
    }


@contextmanager
def _held(round_: Round | None) -> Iterator[None]:
    """Keep a round as it is, ahead of its stakes as whoever shows it does."""
    with writing():
        if round_ is not None and not rows.read_locked(round_):
            raise Stale(_("This record is no longer there."))
        yield


def _demand_open(stake: Stake, round_: Round | None) -> None:
    if round_ is None:
        return
    if round_.initiative_id != stake.initiative_id or round_.shown_at is not None:
        raise Stale(_("This round is closed: its assessments are shown."))


def open_round(*, by: Actor, initiative: Initiative, title: str, at: datetime) -> Round:
    """Ask everybody for a blind assessment. Raises Stale while another round is open."""
    words = said(title, "title", 200)
    with change(policies.ROUND, by=by, at=at, subject=initiative) as record:
        if queries.open_rounds(initiative).exists():
            raise Stale(_("A round is open already; show it first."))
        made = Round(initiative=initiative, title=words, opened_at=at, opened_by_id=by.pk)
        record.add(made)
        record.subject = made
    return made


def show_round(*, by: Actor, round_: Round, at: datetime) -> Round:
    """Show everybody what everybody said; from now on it counts."""
    with change(policies.ROUND, by=by, at=at, subject=round_) as record:
        if round_.shown_at is not None:
            raise Stale(_("This round is closed: its assessments are shown."))
        record.set(round_, shown_at=at)
        found = Stake.objects.filter(pk__in=queries.assessed_in(round_)).select_related("party")
        tell_parties(
            by=by, at=at, record=record, initiative=round_.initiative, verb="round-shown",
            parties=[stake.party for stake in found.order_by("pk")], text=round_.title,
        )  # fmt: skip
    return round_


def follow_assessments(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Keep on each stake what counts of what was said."""
    keys = {row.stake_id for row in touched.added}
    keys |= {was["stake_id"] for _pk, was in touched.removed}
    for _pk, was, now in touched.changed:
        keys |= {kept["stake_id"] for kept in (was, now) if "stake_id" in kept}
    keep_standings(by=by, keys=sorted(keys), at=at)


def follow_rounds(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Do the same when a round is shown, or hidden again; refuse that while another is open."""
    shown = [pk for pk, was, _now in touched.changed if "shown_at" in was]
    _refuse_second(shown)
    found = Assessment.objects.filter(round__in=shown).values_list("stake_id", flat=True)
    keep_standings(by=by, keys=sorted(set(found)), at=at)


def _refuse_second(keys: Sequence[int]) -> None:
    again = Round.objects.filter(pk__in=keys, shown_at=None)
    for round_ in again.select_related("initiative"):
        if queries.open_rounds(round_.initiative).exclude(pk=round_.pk).exists():
            raise Stale(_("A round is open already; show it first."))


def keep_standings(*, by: Actor, keys: Sequence[int], at: datetime) -> int:
    """Write what counts at ``at`` where a stake keeps something else; gives how many did.

    The stakes are locked first, so that of two assessors at once the second counts both.
    """
    del by
    written = 0
    for start in range(0, len(keys), CHUNK):
        chunk = list(keys[start : start + CHUNK])
        list(Stake.objects.select_for_update().filter(pk__in=chunk).order_by("pk").values("pk"))
        wrong = queries.untrue(at, chunk)
        rows.update_many(Stake, sorted(wrong.items()))
        written += len(wrong)
    return written
