"""What could not be settled below: one that climbed to the top and was answered, one that waits."""

from collections.abc import Callable
from datetime import datetime, timedelta

from accord.features.escalations import actions
from accord.features.escalations.models import Escalation
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

# who, the step, hours to decide
LADDER = (("MK", 5, 48), ("AS", 6, 24), ("ES", 7, 72))
PRICE = actions.Bundle(
    "Who pays for the pipe from the spillway?",
    "The dairy wants the pipe a year earlier than our budget has it. Twice nobody could say yes.",
    "Marta offered half of it; their board said no.",
    "All of it from us, and a price that holds until 2032.",
)
DRILLING = actions.Bundle(
    "May drilling stop from noon in the week of the exams?",
    "The school has exams from Monday. The contractor counts each hour from noon as a standstill.",
    "Later shifts were tried in spring and did not reach the noise limit.",
    "Quiet from noon, five days.",
)


def escalated(cast: Cast, at: datetime) -> list[Step]:
    """Say when each was raised, when it climbed, what was decided."""
    made: list[Escalation] = []

    def ladder(moment: datetime) -> None:
        for key, level, hours in LADDER:
            actions.set_step(
                by=cast.by, person=cast.people[key], level=level, hours=hours, at=moment
            )

    def price(moment: datetime) -> None:
        whom = cast.organisations["tl"]
        made.append(
            actions.raise_escalation(by=cast.people["DV"], party=whom, bundle=PRICE, at=moment)
        )

    began = at - 150 * DAY
    return [
        (began - DAY, ladder),
        (began, price),
        (began + timedelta(hours=49), _late),
        (began + timedelta(hours=74), _late),
        (began + 4 * DAY, _decided(cast, made)),
        (began + 5 * DAY, _answered(cast, made)),
        (at - timedelta(hours=20), _drilling(cast)),
    ]


def _late(moment: datetime) -> None:
    actions.climb_overdue(by=SYSTEM, at=moment)


def _decided(cast: Cast, made: list[Escalation]) -> Callable[[datetime], object]:
    words = "We pay, from next year’s budget; the price holds until 2030."
    return lambda moment: actions.decide(
        by=cast.people["ES"], escalation=made[0], words=words, at=moment
    )


def _answered(cast: Cast, made: list[Escalation]) -> Callable[[datetime], object]:
    words = "Elena called Teodor and sent the letter the same day. He can live with 2030."
    return lambda moment: actions.answer(
        by=cast.people["MK"], escalation=made[0], words=words, at=moment
    )


def _drilling(cast: Cast) -> Callable[[datetime], object]:
    return lambda moment: actions.raise_escalation(
        by=cast.people["DV"], party=cast.known["lr"], bundle=DRILLING, at=moment
    )
