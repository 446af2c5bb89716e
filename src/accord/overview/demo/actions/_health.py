"""How relationships fare: what our people judge, and the scores of those with whom most passed."""

from collections.abc import Callable
from datetime import datetime

from accord.features.health import actions as health
from accord.features.health.queries import most_talked
from accord.foundation.kernel.rules import Actor
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

MOST = 40  # the rest is scored in the first night
# whom, who judges, at what, since how many days, why
JUDGED = (
    ("jv", "MK", 60, 6, "He answers, but he keeps his distance since the road works"),
    ("en", "DV", 45, 12, "She speaks for the neighbours, and they are tired of us"),
    ("ra", "DV", 80, 20, "Open and quick, also when we disagree"),
)


def judged(cast: Cast, at: datetime) -> list[Step]:
    return [
        (at - ago * DAY, _judgement(cast, key, who, value, note))
        for key, who, value, ago, note in JUDGED
    ]


def _judgement(
    cast: Cast, key: str, who: str, value: int, note: str
) -> Callable[[datetime], object]:
    def act(moment: datetime) -> object:
        return health.judge(
            by=cast.people[who], party=cast.known[key], value=value, note=note, at=moment
        )

    return act


def scored(*, by: Actor, at: datetime) -> None:
    """Compute scores as the nightly job does, with those of the weeks before."""
    health.keep_scores(by=by, parties=most_talked(MOST), at=at)
