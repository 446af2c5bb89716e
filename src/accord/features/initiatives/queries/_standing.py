"""What counts of all that was said of a stake: now, or at any moment before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from statistics import median_low
from typing import Any

from django.db.models import Q, QuerySet

from accord.features.initiatives.models import Assessment, Stake
from accord.features.initiatives.states import SCALES
from accord.methods.stakeholders import ratings_median
from accord.methods.stakeholders.ratings import VALID_DAYS, Rating
from accord.methods.stakeholders.seam import LEVELS

WINDOW = timedelta(days=VALID_DAYS)
DAY = timedelta(days=1)
CHUNK = 500  # stakes computed in one go


@dataclass(frozen=True)
class Standing:
    """Scores in tenths where they are known, and how far the assessors are apart on each."""

    scores: Mapping[str, int] = field(default_factory=dict)
    spreads: Mapping[str, int] = field(default_factory=dict)
    engagement: str = ""
    disagreeing: tuple[str, ...] = ()
    assessors: int = 0
    assessed_at: datetime | None = None
    lapses_at: datetime | None = None

    def score(self, name: str) -> float | None:
        tenths = self.scores.get(name)
        return None if tenths is None else tenths / 10

    @property
    def is_placed(self) -> bool:
        return "power" in self.scores and "interest" in self.scores

    def columns(self) -> dict[str, Any]:
        """Give the same as a stake keeps it."""
        return {
            **{name: self.scores.get(name) for name in SCALES},
            "engagement": self.engagement,
            "disagrees": bool(self.disagreeing),
            "assessed_at": self.assessed_at,
            "lapses_at": self.lapses_at,
        }


NOTHING = Standing()


def counting(at: datetime) -> Q:
    """Say which assessments may count at a moment: said by then, shown, and not too old."""
    since = datetime.combine((at.astimezone(UTC) - WINDOW).date(), time(0), tzinfo=UTC)
    shown = Q(round=None) | Q(round__shown_at__lte=at)
    return shown & Q(at__lte=at, at__gte=since)


def standings(stakes: QuerySet[Stake] | Iterable[int], at: datetime) -> dict[int, Standing]:
    """Give the standing of each of ``stakes`` as of ``at``; those of whom nothing counts are out.

    Of each assessor their last word of the last 180 days counts, scale by scale; of several
    assessors the median, and of levels the lower one of the middle.
    """
    wanted = stakes if isinstance(stakes, QuerySet) else list(stakes)
    found = Assessment.objects.filter(counting(at), stake__in=wanted).order_by("-at", "-pk")
    said: dict[int, list[Assessment]] = {}
    for row in found:
        said.setdefault(row.stake_id, []).append(row)
    return {key: standing(rows, at) for key, rows in said.items()}


def standing(rows: Sequence[Assessment], at: datetime) -> Standing:
    """Sum up the assessments of one stake, newest first, all of which may count at ``at``."""
    scores, spreads, disagreeing = {}, {}, []
    for name in SCALES:
        given = [(row, tenths) for row in rows if (tenths := getattr(row, name)) is not None]
        result = ratings_median([_rating(row, tenths) for row, tenths in given], on=_day(at))
        if result.value is None:
            continue
        scores[name] = int(result.value["score"] * 10 + 0.5)
        spreads[name] = round(result.value["spread"] * 10)
        if "assessors_disagree" in result.flags:
            disagreeing.append(name)
    return Standing(
        scores, spreads, _level(rows), tuple(disagreeing),
        len({row.assessor_id for row in rows}), rows[0].at if rows else None, _lapse(rows),
    )  # fmt: skip


def _day(at: datetime) -> str:
    return at.astimezone(UTC).date().isoformat()


def _rating(row: Assessment, tenths: int) -> Rating:
    return {"assessor": str(row.assessor_id), "day": _day(row.at), "score": tenths / 10}


def _level(rows: Sequence[Assessment]) -> str:
    latest: dict[int, str] = {}
    for row in rows:
        if row.engagement:
            latest.setdefault(row.assessor_id, row.engagement)
    if not latest:
        return ""
    return LEVELS[median_low(LEVELS.index(level) for level in latest.values())]


def _lapse(rows: Sequence[Assessment]) -> datetime | None:
    """Give the first moment from which one of the last words no longer counts."""
    last: dict[tuple[int, str], datetime] = {}
    for row in rows:
        for name in (*SCALES, "engagement"):
            if getattr(row, name) not in (None, ""):
                last.setdefault((row.assessor_id, name), row.at)
    if not last:
        return None
    day = (min(last.values()).astimezone(UTC) + WINDOW + DAY).date()
    return datetime.combine(day, time(0), tzinfo=UTC)


def lapsed(at: datetime) -> QuerySet[Stake]:
    """Give the stakes of which something said no longer counts."""
    return Stake.objects.filter(lapses_at__lte=at).order_by("pk")


def untrue(at: datetime, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Give what the columns of those stakes should hold, where they hold something else."""
    right = standings(keys, at)
    found = Stake.objects.filter(pk__in=keys).order_by("pk")
    wrong = {}
    for stake in found:
        columns = right.get(stake.pk, NOTHING).columns()
        if any(getattr(stake, name) != value for name, value in columns.items()):
            wrong[stake.pk] = columns
    return wrong


def differences(at: datetime) -> Iterator[str]:
    """Compute anew what counts of each stake, and name those that keep something else.

    Those of which something lapsed since are left out: the nightly job has not come to them yet.
    """
    last = 0
    while keys := list(
        Stake.objects.filter(Q(lapses_at=None) | Q(lapses_at__gt=at), pk__gt=last)
        .order_by("pk")
        .values_list("pk", flat=True)[:CHUNK]
    ):
        last = keys[-1]
        wrong = untrue(at, keys)
        for stake in Stake.objects.filter(pk__in=wrong).select_related("initiative", "party"):
            names = [name for name, to in wrong[stake.pk].items() if getattr(stake, name) != to]
            yield f"{stake.party.ref} in {stake.initiative.ref}: {', '.join(names)}"
