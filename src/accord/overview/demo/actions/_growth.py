"""Two who grow: Piotr towards level 4, Anneli towards level 6, with records of their own."""

from collections.abc import Callable
from datetime import date, datetime

from accord.features.growth import actions, queries
from accord.features.growth.models import Profile
from accord.features.growth.states import RESPONSIBILITIES
from accord.foundation.accounts.models import User
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

# responsibility, claim, reflection, days ago, what became of it, the answer
Item = tuple[str, str, str, int, str, str]
PIOTR: tuple[Item, ...] = (
    ("carry_out_plans", "Kept the weekly call with Chen Mei through the whole shipment",
     "Ten minutes each Monday saved us two crises. I prepare three questions, never more.",
     64, "accepted", "I sat in twice. Short, prepared, and nothing was left open."),
    ("carry_out_plans", "Worked off every step of the haul road plan in spring",
     "Two steps were mine only by name. I ask now who really does them.",
     41, "accepted", "The list is clean, and you said openly what was not yours."),
    ("carry_out_plans", "Told the fire station before each closing of the road",
     "A call two days before is worth more than a letter two weeks before.",
     12, "offered", ""),
    ("deal_with_problems", "Found why the turbine papers came late, and had the form changed",
     "I first asked who was to blame. The form was.",
     33, "returned", "Good, but say what came of the new form: were the next papers in time?"),
    ("develop_relationships", "Brought the supplier and the site crew to one table",
     "They had written to each other for a year and never met.",
     20, "accepted", "The crew tells me the same. Well done."),
    ("spread_information", "Wrote one page on what suppliers need to know about the dam",
     "", 5, "draft", ""),
)  # fmt: skip
ANNELI: tuple[Item, ...] = (
    ("lead_strategies_and_plans", "Led the plan with the dairy through its third review",
     "A plan lives when somebody on the other side owns half of it.",
     88, "accepted", "Teodor quotes the plan in meetings. That says it."),
    ("negotiate_to_needs_and_agreements", "Agreed on a price for the pipe after five months",
     "The price was never the point; the summers were.",
     80, "accepted", "You moved us too, and told us so beforehand."),
    ("facilitate_between_stakeholders", "Put farmers and anglers on the same side of the table",
     "I let each speak for the other first.",
     9, "offered", ""),
)  # fmt: skip
SELF = {
    "PZ": (("carry_out_plans", "with-help", 150, "Marta looks over my week"),
           ("carry_out_plans", "alone", 30, ""), ("deal_with_problems", "with-help", 30, ""),
           ("spread_information", "not-yet", 30, "I keep too much in my head")),
    "AS": (("lead_strategies_and_plans", "helps", 60, ""),
           ("negotiate_to_needs_and_agreements", "alone", 60, "")),
}  # fmt: skip
STATED = {
    "PZ": (("autonomy", "I plan my own week. I ask before I promise anything with a price."),
           ("complexity", "Eleven suppliers in four languages, one road, two seasons.")),
    "AS": (("influence", "I speak for us before the Inspectorate and the dairy's board."),),
}  # fmt: skip
# words, days ago that it was due, with whom, done days ago, effect
STEPS = {
    "PZ": (("Sit in on two talks of Marta's", 90, "Marta", 85,
            "I stopped filling every silence. In the next three talks I heard more than I said."),
           ("Lead the next meeting with the residents", -16, "Dmitri", None, "")),
    "AS": (("Learn to mediate: two days in Tallinn", 40, "", 38, ""),),
}  # fmt: skip
LEVELS = {"PZ": (4, PIOTR, "MK", "AS"), "AS": (6, ANNELI, "ES", "ES")}


def growth(cast: Cast, at: datetime) -> list[Step]:
    """Say when each began, stepped, claimed and was answered."""
    steps: list[Step] = []
    for key, (level, items, mentor, assessor) in LEVELS.items():
        tale = _Tale(cast, key, level, mentor, assessor)
        steps.append((at - 160 * DAY, tale.begin))
        steps += [(at - said[2] * DAY, tale.assess(*said[:2], said[3])) for said in SELF[key]]
        steps += [(at - 28 * DAY, tale.state(*said)) for said in STATED[key]]
        steps += [(at - 100 * DAY, tale.plan(step, at.date())) for step in STEPS[key]]
        steps += [(at - one[3] * DAY, tale.claim(one)) for one in items]
    judged = "Plans and talks are in good hands. Write down what you know, and I say yes in spring."
    steps.append((at - 4 * DAY, lambda moment: actions.judge(
        by=cast.people["AS"], profile=_profile(cast.people["PZ"]), verdict="not-yet",
        reasons=judged, at=moment,
    )))  # fmt: skip
    return steps


def _profile(person: User) -> Profile:
    return Profile.objects.select_related("person").get(person=person)


class _Tale:
    """One person of the cast who grows, and the two who accompany them."""

    def __init__(self, cast: Cast, key: str, level: int, mentor: str, assessor: str) -> None:
        self.me, self.level = cast.people[key], level
        self.mentor, self.assessor = cast.people[mentor], cast.people[assessor]

    def begin(self, moment: datetime) -> None:
        made = actions.aim(by=self.me, level=self.level, at=moment)
        for who, part in ((self.mentor, "mentor"), (self.assessor, "assessor")):
            actions.name_companion(by=self.me, profile=made, person=who, part=part, at=moment)

    def assess(self, key: str, grade: str, note: str) -> Callable[[datetime], object]:
        return lambda moment: actions.assess_self(
            by=self.me, profile=_profile(self.me), key=key, grade=grade, note=note, at=moment
        )

    def state(self, name: str, words: str) -> Callable[[datetime], object]:
        return lambda moment: actions.state(
            by=self.me, profile=_profile(self.me), attribute=name, words=words, at=moment
        )

    def plan(
        self, step: tuple[str, int, str, int | None, str], today: date
    ) -> Callable[[datetime], object]:
        words, due, company, done, effect = step

        def act(moment: datetime) -> None:
            details = actions.StepDetails(words, today - due * DAY, company)
            made = actions.plan_step(
                by=self.me, profile=_profile(self.me), details=details, at=moment
            )
            if done is not None:
                day = today - done * DAY
                actions.finish_step(
                    by=self.me, step=made, done_date=day, effect=effect,
                    at=moment + (100 - done) * DAY,
                )  # fmt: skip

        return act

    def claim(self, one: Item) -> Callable[[datetime], object]:
        key, words, reflection, _ago, becomes, answer = one

        def act(moment: datetime) -> None:
            facts = (*RESPONSIBILITIES[key].facts, "talks_recorded")
            found = queries.suggested(self.me, facts, moment, each=2)[:4]
            details = actions.ItemDetails(
                key, words, moment.date(), reflection, [record.ref for record in found]
            )
            made = actions.add_item(
                by=self.me, profile=_profile(self.me), details=details, at=moment
            )
            if becomes == "draft" or not found:
                return
            actions.offer_item(by=self.me, item=made, assessor=self.assessor, at=moment)
            if answer:
                actions.answer_item(
                    by=self.assessor, item=made, is_accepted=becomes == "accepted",
                    words=answer, at=moment,
                )  # fmt: skip

        return act
