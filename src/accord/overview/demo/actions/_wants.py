"""Two segments that matter to the utility's strategy, and what they want."""

from collections.abc import Callable
from datetime import datetime

from accord.features.needs.actions import confirm_need, hear_need, judge_need
from accord.features.needs.models import Need
from accord.features.stakeholders.queries import segments
from accord.features.wants import actions
from accord.features.wants.models import Focus, Want
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

# days ago, words, kind, how we know, state, days ago that it was confirmed
HEARD = (
    (500, "Hay sold before the road is closed", "goal", "themselves", "in-part", None),
    (470, "Lorries wait while cattle cross", "requirement", "themselves", "met", 40),
    (440, "A second cut of the lower meadow", "goal", "others", "not-met", None),
    (410, "Water for the stables in dry summers", "requirement", "themselves", "not-met", 75),
    (390, "The barn insured against blasting", "requirement", "assumed", "not-met", None),
    (320, "Hand the farm on to the children", "goal", "others", "not-met", None),
    (240, "Paid for what the dust spoils", "requirement", "themselves", "in-part", 20),
    (130, "A map of the works each month", "need", "themselves", "met", None),
    (45, "Grazing on the dam’s slopes", "goal", "themselves", "not-met", None),
)
FARMERS = "They hold the land on both sides of the haul road"
# days ago, words, kind, where it was said, how we know; each takes the place of the one above it
SAID = (
    (188, "Be paid for lost hay", "requirement", "Assembly of the co-op", "themselves"),
    (60, "Farm on through the works, not be paid for giving up", "goal",
     "Survey of the co-op, 31 answers", "themselves"),
)  # fmt: skip
MORE = (
    (180, "Know a week ahead which gate is closed", "requirement", "Talks at the gate", "others"),
    (175, "Keep the young on the farms", "goal", "County’s study of the valley", "assumed"),
)
WARNED = "Whoever lives within 400 m of a blast can stop it"
SLEEP = (110, "Never be surprised by a blast", "requirement", "Round of calls in May", "themselves")


def wanted(cast: Cast, at: datetime) -> list[Step]:
    """Say when the segments were marked, and what was heard of them and of their members."""
    found: dict[str, Focus] = {}
    stated: dict[str, Want] = {}

    def mark(name: str, owner: str, reason: str, months: int) -> Callable[[datetime], object]:
        def act(moment: datetime) -> None:
            details = actions.FocusDetails(cast.people[owner].pk, reason, months)
            found[name] = actions.focus_on(
                by=cast.by, segment=segments().get(name=name), details=details, at=moment
            )

        return act

    def said(name: str, *words: str, after: bool = False) -> Callable[[datetime], object]:
        """Say what they want; ``after`` the first one, in its place."""

        def act(moment: datetime) -> None:
            older = stated.get(name) if after else None
            made = actions.state_want(
                by=cast.people["MK"], focus=found[name], details=_details(*words), at=moment,
                replaces=older,
            )  # fmt: skip
            stated.setdefault(name, made)

        return act

    return [
        *_heard(cast, at),
        (at - 195 * DAY, mark("Farmers", "MK", FARMERS, 6)),
        (at - 115 * DAY, mark("Blast warnings", "DV", WARNED, 12)),
        *(
            (at - ago * DAY, said("Farmers", *words, after=number > 0))
            for number, (ago, *words) in enumerate(SAID)
        ),
        *((at - ago * DAY, said("Farmers", *words)) for ago, *words in MORE),
        (at - SLEEP[0] * DAY, said("Blast warnings", *SLEEP[1:])),
    ]


def _details(words: str, kind: str, source: str, confidence: str) -> actions.WantDetails:
    return actions.WantDetails(words, source, kind, confidence)


def _heard(cast: Cast, at: datetime) -> list[Step]:
    """Let farms of the crowd say what they want, and some of it be confirmed since."""
    made: dict[int, Need] = {}

    def heard(number: int) -> Callable[[datetime], object]:
        def act(moment: datetime) -> None:
            _ago, words, kind, how, state, _again = HEARD[number]
            farmers = cast.categories["Farmers"].pk
            farms = [one for one in cast.crowd if one.category_id == farmers]
            party = farms[number % len(farms)] if farms else cast.known["en"]
            made[number] = hear_need(
                by=cast.by, party=party, words=words, kind=kind, confidence=how, at=moment
            )
            if state != "not-met":
                judge_need(by=cast.by, need=made[number], state=state, at=moment)

        return act

    def confirmed(number: int) -> Callable[[datetime], object]:
        return lambda moment: confirm_need(by=cast.by, need=made[number], at=moment)

    again = [(one[-1], number) for number, one in enumerate(HEARD) if one[-1] is not None]
    return [
        *((at - one[0] * DAY, heard(number)) for number, one in enumerate(HEARD)),
        *((at - ago * DAY, confirmed(number)) for ago, number in again),
    ]
