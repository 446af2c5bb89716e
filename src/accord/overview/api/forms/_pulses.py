"""How it was for them, and whom to write to first."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from accord.features.pulses.states import MOST_QUESTIONS, QUESTIONS, State, Way
from accord.overview.api.forms import _shapes as s
from accord.overview.nudges.states import Why

PulseWay = Annotated[Way, s.written_out(Way)]
PulseState = Annotated[State, s.written_out(State)]
Step = Annotated[int, Field(ge=0, le=10)]


class PulsesAsked(s.Asked):
    """`owner_id` only of whom you may read; `initiative` and `strategy` are references."""

    state: PulseState | None = None
    owner_id: s.AskedKey | None = None
    initiative: s.T20 = ""
    strategy: s.T20 = ""


class PulseGiven(s.Given):
    """`about` is a talk with the party, or an escalation of its own that was settled."""

    party: s.T20
    about: s.T20
    way: PulseWay


class PulseAnswered(s.Given):
    """What they said in person: a step of the scale for each question."""

    scores: Annotated[dict[s.T20, Step], Field(max_length=MOST_QUESTIONS)] = {}
    words: Annotated[s.Text, Field(max_length=2000)] = ""
    is_last: s.Flag = False


class PulseRuleGiven(s.Given):
    questions: Annotated[list[s.T20], Field(min_length=1, max_length=len(QUESTIONS))]
    again_days: Annotated[int, Field(ge=1, le=730)]
    purpose_id: s.Key | None = None


class PulseRow(s.Told):
    """`owner` is null where you may not read whom of you it is about."""

    ref: str
    party: s.PartyRef
    about: str
    owner: s.Named | None
    initiative: str
    strategy: str
    way: str
    state: str
    asked_at: datetime
    answered_at: datetime | None
    questions: list[str]
    scores: dict[str, int]
    words: str
    is_last: bool
    version: int


class PulseTold(PulseRow):
    """`link` is their own; it is told only while somebody may still answer by it."""

    link: str


class PulsesTold(s.Told):
    items: list[PulseRow]
    next: str


class ShareTold(s.Told):
    """The share of the upper two steps; of fewer than five answers there is none."""

    question: str
    n: int
    share: float | None
    low: float | None
    high: float | None


class PulseGroupTold(s.Told):
    id: int | None
    name: str
    asked: int
    answered: int
    questions: list[ShareTold]


class PulseFiguresTold(s.Told):
    """A year of answers, all together and by strategy, initiative and owner."""

    since: datetime
    until: datetime
    whole: PulseGroupTold
    strategies: list[PulseGroupTold]
    initiatives: list[PulseGroupTold]
    owners: list[PulseGroupTold]


class PulseQuestionTold(s.Told):
    key: str
    words: str
    least: int
    most: int


class PulseRuleTold(s.Told):
    questions: list[str]
    again_days: int
    purpose: s.Named | None
    set_at: datetime | None
    known: list[PulseQuestionTold]


class NudgeSnoozed(s.Given):
    until: s.Day


class NudgeDismissed(s.Given):
    why: Annotated[Why, s.written_out(Why)]


class NudgeTold(s.Told):
    """Why to write first; `about` is the record behind it, `party` whom to write to."""

    key: str
    kind: str
    about: str
    reason: str
    party: s.PartyRef | None


class NudgeReplyTold(s.Told):
    """`letter` is the draft that was begun."""

    key: str
    state: str
    until: date | None
    why: str
    letter: str
