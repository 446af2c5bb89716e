"""The mix of channels by quarter, and where those concerned stood at the end of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accord.features.engagement.models import Interaction, Participation
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.engagement.queries import with_party
from accord.features.initiatives.models import Assessment, Initiative, Stake
from accord.features.initiatives.queries import stakes_visible_to
from accord.features.stakeholders.models import Party
from accord.features.strategies.models import Strategy
from accord.features.strategies.queries import touches_visible_to
from accord.foundation.kernel.days import last_second
from accord.methods.stakeholders import ratings_median
from accord.methods.stakeholders.ratings import VALID_DAYS, Rating
from accord.overview.insights.queries._time import Span, quarters, weeks

ENOUGH_TALKS = 5
ENOUGH_QUARTERS = 2
SHOWN = 200  # rows behind one figure
HAIR = 0.05


@dataclass(frozen=True)
class Scope:
    """What is looked at: the talks and the stakes that belong to it, as far as one may see them."""

    talks: QuerySet[Interaction]
    stakes: QuerySet[Stake]
    since: date | None = None
    until: date | None = None

    def moment(self, at: datetime) -> datetime:
        """Give as of when it is looked at: what has ended, at its end."""
        if self.until is None:
            return at
        return min(at, last_second(self.until, settings.HOUSE_TIME_ZONE))


def of_party(user: Any, party: Party) -> Scope:
    return Scope(with_party(user, party).order_by(), stakes_visible_to(user).filter(party=party))


def of_initiative(user: Any, initiative: Initiative) -> Scope:
    """Take in the talks noted under it, and those under none with whoever has a stake in it."""
    stakes = stakes_visible_to(user).filter(initiative=initiative)
    return Scope(_about(user, initiative, stakes.values("party")), stakes)


def of_strategy(user: Any, strategy: Strategy) -> Scope:
    """Take in the talks with those it plans contacts with, in its time, about nothing else."""
    whom = touches_visible_to(user).filter(activity__strategy=strategy).order_by().values("party")
    stakes = stakes_visible_to(user).filter(party__in=whom)
    if strategy.initiative_id is not None:
        stakes = stakes.filter(initiative=strategy.initiative_id)
        talks = _with(user, whom).filter(Q(initiative=strategy.initiative_id) | Q(initiative=None))
    else:
        talks = _with(user, whom)
    return Scope(talks, stakes, strategy.from_date, strategy.until_date)


def _with(user: Any, parties: QuerySet[Any]) -> QuerySet[Interaction]:
    took_part = Participation.objects.filter(party__in=parties).values("interaction")
    return talks_visible_to(user).filter(pk__in=took_part)


def _about(user: Any, initiative: Initiative, parties: QuerySet[Any]) -> QuerySet[Interaction]:
    took_part = Participation.objects.filter(interaction=OuterRef("pk"), party__in=parties)
    apart = Q(initiative=None) & Exists(took_part)
    return talks_visible_to(user).filter(Q(initiative=initiative) | apart)


@dataclass
class Quarter:
    """What passed in one quarter, and how many stood how at its end."""

    span: Span
    formal: int = 0
    informal: int = 0
    channels: dict[str, int] = field(default_factory=dict)
    stands: dict[int, float] = field(default_factory=dict)
    better: int = 0
    worse: int = 0
    same: int = 0

    @property
    def n(self) -> int:
        return self.formal + self.informal

    @property
    def median(self) -> float | None:
        return median(self.stands.values()) if self.stands else None


@dataclass(frozen=True)
class Movement:
    """All quarters, with the counts of the last 52 weeks."""

    quarters: list[Quarter]
    weeks: list[tuple[Span, int]]

    @property
    def talks(self) -> int:
        return sum(one.n for one in self.quarters)

    @property
    def is_enough(self) -> bool:
        stood = sum(1 for one in self.quarters if one.stands)
        return self.talks >= ENOUGH_TALKS and stood >= ENOUGH_QUARTERS

    def over_all(self) -> tuple[int, int, int]:
        """Count who stands better, worse, the same, of those known at the first and last end."""
        stood = [one.stands for one in self.quarters if one.stands]
        return _compared(stood[0], stood[-1]) if len(stood) > 1 else (0, 0, 0)


def movement(scope: Scope, at: datetime) -> Movement:
    """Read the mix and the movement in as many queries for a thousand talks as for one."""
    spans = quarters(at, since=scope.since)
    found = [Quarter(span) for span in spans]
    _mix(scope.talks, found, at)
    _stances(scope.stakes, found, at)
    return Movement(found, warmth(scope, at))


def _within(span: Span, at: datetime) -> Q:
    return Q(at__gte=span.start, at__lt=span.end, at__lte=at)


def _mix(talks: QuerySet[Interaction], found: Sequence[Quarter], at: datetime) -> None:
    counted = {
        f"q{place}": Count("pk", filter=_within(one.span, at)) for place, one in enumerate(found)
    }
    if not counted:
        return
    sorts = talks.filter(at__gte=found[0].span.start).order_by().values("channel", "is_formal")
    rows: Any = sorts.annotate(**counted)
    for row in rows:
        for place, one in enumerate(found):
            n = row[f"q{place}"]
            one.formal += n if row["is_formal"] else 0
            one.informal += 0 if row["is_formal"] else n
            if n:
                one.channels[row["channel"]] = one.channels.get(row["channel"], 0) + n


def warmth(scope: Scope, at: datetime) -> list[tuple[Span, int]]:
    """Count the talks of each of the last 52 weeks."""
    spans = weeks(at)
    told = scope.talks.aggregate(
        **{f"w{place}": Count("pk", filter=_within(one, at)) for place, one in enumerate(spans)}
    )
    return [(one, told[f"w{place}"]) for place, one in enumerate(spans)]


def _stances(stakes: QuerySet[Stake], found: Sequence[Quarter], at: datetime) -> None:
    """Take the median attitude of each stake at the end of each quarter."""
    if not found:
        return
    oldest = found[0].span.start - timedelta(days=VALID_DAYS + 1)
    rows = _assessments(stakes).filter(at__gte=oldest, at__lte=at)
    said: dict[int, list[Assessment]] = defaultdict(list)
    for row in rows.select_related("round"):
        said[row.stake_id].append(row)
    before: dict[int, float] = {}
    for one in found:
        end = min(one.span.end, at)
        one.stands = {key: stands for key, of in said.items() if (stands := _stands(of, end))}
        one.better, one.worse, one.same = _compared(before, one.stands)
        before = one.stands


def _assessments(stakes: QuerySet[Stake]) -> QuerySet[Assessment]:
    shown = Q(round=None) | Q(round__shown_at__isnull=False)
    return Assessment.objects.filter(shown, stake__in=stakes, attitude__isnull=False)


def _stands(rows: Iterable[Assessment], end: datetime) -> float | None:
    """Give what ``ratings_median`` makes of what was said and shown by ``end``."""
    on = end.astimezone(UTC).date()
    given: list[Rating] = [
        {
            "assessor": str(row.assessor_id), "day": row.at.astimezone(UTC).date(),
            "score": (row.attitude or 0) / 10,
        }
        for row in sorted(rows, key=lambda row: (row.at, row.pk), reverse=True)
        if row.at <= end and (row.round is None or (row.round.shown_at or end) <= end)
    ]  # fmt: skip
    value = ratings_median(given, on=on).value
    return None if value is None else value["score"]


def _compared(before: dict[int, float], now: dict[int, float]) -> tuple[int, int, int]:
    moves = [now[key] - stood for key, stood in before.items() if key in now]
    better, worse = sum(move > HAIR for move in moves), sum(move < -HAIR for move in moves)
    return better, worse, len(moves) - better - worse


def talks_in(scope: Scope, span: Span, at: datetime, **kind: Any) -> QuerySet[Interaction]:
    """Give the rows behind a count of talks, newest first."""
    found = scope.talks.filter(_within(span, at), **kind)
    return found.select_related("logged_by").order_by("-at", "-pk")


def said_by(scope: Scope, span: Span, at: datetime) -> QuerySet[Assessment]:
    """Give what counts where they stood at the end of a quarter, newest first."""
    end = min(span.end, at)
    shown = Q(round=None) | Q(round__shown_at__lte=end)
    since = end - timedelta(days=VALID_DAYS + 1)
    found = _assessments(scope.stakes).filter(shown, at__gte=since, at__lte=end)
    return found.select_related("stake__party", "stake__initiative", "assessor").order_by(
        "-at", "-pk"
    )
