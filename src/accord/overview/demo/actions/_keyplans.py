"""One relationship that is to grow over years, reviewed each quarter."""

from collections.abc import Callable
from datetime import date, datetime

from accord.features.keyplans import actions
from accord.features.keyplans.models import KeyPlan
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

AMBITION = (
    "The dairy builds its new plant in Hollin and takes its water from us until 2040; "
    "in a drought we agree together who gets how much."
)
GAIN = "They plan with a steady price and two supplies. We have a large client beside the dam."
# year as of the first, what is to be reached, by what it is seen, reached
GOALS = (
    (0, "A second tank for the mornings", "filled before six", True),
    (0, "One number to call, day and night", "answered within two minutes", True),
    (1, "A pipe of their own from the spillway", "pressure at the plant", False),
    (2, "An agreement for dry summers", "signed by both boards", False),
)
REVIEWS = (
    (270, "The tank is there. Teodor wants the pipe earlier than we can build it.", True),
    (180, "The price for the pipe is open since March; nobody on our side may say yes.", False),
    (92, "Anneli agreed on the price. The pipe is in next year’s budget.", True),
)


def keyplans(cast: Cast, at: datetime) -> list[Step]:
    """Say when it was opened, and what each review found."""
    plan: list[KeyPlan] = []

    def open_(moment: datetime) -> None:
        first = moment.year
        details = actions.PlanDetails(
            AMBITION, cast.people["MK"].pk, date(first, 1, 1), date(first + 3, 12, 31), GAIN,
            cast.people["AS"].pk, cast.known["tl"],
        )  # fmt: skip
        made = actions.open_plan(
            by=cast.by, party=cast.organisations["tl"], details=details, at=moment
        )
        for year, words, measure, is_reached in GOALS:
            goal = actions.GoalDetails(first + year, words, measure)
            added = actions.add_goal(by=cast.by, plan=made, details=goal, at=moment)
            if is_reached:
                actions.settle_goal(by=cast.by, goal=added, state="reached", at=moment + 80 * DAY)
        plan.append(made)

    return [
        (at - 360 * DAY, open_),
        *((at - ago * DAY, _reviewed(cast, plan, words, on)) for ago, words, on in REVIEWS),
    ]


def _reviewed(
    cast: Cast,
    plan: list[KeyPlan],
    words: str,
    is_on_course: bool,  # noqa: FBT001
) -> Callable[[datetime], object]:
    return lambda moment: actions.review_plan(
        by=cast.by, plan=plan[0], words=words, is_on_course=is_on_course, at=moment
    )
