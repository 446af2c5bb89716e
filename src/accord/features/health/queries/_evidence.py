"""What a score rests on: talks, and what we promised, that everybody may read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F

from accord.features.engagement.models import Participation
from accord.features.health.states import Rhythm
from accord.features.promises.models import Promise
from accord.features.promises.states import Side, State
from accord.features.stakeholders.models import Party, TimelineRow
from accord.features.stakeholders.states import Visibility
from accord.methods.stakeholders.health import CADENCES, LOOK_BACK_DAYS

BACK = timedelta(days=LOOK_BACK_DAYS + 7 * 13)  # far enough for a score of three months ago
PROMISE = "promises.promise"


@dataclass(frozen=True)
class Talk:
    at: datetime
    ref: str
    direction: str
    mood: int | None


@dataclass(frozen=True)
class Promised:
    """A promise of ours; ``missed_at`` is the day it was first due, if it was moved after that."""

    ref: str
    due_at: datetime
    state: str
    settled_at: datetime | None
    missed_at: datetime | None = None
    moves: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Evidence:
    party: Party
    talks: Sequence[Talk] = field(default_factory=list)
    promises: Sequence[Promised] = field(default_factory=list)

    @property
    def rhythm(self) -> tuple[int, str]:
        """The days between contacts that the score is held against, and where they come from."""
        if self.party.rhythm_days:
            return self.party.rhythm_days, Rhythm.AGREED
        if self.party.agreed_days:
            return self.party.agreed_days, Rhythm.TIER
        return CADENCES["light"], Rhythm.ASSUMED


def evidence_of(parties: Collection[Party], at: datetime) -> list[Evidence]:
    """Read what there is of each party, the oldest first, in three queries."""
    keys = [party.pk for party in parties]
    talks, promises = _talks(keys, at), _promises(keys, at)
    return [Evidence(one, talks.get(one.pk, []), promises.get(one.pk, [])) for one in parties]


def _talks(keys: Sequence[int], at: datetime) -> dict[int, list[Talk]]:
    """Give the talks that a person entered; what is for some eyes only is left out for all."""
    seen = Participation.objects.filter(
        party__in=keys, interaction__visibility=Visibility.EVERYONE,
        interaction__logged_by__isnull=False,
        interaction__at__gt=at - BACK, interaction__at__lte=at,
    ).order_by("interaction__at", "interaction_id")  # fmt: skip
    columns = ("at", "ref", "direction", "mood")
    found: dict[int, list[Talk]] = {}
    for key, *told in seen.values_list("party_id", *(f"interaction__{name}" for name in columns)):
        found.setdefault(key, []).append(Talk(*told))
    return found


def _promises(keys: Sequence[int], at: datetime) -> dict[int, list[Promised]]:
    """Give what we promised with a day; a promise that was let go of tells nothing."""
    ours = Promise.objects.filter(
        party__in=keys, side=Side.WE, visibility=Visibility.EVERYONE, due_at__isnull=False,
        made_at__gt=at - BACK,
    ).exclude(state=State.RELEASED)  # fmt: skip
    rows = list(ours.order_by("due_at", "pk"))
    moves = _moves([row.pk for row in rows])
    found: dict[int, list[Promised]] = {}
    for row in rows:
        moved = moves.get(row.pk, [])
        missed = next((was for at_, was in moved if was is not None and at_ > was), None)
        assert row.due_at is not None  # noqa: S101 -- asked for above
        found.setdefault(row.party_id, []).append(
            Promised(
                row.ref, row.due_at, row.state, row.settled_at, missed,
                tuple(at_ for at_, _was in moved),
            )
        )  # fmt: skip
    return found


def _moves(keys: Sequence[int]) -> dict[int, list[tuple[datetime, datetime | None]]]:
    """Tell when each promise was given another day, and the day it had before."""
    rows = TimelineRow.objects.filter(
        subject_type=PROMISE, subject_id__in=keys, verb="promise-moved"
    )
    found: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for key, at, data in rows.order_by("at", "pk").values_list(F("subject_id"), "at", "data"):
        was = data.get("was")
        found.setdefault(key, []).append((at, datetime.fromisoformat(was) if was else None))
    return found
