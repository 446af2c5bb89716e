"""Trade-offs, key plans, and the vision with its aims."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from accord.features.tradeoffs.states import How
from accord.overview.api.forms import _shapes as s

T4000 = Annotated[s.Text, Field(max_length=4000)]
Effect = Annotated[int, Field(ge=-2, le=2, strict=True)]
Year = Annotated[int, Field(ge=2000, le=2200, strict=True)]
ReviewDays = Annotated[int, Field(ge=7, le=730, strict=True)]
OneToFive = Annotated[int, Field(ge=1, le=5, strict=True)]
TellingHow = Annotated[How, s.written_out(How)]
GoalState = Literal["open", "reached", "missed", "dropped"]


class TradeOffGiven(s.Given):
    title: s.T200
    question: T4000 = ""
    initiative: s.T20 = ""


class DemandGiven(s.Given):
    party: s.T20
    words: s.T300


class OptionGiven(s.Given):
    words: s.T200


class BearingGiven(s.Given):
    """How an option bears on a demand, from -2 (loses much) to 2 (gains much)."""

    option_id: s.Key
    demand_id: s.Key
    effect: Effect


class CriterionGiven(s.Given):
    """`weight` says from 1 to 5 how much it counts."""

    words: s.T200
    weight: OneToFive = 3


class MeritGiven(s.Given):
    """How well an option meets a criterion, from 1 (hardly) to 5 (fully)."""

    option_id: s.Key
    criterion_id: s.Key
    value: OneToFive


class DecisionGiven(s.Given):
    option_id: s.Key
    grounds: T4000


class BearingTold(s.Told):
    option_id: int
    effect: int


class DemandTold(s.Told):
    id: int
    party: s.PartyRef
    words: str
    bearings: list[BearingTold]


class MeritTold(s.Told):
    option_id: int
    value: int


class CriterionTold(s.Told):
    """Where `turns` is true, another option would be highest if it counted half."""

    id: int
    words: str
    weight: int
    merits: list[MeritTold]
    turns: bool


class OptionTold(s.Told):
    """`gain` and `lose` count the demands that you may see; of `unsaid` nobody said."""

    id: int
    words: str
    is_chosen: bool
    gain: int
    lose: int
    unsaid: int


class TradeOffRow(s.Told):
    ref: str
    title: str
    question: str
    initiative: str
    opened_at: datetime
    decided_at: datetime | None
    decided_by: s.Named | None
    grounds: str
    version: int


class ToldGiven(s.Given):
    """Who was told of the decision, how, and how they took it."""

    party: s.T20
    how: TellingHow
    words: Annotated[str, Field(max_length=500)] = ""


class ToldTold(s.Told):
    party: s.PartyRef
    told_at: datetime | None
    how: str
    words: str


class TradeOffTold(TradeOffRow):
    """`told` names those concerned once it is decided; `told_at` is null for who still waits."""

    options: list[OptionTold]
    demands: list[DemandTold]
    criteria: list[CriterionTold]
    hidden_count: int
    told: list[ToldTold]
    untold_count: int


class TradeOffsTold(s.Told):
    items: list[TradeOffRow]
    next: str


class PlanGiven(s.Given):
    """``counterpart`` is the reference of a person who stands for it on the other side."""

    party: s.T20
    ambition: T4000
    owner_id: s.Key
    from_date: s.Day
    until_date: s.Day
    gain: T4000 = ""
    sponsor_id: s.Key | None = None
    counterpart: s.T20 = ""
    review_days: ReviewDays = 90


class GoalGiven(s.Given):
    year: Year
    words: s.T300
    measure: s.T200 = ""


class GoalSettled(s.Given):
    state: GoalState
    note: s.T300 = ""


class ReviewGiven(s.Given):
    words: T4000
    is_on_course: s.Flag


class PlanEnded(s.Given):
    outcome: T4000


class GoalTold(s.Told):
    id: int
    year: int
    words: str
    measure: str
    state: str
    settled_at: datetime | None
    note: str


class ReviewTold(s.Told):
    at: datetime
    by: s.Named | None
    words: str
    is_on_course: bool


class PlanRow(s.Told):
    ref: str
    party: s.PartyRef
    ambition: str
    gain: str
    owner: s.Named | None
    sponsor: s.Named | None
    from_date: date
    until_date: date
    review_days: int
    review_at: datetime
    ended_at: datetime | None
    outcome: str
    version: int


class PlanTold(PlanRow):
    """`counterpart` is null where there is none, or none that you may see."""

    counterpart: s.PartyRef | None
    goals: list[GoalTold]
    reviews: list[ReviewTold]


class PlansTold(s.Told):
    items: list[PlanRow]
    next: str
