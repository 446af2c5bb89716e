"""Stored scores and judgements, as far as one may see the party."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accord.features.engagement.models import Participation
from accord.features.health.models import Judgement, Score
from accord.features.promises.models import Promise
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_visible
from accord.foundation.accounts.reach import Reach, reach_of
from accord.foundation.journal.prepared import Prepared, at_once
from accord.foundation.kernel.days import day_of

WEEKS = 12


def visible_to(user: Any) -> QuerySet[Score]:
    """Give the newest scores of the parties that one may see."""
    return _visible_within(reach_of(user)).all()


@lru_cache(maxsize=500)
def _visible_within(reach: Reach) -> QuerySet[Score]:
    """Build the condition once for each reach; it is never asked itself, only narrowed."""
    return Score.objects.filter(party_visible(reach, "party"), is_newest=True)


def scored_parties(after: int, limit: int) -> list[Party]:
    """Give active parties that were talked with or promised something, by number."""
    talked = Participation.objects.filter(party=OuterRef("pk"))
    promised = Promise.objects.filter(party=OuterRef("pk"))
    found = Party.objects.filter(Exists(talked) | Exists(promised), is_active=True, pk__gt=after)
    return list(found.select_related("owner").order_by("pk")[:limit])


def most_talked(limit: int) -> list[Party]:
    """Give the active parties that were talked with most often."""
    counted = Participation.objects.filter(party__is_active=True).values("party_id")
    keys = counted.annotate(n=Count("pk")).order_by("-n", "party_id").values_list("party_id")
    return list(Party.objects.filter(pk__in=[key for (key,) in keys[:limit]]).order_by("pk"))


def monday(at: datetime) -> date:
    day = day_of(at, settings.HOUSE_TIME_ZONE)
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Course:
    """The scores of one relationship by week, the newest last, and what people judged of it."""

    scores: list[Score]
    judgements: list[Judgement]

    @property
    def newest(self) -> Score | None:
        return next((score for score in reversed(self.scores) if score.is_newest), None)

    @property
    def judgement(self) -> Judgement | None:
        return self.judgements[0] if self.judgements else None


_scores = Prepared(lambda party: Score.objects.filter(party=party).order_by("-week")[: WEEKS + 1])
_judgements = Prepared(
    lambda party: (
        Judgement.objects.filter(party=party).select_related("by").order_by("-at", "-pk")[:20]
    )
)
_newest = Prepared(
    lambda keys: Score.objects.filter(party__in=keys, is_newest=True).values_list(
        "party_id", "value", "band", "is_enough", "month_change"
    )
)


def course_of(party: Party) -> Course:
    with at_once():
        asked = ask_course(party)
    return asked()


def ask_course(party: Party) -> Callable[[], Course]:
    """Ask how a relationship fared that one is known to see."""
    scores, judged = _scores.objects_later(party.pk), _judgements.objects_later(party.pk)
    return lambda: Course(scores()[::-1], judged())


Glance = tuple[int, str, float | None]
"""Score, band, and what changed in 30 days."""


def ask_standings(parties: Sequence[int]) -> Callable[[], dict[int, Glance]]:
    """Ask how each party, each known to be seen, stands; nothing where too little is known."""
    asked = _newest.later(list(parties))
    return lambda: {
        key: (int(value), band, change)
        for key, value, band, is_enough, change in asked()
        if is_enough and value is not None
    }


def moved(user: Any, move: str = "") -> QuerySet[Score]:
    """Give what moved in the last week, the greatest fall first."""
    found = visible_to(user).exclude(move="")
    found = found.filter(move=move) if move else found
    return found.select_related("party", "party__owner").order_by("week_change", "pk")


def in_bands(bands: Iterable[str]) -> QuerySet[Score]:
    """Give the scores of some bands; "unknown" are those that rest on too little."""
    wanted = list(bands)
    known = Q(is_enough=True, band__in=wanted)
    return Score.objects.filter(
        known | Q(is_enough=False) if "unknown" in wanted else known, is_newest=True
    )


def that_moved(moves: Iterable[str]) -> QuerySet[Score]:
    return Score.objects.filter(is_newest=True, move__in=list(moves))


def weeks_before(at: datetime, count: int = WEEKS) -> Iterator[datetime]:
    """Give the same moment of the weeks before, the oldest first."""
    for back in range(count, 0, -1):
        yield at - timedelta(weeks=back)
