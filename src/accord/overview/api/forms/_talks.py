"""What is said, as it is sent and as it is told."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from accord.features.engagement.states import MOST_MINUTES, Channel, Direction, PointState
from accord.features.promises import states as promises
from accord.features.stakeholders.states import Visibility
from accord.overview.api.forms import _shapes as s
from accord.overview.api.forms._work import Readers, Version

TalkChannel = Annotated[Channel, s.written_out(Channel)]
PointStanding = Annotated[PointState, s.written_out(PointState)]


class TalksAsked(s.Asked):
    party: s.T20 = ""
    channel: TalkChannel | None = None


class PromiseInTalk(s.Given):
    words: s.T300
    side: promises.Side = promises.Side.WE
    owner_id: s.Key | None = None
    due_at: s.Moment | None = None


class TalkPointGiven(s.Given):
    text: Annotated[str, Field(min_length=1, max_length=500)]
    needs_follow_up: s.Flag = False


class TalkPointChanged(s.Given):
    """Only what is named is written; ``is_settled`` closes a point or takes it up again."""

    text: Annotated[str, Field(min_length=1, max_length=500)] = ""
    needs_follow_up: s.Flag = False
    is_settled: s.Flag = False
    version: Version = None


class TalkFollowUpGiven(s.Given):
    """Without an owner the task is yours."""

    owner_id: s.Key | None = None
    due_at: s.Moment | None = None


class TalkPointTold(s.Told):
    id: int
    text: str
    state: PointStanding
    task: str | None
    version: int


Minutes = Annotated[int, Field(ge=1, le=MOST_MINUTES)]


class TalkGiven(s.Given):
    """Promises and needs named are made with it; `attendee_ids` are more people of ours."""

    parties: Annotated[list[s.T20], Field(min_length=1, max_length=100)]
    text: s.Text
    channel: TalkChannel = Channel.CALL
    direction: Direction = Direction.BOTH
    happened_at: s.Moment | None = None
    mood: Literal[-1, 0, 1] | None = None
    is_formal: s.Flag = False
    visibility: Visibility = Visibility.EVERYONE
    reader_ids: Readers = []
    promises: Annotated[list[PromiseInTalk], Field(max_length=50)] = []
    needs: Annotated[list[s.T300], Field(max_length=50)] = []
    points: Annotated[list[TalkPointGiven], Field(max_length=200)] = []
    attendee_ids: Readers = []
    minutes: Minutes | None = None
    initiative: s.T20 = ""


class TalkCorrected(s.Given):
    """Only what is named is written; whom you may not see stays in the talk."""

    parties: Annotated[list[s.T20], Field(max_length=100)] = []
    text: s.Text = ""
    channel: TalkChannel = Channel.CALL
    direction: Direction = Direction.BOTH
    happened_at: s.Moment | None = None
    mood: Literal[-1, 0, 1] | None = None
    is_formal: s.Flag = False
    minutes: Minutes | None = None
    initiative: s.T20 = ""
    attendee_ids: Readers = []
    visibility: Visibility = Visibility.EVERYONE
    reader_ids: Readers = []
    version: Version = None


class TalkTold(s.Told):
    ref: str
    at: datetime
    parties: list[s.PartyRef]
    channel: TalkChannel
    direction: Direction
    is_formal: bool
    text: str
    mood: int | None
    minutes: int | None
    logged_by: s.Named | None
    logged_at: datetime
    department: s.Named | None
    visibility: Visibility
    version: int


class TalkWholeTold(TalkTold):
    promises: list[str]
    needs: list[str]
    points: list[TalkPointTold]
    attendees: list[s.Named]
    initiative: str | None


class TalksTold(s.Told):
    items: list[TalkTold]
    next: str
