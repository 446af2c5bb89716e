"""What is owed, needed and planned, as it is sent and as it is told."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from accord.features.initiatives.states import Kind
from accord.features.needs import states as needs
from accord.features.promises import states as promises
from accord.features.stakeholders.states import Visibility
from accord.features.tasks import states as tasks
from accord.overview.api.forms import _shapes as s

Readers = Annotated[list[s.Key], Field(max_length=200)]
Version = Annotated[
    s.Version | None, Field(description="The version you read, where If-Match is not sent")
]

# Words that other records have under the same name are written out where they stand.
PromiseState = Annotated[promises.State, s.written_out(promises.State)]
NeedState = Annotated[needs.State, s.written_out(needs.State)]
NeedKind = Annotated[needs.Kind, s.written_out(needs.Kind)]
Confidence = Annotated[needs.Confidence, s.written_out(needs.Confidence)]
TaskState = Annotated[tasks.State, s.written_out(tasks.State)]
InitiativeKind = Annotated[Kind, s.written_out(Kind)]


class PromisesAsked(s.Asked):
    party: s.T20 = ""
    side: promises.Side | None = None
    state: PromiseState | None = None
    owner_id: s.AskedKey | None = None


class PromiseGiven(s.Given):
    party: s.T20
    words: s.T300
    side: promises.Side = promises.Side.WE
    owner_id: s.Key | None = None
    due_at: s.Moment | None = None
    their_owner: Annotated[
        s.T120, Field(description="Who sees to what they promised, on their side")
    ] = ""
    source: s.Text = ""
    visibility: Visibility = Visibility.EVERYONE
    reader_ids: Readers = []


class PromiseChanged(s.Given):
    """Only what is named is written."""

    words: s.T300 = ""
    their_owner: s.T120 = ""
    due_at: s.Moment | None = None
    version: Version = None


class PromiseTold(s.Told):
    ref: str
    party: s.PartyRef | None
    side: promises.Side
    words: str
    source: str
    their_owner: str
    owner: s.Named | None
    department: s.Named | None
    due_at: datetime | None
    made_at: datetime
    state: PromiseState
    settled_at: datetime | None
    reason: str
    snoozed_until: date | None
    visibility: Visibility
    version: int


class PromisesTold(s.Told):
    items: list[PromiseTold]
    next: str


class WhyGiven(s.Given):
    why: s.T300 = ""


class MoveGiven(s.Given):
    due_at: s.Moment
    why: s.T300


class PassOnGiven(s.Given):
    to_id: s.Key
    words: s.T500 = ""


class SnoozeGiven(s.Given):
    until: s.Day
    reason: s.T300


class NeedsAsked(s.Asked):
    party: s.T20 = ""
    state: NeedState | None = None
    kind: NeedKind | None = None
    confidence: Confidence | None = None


class NeedGiven(s.Given):
    party: s.T20
    words: s.T300
    quotation: s.Text = ""
    state: NeedState = needs.State.NOT_MET
    kind: NeedKind = needs.Kind.NEED
    confidence: Confidence = needs.Confidence.THEMSELVES
    visibility: Visibility = Visibility.EVERYONE
    reader_ids: Readers = []


class NeedChanged(s.Given):
    words: s.T300
    kind: NeedKind | None = None
    confidence: Confidence | None = None
    version: Version = None


class JudgementGiven(s.Given):
    state: NeedState
    why: s.T300 = ""


class NeedTold(s.Told):
    ref: str
    party: s.PartyRef | None
    department: s.Named | None
    words: str
    quotation: str
    state: NeedState
    heard_at: datetime
    kind: NeedKind
    confidence: Confidence
    confirmed_on: date
    visibility: Visibility
    version: int


class NeedsTold(s.Told):
    items: list[NeedTold]
    next: str


class TasksAsked(s.Asked):
    party: s.T20 = ""
    state: TaskState | None = None
    owner_id: s.AskedKey | None = None


Effort = Annotated[int, Field(ge=1, le=60_000)]


class RepeatGiven(s.Given):
    """How often the task comes again, counted from the day it is due."""

    every: Annotated[int, Field(ge=1, le=365)]
    unit: tasks.RepeatUnit


class StepGiven(s.Given):
    text: s.T300


class StepChanged(s.Given):
    """Only what is named is written; ``is_done`` ticks a step or opens it again."""

    text: s.T300 = ""
    is_done: s.Flag = False
    version: Version = None


class WaitGiven(s.Given):
    """``task`` is the number of the one that has to be done first."""

    task: s.T20


class StepTold(s.Told):
    id: int
    text: str
    done_at: datetime | None
    version: int


class TaskGiven(s.Given):
    title: s.T300
    party: s.T20 = ""
    owner_id: s.Key | None = None
    due_at: s.Moment | None = None
    channel: Annotated[str, Field(pattern="^[a-z-]{0,12}$")] = ""
    visibility: Visibility = Visibility.EVERYONE
    effort_minutes: Effort | None = None
    steps: Annotated[list[s.T300], Field(max_length=100)] = []
    repeat: RepeatGiven | None = None


class TaskChanged(s.Given):
    """Only what is named is written; ``repeat`` of null ends a series."""

    title: s.T300 = ""
    due_at: s.Moment | None = None
    channel: Annotated[str, Field(pattern="^[a-z-]{0,12}$")] = ""
    effort_minutes: Effort | None = None
    repeat: RepeatGiven | None = None
    version: Version = None


class TaskTold(s.Told):
    ref: str
    party: s.PartyRef | None
    title: str
    owner: s.Named | None
    department: s.Named | None
    channel: str
    due_at: datetime | None
    state: TaskState
    done_at: datetime | None
    reason: str
    snoozed_until: date | None
    visibility: Visibility
    made_at: datetime
    effort_minutes: int | None
    repeat_every: int | None
    repeat_unit: str
    version: int


class TaskWholeTold(TaskTold):
    """With its steps, and the numbers of the tasks that it waits for as far as you may see them."""

    steps: list[StepTold]
    waits_for: list[str]
    continues: str | None


class TasksTold(s.Told):
    items: list[TaskTold]
    next: str


class InitiativesAsked(s.Asked):
    kind: InitiativeKind | None = None
    owner_id: s.AskedKey | None = None
    department_id: s.AskedKey | None = None
    is_active: bool | None = None


class InitiativeGiven(s.Given):
    name: s.T200
    kind: InitiativeKind = Kind.PROJECT
    department_id: s.Key | None = None
    owner_id: s.Key | None = None
    from_date: s.Day | None = None
    until_date: s.Day | None = None


class InitiativeChanged(s.Given):
    """Only what is named is written."""

    name: s.T200 = ""
    kind: InitiativeKind = Kind.PROJECT
    department_id: s.Key | None = None
    owner_id: s.Key | None = None
    from_date: s.Day | None = None
    until_date: s.Day | None = None
    version: Version = None


class InitiativeTold(s.Told):
    ref: str
    name: str
    kind: InitiativeKind
    owner: s.Named | None
    department: s.Named | None
    from_date: date | None
    until_date: date | None
    is_active: bool
    version: int


class InitiativesTold(s.Told):
    items: list[InitiativeTold]
    next: str
