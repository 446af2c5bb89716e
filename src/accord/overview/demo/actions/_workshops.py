"""One workshop of the past, in which three colleagues and two guests placed who matters."""

from collections.abc import Callable
from datetime import datetime, timedelta

from accord.features.initiatives.queries import stakes_of
from accord.features.workshops import actions, queries
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

LAID_OUT = 6
GUESTS = ("Marta", "Piotr", "Liis", "Henna from the council", "Rein")
MINUTE = timedelta(minutes=1)


def workshops(cast: Cast, at: datetime) -> list[Step]:
    """Say when it was held, and what came of it."""
    return [(at - 65 * DAY, _held(cast))]


def _held(cast: Cast) -> Callable[[datetime], object]:
    def hold(moment: datetime) -> None:
        of = cast.initiatives[0]
        stakes = list(stakes_of(cast.by, of, moment)[:LAID_OUT])
        held = actions.open_workshop(
            by=cast.by, initiative=of, title="Who decides at Hollin", stakes=stakes, at=moment,
            closes_at=moment + 60 * MINUTE,
        )  # fmt: skip
        for place, name in enumerate(GUESTS):
            guest = actions.join(by=cast.by, workshop=held, name=name, at=moment)
            for number, card in enumerate(queries.cards_of(held)):
                power, interest = 20 + 10 * ((number + place // 2) % 4), 30 + 10 * (number % 3)
                actions.put(
                    by=cast.by, guest=guest, card=card, power=power, interest=interest, at=moment
                )
        actions.show_workshop(by=cast.by, workshop=held, at=moment + 40 * MINUTE)

    return hold
