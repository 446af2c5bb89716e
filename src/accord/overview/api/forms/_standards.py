"""How we communicate: the process, what was measured against it, and samples that were read."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from accord.features.engagement.states import Channel
from accord.features.standards.states import MOST_DAYS, MOST_SIZE, Line, Mark
from accord.overview.api.forms import _shapes as s

StandardChannel = Annotated[Channel, s.written_out(Channel)]
LineKey = Annotated[Line, s.written_out(Line)]
MarkGiven = Annotated[Mark, s.written_out(Mark)]


class ProcessGiven(s.Given):
    """The draft takes over the channels of the version in force."""

    principles: Annotated[s.Text, Field(max_length=8000)]
    weekly_hours: Annotated[Decimal, Field(ge=0, le=99_999, decimal_places=1)]
    owner_id: s.Key


class StandardGiven(s.Given):
    answer_days: Annotated[int, Field(ge=1, le=MOST_DAYS)]
    answers_id: s.Key
    minutes_each: Annotated[int, Field(ge=1, le=480)] = 15
    template_id: s.Key | None = None
    words: s.T300 = ""


class ProcessApproval(s.Given):
    """`reason` where the check found a gap and it holds all the same."""

    reason: s.T300 = ""


class DrawGiven(s.Given):
    """The same seed draws the same of the same days."""

    from_date: s.Day
    until_date: s.Day
    size: Annotated[int, Field(ge=1, le=MOST_SIZE)] = 10
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)]


class SheetGiven(s.Given):
    """A mark for each line of the check sheet: yes, no or none."""

    marks: dict[LineKey, MarkGiven]


class ProcessRow(s.Told):
    ref: str
    state: str
    owner: s.Named | None
    weekly_hours: Decimal
    approved_by: s.Named | None
    approved_level: int | None
    approved_at: datetime | None
    version: int


class StandardTold(s.Told):
    id: int
    channel: str
    answer_days: int
    minutes_each: int
    answers: s.Named | None
    template: s.Named | None
    words: str
    version: int


class CapabilityTold(s.Told):
    """One thing that the process has or lacks; `figure` is what that rests on."""

    channel: str
    gap: str
    is_met: bool
    figure: str


class ProcessTold(ProcessRow):
    principles: str
    gaps_reason: str
    standards: list[StandardTold]
    checks: list[CapabilityTold]


class ProcessesTold(s.Told):
    items: list[ProcessRow]
    next: str


class MeasureTold(s.Told):
    """Answer times on a channel; `share` in time lies with 95 % within `low` and `high`."""

    channel: str
    asked_days: int
    n: int
    in_time: int
    unanswered: int
    median_days: float | None
    share: float | None
    low: float | None
    high: float | None


class AnswerTimeTold(s.Told):
    """A message that came, of a talk that you may see."""

    ref: str
    came_at: datetime
    due_at: datetime
    answered_at: datetime | None
    is_in_time: bool


class AnswerTimesTold(s.Told):
    """`spoken_of` talks are on a channel that a policy speaks of, `unwanted` against it."""

    from_date: date
    until_date: date
    channels: list[MeasureTold]
    spoken_of: int
    unwanted: list[str]


class AgreementTold(s.Told):
    """How alike two readers marked: the share of same marks, and Cohen's kappa."""

    n: int
    alike: float
    kappa: float | None


class SampleRow(s.Told):
    id: int
    from_date: date
    until_date: date
    seed: int
    drawn_at: datetime
    drawn_by: s.Named | None
    size: int
    met: int
    marked: int


class SheetTold(s.Told):
    """Who read it; the marks of one reader are not told, so that a second reads for themselves."""

    ref: str
    reviewer: s.Named | None
    at: datetime


class SampleTold(SampleRow):
    """`refs` are those of the drawn talks that you may see, `sheets` who read which."""

    refs: list[str]
    sheets: list[SheetTold]
    agreement: AgreementTold | None


class SamplesTold(s.Told):
    items: list[SampleRow]
    next: str
