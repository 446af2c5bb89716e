"""How the dam is talked about: a plan that is carried out, and one that is still a draft."""

from datetime import datetime, timedelta
from decimal import Decimal

from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.initiatives.queries import objectives_of
from accord.features.strategies import actions
from accord.features.strategies.models import Activity
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

PURPOSE = (
    "Those who live below the dam know what is built and when, are heard before it is decided, "
    "and see what their words changed."
)
RESEARCH = (
    "From the talks of last autumn: noise at night matters more than the road; farmers want one "
    "number to call; the regulator wants to hear of trouble from us, not from the newspaper."
)
# objective, by what it is seen
OBJECTIVES = (
    ("Nobody near the works is surprised by noise or a closed road", "told two weeks before"),
    ("The regulator hears of trouble from us first", "no topic that came as a surprise"),
    ("Farmers agree on how much water goes where in a dry summer", "signed by both sides"),
)
# objective, title, channel, days between, say, message, feedback, whom, cost, spent
ACTIVITIES = (
    (0, "Walk along the works", "visit", 45, "involve",
     "What comes next month, which nights are loud, whom to call.",
     "Cards at the end of the walk", ("hw", "lr", "ra"), "2400", "1150"),
    (1, "Meeting with minutes", "meeting", 60, "consult",
     "How far the works are, what worries us, what we ask.",
     "Minutes agreed by both sides", ("ip", "kt"), "600", "300"),
    (2, "Call: how the season looks", "call", 30, "collaborate",
     "Level of the reservoir, what we expect of the summer.", "", ("jv", "en", "tl"), None, None),
)  # fmt: skip
DELIVERABLES = ((0, "Map of the works with the loud nights", -30, True),
                (1, "Report of the quarter", 21, False))  # fmt: skip


def strategies(cast: Cast, at: datetime) -> list[Step]:
    """Draft and approve the plan of the dam half a year ago; what was said since fulfils it."""
    started = at - 150 * DAY

    def open_(moment: datetime) -> None:
        details = actions.StrategyDetails(
            "Heard before it is decided", cast.people["AS"].pk, moment.date(),
            (at + 200 * DAY).date(), PURPOSE, RESEARCH, cast.initiatives[0].pk,
            budget=Decimal(12000), risk="medium",
            risk_words="A wet autumn moves the loud nights, and the letters come too late.",
        )  # fmt: skip
        made = actions.add_strategy(by=cast.by, details=details, at=moment)
        wanted = list(objectives_of(cast.initiatives[0]))
        aims = [
            actions.add_objective(
                by=cast.by,
                strategy=made,
                at=moment,
                details=actions.ObjectiveDetails(*words, serves=wanted[number]),
            )
            for words, number in zip(OBJECTIVES, (2, 0, 1), strict=True)
        ]
        actions.approve_strategy(by=cast.by, strategy=made, at=moment)
        going: list[Activity] = []
        for aim, title, channel, days, say, message, feedback, whom, cost, spent in ACTIVITIES:
            what = actions.ActivityDetails(
                title, moment.date(), made.until_date, channel, participation=say,
                rhythm_days=days, message=message, feedback=feedback,
                cost=Decimal(cost) if cost else None, spent=Decimal(spent) if spent else None,
            )  # fmt: skip
            parties = [cast.known[key] for key in whom]
            going.append(
                actions.add_activity(
                    by=cast.by, objective=aims[aim], details=what, at=moment, parties=parties
                )
            )
            actions.start_activity(by=cast.by, activity=going[-1], at=moment)
        for number, words, days, is_there in DELIVERABLES:
            due = (at + days * DAY).date()
            paper = actions.add_deliverable(
                by=cast.by, activity=going[number], words=words, due_on=due, at=moment
            )
            if is_there:
                actions.settle_deliverable(
                    by=cast.by, deliverable=paper, state="delivered", on=due - timedelta(days=2),
                    note="On the notice boards of the three villages", at=moment,
                )  # fmt: skip

    def draft(moment: datetime) -> None:
        details = actions.StrategyDetails(
            "The haul road without surprises", cast.people["MK"].pk, (at + 20 * DAY).date(),
            (at + 140 * DAY).date(), initiative_id=cast.initiatives[1].pk, risk="low",
        )  # fmt: skip
        actions.plan_from_template(by=cast.by, details=details, template="works", at=moment)

    return [(started, open_), (at - 6 * DAY, draft)]


def touched(cast: Cast, at: datetime) -> list[Step]:
    """Let the talks told so far close the contacts that were planned."""

    def close(moment: datetime) -> None:
        talks = talks_visible_to(cast.by).filter(at__gte=at - 150 * DAY).order_by("at", "pk")
        for talk in talks.prefetch_related("participations"):
            parties = [one.party_id for one in talk.participations.all()]
            actions.close_touches(by=cast.by, talk=talk, parties=parties, at=moment)

    return [(at, close)]
