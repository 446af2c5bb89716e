"""Stakes in initiatives, what was said of them, and blind rounds."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from accord.features.initiatives.states import Level, Participation, Quadrant, Stance, Way
from accord.overview.api.forms import _shapes as s


def _or_empty(choices: type[Level | Participation | Quadrant | Way]) -> object:
    return s.written_out(choices, with_empty=True)


Score = Annotated[
    float, Field(ge=1, le=5, allow_inf_nan=False, description="From 1 to 5, in tenths")
]
LevelOrNone = Annotated[str, _or_empty(Level)]
SayOrNone = Annotated[str, _or_empty(Participation)]
FieldOrNone = Annotated[str, _or_empty(Quadrant)]
WayOrNone = Annotated[str, _or_empty(Way)]


class StakesAsked(s.Asked):
    initiative: s.T20 = ""
    party: s.T20 = ""
    owner_id: s.AskedKey | None = None
    is_ended: bool | None = None


class StakeDetails(s.Given):
    role: s.T200 = ""
    owner_id: s.Key | None = None
    wanted: s.T20 = ""
    wanted_by: s.Day | None = None
    participation: s.T20 = ""
    evidence: s.Text = ""


class StakesGiven(StakeDetails):
    """Who has a stake; whoever has one already keeps it as it is."""

    initiative: s.T20
    parties: Annotated[list[s.T20], Field(min_length=1, max_length=200)]


class StakeChanged(StakeDetails):
    """Only what is named is written."""

    version: s.Version | None = None


class StakeEnded(s.Given):
    reason: s.T300 = ""


class ScoresTold(s.Told):
    power: float | None
    interest: float | None
    influence: float | None
    impact: float | None
    legitimacy: float | None
    urgency: float | None
    attitude: float | None
    engagement: LevelOrNone


class RedLineGiven(s.Given):
    issue: s.T120
    stance: Stance = Stance.CONDITIONAL
    words: s.T300 = ""


class RedLineTold(s.Told):
    id: int
    issue: str
    stance: Stance
    words: str
    version: int


class StakeTold(s.Told):
    """``now`` is what counts of all that was said; ``disagrees`` where assessors are far apart."""

    id: int
    initiative: s.PartyRef
    party: s.PartyRef
    role: str
    owner: s.Named | None
    wanted: LevelOrNone
    wanted_by: date | None
    participation: SayOrNone
    evidence: str
    now: ScoresTold
    disagrees: bool
    assessed_at: datetime | None
    added_at: datetime
    ended_at: datetime | None
    red_lines: list[RedLineTold]
    version: int


class StakesTold(s.Told):
    items: list[StakeTold]
    next: str


class AssessmentGiven(s.Given):
    """Any of the scores, the level, or both; with ``round_id`` it stays blind until shown."""

    power: Score | None = None
    interest: Score | None = None
    influence: Score | None = None
    impact: Score | None = None
    legitimacy: Score | None = None
    urgency: Score | None = None
    attitude: Score | None = None
    engagement: s.T20 = ""
    reason: s.T300 = ""
    round_id: s.Key | None = None


class AssessmentTold(ScoresTold):
    id: int
    assessor: s.Named
    at: datetime
    reason: str
    round_id: int | None


class RoundGiven(s.Given):
    title: s.T200


class RoundTold(s.Told):
    id: int
    title: str
    opened_at: datetime
    shown_at: datetime | None
    version: int


class StandingsAsked(s.Given):
    at: s.AskedMoment | None = None


class StandingTold(ScoresTold):
    """Where a stake stood at a moment: its field on the map, and the way to the level wanted."""

    stake_id: int
    party: s.PartyRef
    assessors: int
    disagreeing: list[str]
    quadrant: FieldOrNone
    wanted: LevelOrNone
    way: WayOrNone
    steps: list[str]
