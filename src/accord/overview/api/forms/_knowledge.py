"""Notes with their readers and questions, and feedback that is understood."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from accord.features.engagement.states import Channel
from accord.features.initiatives.states import Kind as InitiativeKind
from accord.features.knowledge.states import Duty, Kind
from accord.overview.api.forms import _shapes as s

T8000 = Annotated[s.Text, Field(max_length=8000)]
T4000 = Annotated[s.Text, Field(max_length=4000)]
T2000 = Annotated[s.Text, Field(max_length=2000)]
T1000 = Annotated[s.Text, Field(max_length=1000)]
NoteKind = Annotated[Kind, s.written_out(Kind)]
NoteDuty = Annotated[Duty, s.written_out(Duty)]
OfKind = Annotated[InitiativeKind | Literal[""], s.written_out(InitiativeKind, with_empty=True)]
OnChannel = Annotated[Channel | Literal[""], s.written_out(Channel, with_empty=True)]


class NoteDraftGiven(s.Given):
    """Of a lesson `words` are what is recommended; `topics` are parted by commas."""

    kind: NoteKind
    title: s.T200
    words: T8000
    happened: T8000 = ""
    resolution: T8000 = ""
    trigger: s.T300 = ""
    topics: s.T300 = ""
    initiative_kind: OfKind = ""
    channel: OnChannel = ""
    initiative: s.T20 = ""
    about: s.T20 = ""
    is_for_all: s.Flag = True
    until_date: s.Day | None = None


class NoteEditionGiven(NoteDraftGiven):
    """The whole of the new edition; by `due_at` it is to be read again."""

    due_at: s.Moment | None = None


class CorrectionGiven(s.Given):
    title: s.T300
    owner_id: s.Key
    due_at: s.Moment | None = None


class AddressingGiven(s.Given):
    """To whom a note is addressed, and what they owe it until when."""

    duty: NoteDuty
    everyone: s.Flag = False
    department_ids: Annotated[list[s.Key], Field(max_length=50)] = []
    person_ids: Annotated[list[s.Key], Field(max_length=200)] = []
    initiative: s.T20 = ""
    due_at: s.Moment | None = None
    is_urgent: s.Flag = False


class AcknowledgementGiven(s.Given):
    words: s.T500 = ""


class QuestionGiven(s.Given):
    words: T1000


class QuestionAnswerGiven(s.Given):
    words: T2000


class NoteWithdrawalGiven(s.Given):
    reason: s.T300


class QuestionTold(s.Told):
    id: int
    words: str
    asked_by: s.Named | None
    asked_at: datetime
    answer: str
    answered_by: s.Named | None
    answered_at: datetime | None


class NoteRow(s.Told):
    ref: str
    kind: str
    title: str
    state: str
    edition: int
    author: s.Named | None
    is_for_all: bool
    is_urgent: bool
    published_at: datetime | None
    until_date: date | None
    version: int


class OwnReceiptTold(s.Told):
    """What you owe the edition that counts."""

    duty: str
    due_at: datetime | None
    acknowledged_at: datetime | None
    words: str


class NoteTold(NoteRow):
    """`acknowledged` of `asked` readers said that they read it."""

    words: str
    happened: str
    resolution: str
    trigger: str
    topics: list[str]
    initiative: str
    about: str
    reason: str
    acknowledged: int
    asked: int
    yours: OwnReceiptTold | None
    questions: list[QuestionTold]


class NotesTold(s.Told):
    items: list[NoteRow]
    next: str


class FeedbackChanged(s.Given):
    """Only what is named is written."""

    title: s.T200 = ""
    words: T4000 = ""
    version: s.VersionRead = None


class FeedbackGiven(s.Given):
    """For exactly one: a stakeholder by reference, or somebody of ours by key."""

    title: s.T200
    words: T4000
    party: s.T20 = ""
    person_id: s.Key | None = None


class FeedbackFactGiven(s.Given):
    ref: s.T20
    words: s.T500


class RestatementGiven(s.Given):
    words: T2000
    name: s.T120 = ""


class SettlementGiven(s.Given):
    is_understood: s.Flag
    reply: T2000 = ""


class FeedbackFactTold(s.Told):
    id: int
    ref: str
    at: datetime
    words: str


class RestatementTold(s.Told):
    name: str
    words: str
    at: datetime
    is_understood: bool | None
    reply: str


class FeedbackRow(s.Told):
    ref: str
    title: str
    state: str
    party: s.PartyRef | None
    person: s.Named | None
    author: s.Named | None
    made_at: datetime
    given_at: datetime | None
    understood_at: datetime | None
    version: int


class FeedbackTold(FeedbackRow):
    words: str
    facts: list[FeedbackFactTold]
    restatements: list[RestatementTold]


class FeedbackListTold(s.Told):
    items: list[FeedbackRow]
    next: str
