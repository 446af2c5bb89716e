"""How the house communicates: a version in force, the next as a draft, a sample read by two."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.standards import actions
from accord.features.standards.states import Line
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

PRINCIPLES = (
    "Everybody has one person to turn to. We answer in the language we were asked in, in plain "
    "words. What we don’t know we say, with a day by which we will."
)
# days ago, who, channel, direction, words
PASSED = (
    (41, "hw", "mail", "in", "When do the lorries stop driving through the village?"),
    (39, "hw", "mail", "out", "From 4 pm on, and not at all on Sundays. The plan is attached."),
    (33, "lr", "mail", "in", "Is the footpath past the school open during the works?"),
    (24, "lr", "mail", "out", "Yes, with a fence. Sorry that it took us so long."),
    (20, "lr", "call", "in", "Asked who clears the mud from the road."),
    (19.8, "lr", "call", "out", "Called back: the contractor does, every evening."),
    (19.5, "lr", "message", "out", "By chat: the footpath opens on Monday."),
)
CHANNELS = (("mail", 3, 20, "MK"), ("call", 1, 10, "DV"), ("letter", 10, 45, "GO"))


def standards(cast: Cast, at: datetime) -> list[Step]:
    lead, writer = cast.people["AS"], cast.people["MK"]

    def lay_down(moment: datetime) -> None:
        process = actions.draft_process(
            by=writer, principles=PRINCIPLES, weekly_hours=Decimal(60), owner=lead, at=moment
        )
        for channel, days, minutes, who in CHANNELS:
            details = actions.StandardDetails(channel, days, cast.people[who].pk, minutes)
            actions.set_standard(by=writer, process=process, details=details, at=moment)
        reason = "Dmitri gets ten hours more from next month"
        actions.approve_process(by=lead, process=process, reason=reason, at=moment)

    def draw(moment: datetime) -> None:
        sample = actions.draw_sample(
            by=lead, from_date=(moment - 60 * DAY).date(), until_date=moment.date(), size=8,
            seed=2611, at=moment,
        )  # fmt: skip
        marks = dict.fromkeys(Line.values, "yes")
        for number, ref in enumerate(sample.refs[:5]):
            first = {**marks, "next": "no"} if number % 2 else marks
            second = {**first, "plain": "no"} if number == 1 else first
            actions.review(by=lead, sample=sample, ref=ref, marks=first, at=moment)
            actions.review(by=writer, sample=sample, ref=ref, marks=second, at=moment)

    def passed(who: str, channel: str, direction: str, words: str) -> Callable[[datetime], None]:
        def talk(moment: datetime) -> None:
            details = TalkDetails(
                words, channel=channel, direction=direction,
                initiative_id=cast.initiatives[0].pk,
            )  # fmt: skip
            log_interaction(by=writer, parties=[cast.known[who]], details=details, at=moment)

        return talk

    exchanged = [
        (at - days * DAY, passed(who, channel, direction, words))
        for days, who, channel, direction, words in PASSED
    ]
    return [(at - 150 * DAY, lay_down), *exchanged, (at - 3 * DAY, draw)]
