"""How relationships fare, and the seats of initiatives."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from accord.features.health.states import Move
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


class MovedAsked(s.Paged):
    move: Annotated[Move, s.written_out(Move)] | None = None


class MovedTold(s.Told):
    """Whose score or rhythm changed in a week; `change` is that of the score."""

    party: s.PartyRef
    value: float | None
    band: str
    move: str
    change: float | None
    at: datetime


class MovedListTold(s.Told):
    items: list[MovedTold]
    next: str


class KeyRelationsAsked(s.Given):
    whose: Literal["all", "mine"] = "all"


class KeyRelationTold(s.Told):
    """`promise` is what we promised them next; a score is null where too little is known."""

    party: s.PartyRef
    owner: s.Named | None
    value: float | None
    band: str
    month_change: float | None
    last_contact_at: datetime | None
    is_quiet: bool
    promise: str


class WarningGiven(s.Given):
    """When a sign opens a task: from `figure` within `days`; `words` are what it says."""

    is_on: s.Flag = True
    figure: Annotated[float, Field(ge=1, le=100, allow_inf_nan=False)]
    days: Annotated[int, Field(ge=0, le=730)]
    words: s.T200 = ""


class WarningTold(s.Told):
    sign: str
    is_on: bool
    figure: float
    days: int
    words: str


class CoverageRow(s.Told):
    """How many seats an initiative has, how many lack what, and what nobody sits on."""

    initiative: str
    name: str
    seats: int
    hidden: int
    gaps: dict[str, int]
    required: list[s.Named]
    empty: list[s.Named]
