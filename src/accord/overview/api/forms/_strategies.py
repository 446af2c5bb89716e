"""Strategies, their activities and the contacts they plan."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from accord.features.engagement.states import Channel
from accord.features.initiatives.states import Participation
from accord.features.strategies.states import MOST_RHYTHM, DeliverableState, ObjectiveState, Risk
from accord.overview.api.forms import _shapes as s

T4000 = Annotated[str, Field(max_length=4000)]
Money = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
Rhythm = Annotated[int, Field(ge=1, le=MOST_RHYTHM)]
RiskGiven = Annotated[Risk | Literal[""], s.written_out(Risk, with_empty=True)]
Way = Annotated[Channel, s.written_out(Channel)]
Say = Annotated[Participation | Literal[""], s.written_out(Participation, with_empty=True)]


class StrategyGiven(s.Given):
    """A draft; `initiative` is a reference, empty for the whole house."""

    name: s.T200
    owner_id: s.Key
    from_date: s.Day
    until_date: s.Day
    purpose: T4000 = ""
    research: Annotated[str, Field(max_length=8000)] = ""
    initiative: s.T20 = ""
    budget: Money | None = None
    risk: RiskGiven = ""
    risk_words: s.T300 = ""


class ObjectiveGiven(s.Given):
    words: s.T300
    measure: s.T200 = ""


class ActivityGiven(s.Given):
    """`parties` are references; without `rhythm_days` everybody is touched once."""

    objective_id: s.Key
    title: s.T200
    from_date: s.Day
    until_date: s.Day
    channel: Way = Channel.MEETING
    participation: Say = ""
    rhythm_days: Rhythm | None = None
    message: s.T500 = ""
    feedback: s.T200 = ""
    owner_id: s.Key | None = None
    segment_id: s.Key | None = None
    cost: Money | None = None
    parties: Annotated[list[s.T20], Field(max_length=500)] = []


class StrategyChanged(s.Given):
    """Only what is named is written."""

    name: s.T200 = ""
    owner_id: s.Key | None = None
    from_date: s.Day | None = None
    until_date: s.Day | None = None
    purpose: T4000 = ""
    research: Annotated[str, Field(max_length=8000)] = ""
    budget: Money | None = None
    risk: RiskGiven = ""
    risk_words: s.T300 = ""
    version: s.VersionRead = None


class StrategyEnded(s.Given):
    outcome: T4000


class ObjectiveSettled(s.Given):
    state: Annotated[ObjectiveState, s.written_out(ObjectiveState)]
    note: s.T300 = ""


class ActivityStopped(s.Given):
    reason: s.T300


class ActivityAddressed(s.Given):
    parties: Annotated[list[s.T20], Field(min_length=1, max_length=500)]


class DeliverableGiven(s.Given):
    words: s.T300
    due_on: s.Day


class DeliverableSettled(s.Given):
    state: Annotated[DeliverableState, s.written_out(DeliverableState)]
    note: s.T300 = ""


class TouchMoved(s.Given):
    due_on: s.Day
    reason: s.T300


class TouchDropped(s.Given):
    reason: s.T300


class TouchClosed(s.Given):
    on: s.Day
    words: s.T300


class TouchesAsked(s.Asked):
    """`mine` asks for those that you do."""

    mine: bool = False


class FiguresTold(s.Told):
    """Contacts that were due until today, and what became of them, of those you may see."""

    due: int
    in_time: int
    late: int
    overdue: int
    dropped: int
    moved: int
    ahead: int


class ObjectiveTold(s.Told):
    id: int
    words: str
    measure: str
    state: str
    note: str


class DeliverableTold(s.Told):
    id: int
    words: str
    due_on: date
    state: str
    settled_on: date | None
    note: str


class ActivityTold(s.Told):
    id: int
    objective_id: int
    title: str
    channel: str
    participation: str
    rhythm_days: int | None
    from_date: date
    until_date: date
    owner: s.Named | None
    segment_id: int | None
    message: str
    feedback: str
    cost: Decimal | None
    spent: Decimal | None
    state: str
    touches: FiguresTold
    deliverables: list[DeliverableTold]


class StrategyRow(s.Told):
    ref: str
    name: str
    initiative: str
    owner: s.Named | None
    from_date: date
    until_date: date
    state: str
    budget: Decimal | None
    risk: str
    approved_at: datetime | None
    ended_at: datetime | None
    version: int


class StrategyTold(StrategyRow):
    purpose: str
    research: str
    outcome: str
    objectives: list[ObjectiveTold]
    activities: list[ActivityTold]


class StrategiesTold(s.Told):
    items: list[StrategyRow]
    next: str


class TouchTold(s.Told):
    """`talk` is the reference of the talk that closed it."""

    id: int
    strategy: str
    activity_id: int
    activity: str
    party: s.PartyRef
    owner: s.Named | None
    planned_on: date
    due_on: date
    state: str
    closed_on: date | None
    talk: str
    reason: str
    version: int


class TouchesTold(s.Told):
    items: list[TouchTold]
    next: str
