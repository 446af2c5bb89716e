"""Meetings: planned, invited to, run, finished, sent."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from accord.features.meetings.states import Answer, ItemKind, LineKind, State
from accord.overview.api.forms import _shapes as s

Sight = Literal["everyone", "department", "named"]
Rhythm = Literal["", "week", "month", "quarter"]
Minutes = Annotated[int, Field(ge=1, le=480, strict=True)]
Kind = Annotated[ItemKind, s.written_out(ItemKind)]
Notes = Annotated[s.Text, Field(max_length=40_000)]
T2000 = Annotated[s.Text, Field(max_length=2000)]
Colleagues = Annotated[list[s.Key], Field(max_length=200)]
Parties = Annotated[list[s.T20], Field(max_length=200)]


class MeetingGiven(s.Given):
    """``parties`` and ``initiative`` are references; nothing is sent of a draft."""

    title: s.T200
    starts_at: s.Moment
    ends_at: s.Moment
    chair_id: s.Key
    purpose: T2000 = ""
    place: s.T300 = ""
    taker_id: s.Key | None = None
    initiative: s.T20 = ""
    visibility: Sight = "everyone"
    rhythm: Rhythm = ""
    people: Colleagues = []
    parties: Parties = []


class InviteGiven(s.Given):
    people: Colleagues = []
    parties: Parties = []


class ItemGiven(s.Given):
    title: s.T300
    minutes: Minutes = 10
    kind: Kind = ItemKind.DISCUSSION
    presenter_id: s.Key | None = None


class MeetingChanged(s.Given):
    """Only what is named is written; who is invited already is told of another time or place."""

    title: s.T200 = ""
    starts_at: s.Moment | None = None
    ends_at: s.Moment | None = None
    chair_id: s.Key | None = None
    purpose: T2000 = ""
    place: s.T300 = ""
    taker_id: s.Key | None = None
    initiative: s.T20 = ""
    visibility: Sight = "everyone"
    version: s.VersionRead = None


class ItemChanged(s.Given):
    """Only what is named is written."""

    title: s.T300 = ""
    minutes: Minutes = 10
    kind: Kind = ItemKind.DISCUSSION
    presenter_id: s.Key | None = None
    version: s.VersionRead = None


class ItemMoved(s.Given):
    up: s.Flag


class ItemTask(s.Given):
    owner_id: s.Key
    due_at: s.Moment | None = None


class InviteeAnswered(s.Given):
    answer: Annotated[Answer, s.written_out(Answer)]
    words: s.T500 = ""


class InviteeAddress(s.Given):
    email: Annotated[s.Text, Field(max_length=254)]


class NotesGiven(s.Given):
    """The whole text of the minutes, a line a point; `version` is that of the meeting read."""

    notes: Notes
    version: s.Version | None = None


class FinishGiven(s.Given):
    """``absent`` are ids of invitees who did not come."""

    absent: Colleagues = []


class WhyCancelled(s.Given):
    why: s.T300


class MeetingRow(s.Told):
    ref: str
    title: str
    starts_at: datetime
    ends_at: datetime
    state: Annotated[State, s.written_out(State)]
    chair: s.Named
    version: int


class MeetingsTold(s.Told):
    items: list[MeetingRow]
    next: str


class InviteeTold(s.Told):
    """One of ours, or a party."""

    id: int
    person: s.Named | None
    party: s.PartyRef | None
    answer: str
    words: str
    came: bool | None


class AgendaItemTold(s.Told):
    id: int
    title: str
    minutes: int
    kind: str
    origin: str
    is_proposed: bool
    presenter: s.Named | None
    task: str
    version: int


class MinutesLineTold(s.Told):
    """A line of the minutes as they stand; `made` is the record it became."""

    kind: Annotated[LineKind, s.written_out(LineKind)]
    text: str
    is_inside: bool
    made: str
    confirmed: int
    disputed: int


class MeetingTold(MeetingRow):
    purpose: str
    place: str
    taker: s.Named | None
    visibility: str
    rhythm: str
    talk: str
    notes: str
    issue: int
    answer_by: datetime | None
    invitees: list[InviteeTold]
    agenda: list[AgendaItemTold]
    lines: list[MinutesLineTold]
    decisions: list[str]
