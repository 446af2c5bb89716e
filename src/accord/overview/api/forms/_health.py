"""How relationships fare, and the seats of initiatives."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from accord.overview.api.forms import _shapes as s

Score = Annotated[int, Field(ge=0, le=100, strict=True)]


class WeekTold(s.Told):
    """`value` is null where the score of the week rests on too little."""

    week: date
    value: float | None


class ScoreTold(s.Told):
    """One number of 0 to 100 and what it is made of; `band` is empty where too little is known."""

    at: datetime
    value: float | None
    band: str
    is_enough: bool
    coverage: float
    talks_count: int
    components: dict[str, float | None]
    lost: dict[str, float]
    rhythm_days: int
    rhythm_from: str
    month_change: float | None
    week_change: float | None
    move: str
    method: str
    method_version: str


class HealthTold(s.Told):
    """`score` is null where nothing has been computed yet."""

    party: s.PartyRef
    score: ScoreTold | None
    weeks: list[WeekTold]


class ScoreGiven(s.Given):
    """More than 20 points off the computed score, `note` says why."""

    value: Score
    note: s.T500 = ""


class JudgementTold(s.Told):
    id: int
    at: datetime
    by: s.Named | None
    value: int
    computed: float | None
    note: str


class SeatTold(s.Told):
    """A stake; `gaps` are of unowned, unplanned, silent, single."""

    stake_id: int
    party: s.PartyRef
    category: s.Named | None
    owner: s.Named | None
    gaps: list[str]
    silent_days: int


class CoverageTold(s.Told):
    """`empty` are the required categories of which nobody has a stake."""

    initiative: str
    required: list[s.Named]
    empty: list[s.Named]
    seats: list[SeatTold]
    hidden_count: int
