"""Discussion spaces, their members, and what is said in them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from accord.features.discussions.states import LONGEST
from accord.overview.api.forms import _shapes as s

T4000 = Annotated[s.Text, Field(max_length=4000)]


class SpaceGiven(s.Given):
    initiative: s.T20
    title: s.T200
    owner_id: s.Key
    purpose: T4000 = ""
    checks_first: s.Flag = True


class SpaceChanged(s.Given):
    """Only what is named is written."""

    title: s.T200 = ""
    owner_id: s.Key | None = None
    purpose: T4000 = ""
    checks_first: s.Flag = True
    version: s.VersionRead = None


class InvitedGiven(s.Given):
    """Who is invited, each by a link of their own; by mail where that reaches them."""

    parties: Annotated[list[s.T20], Field(min_length=1, max_length=200)]
    by_mail: s.Flag = False


class SpacePostGiven(s.Given):
    """`parent_id` is what it answers."""

    text: Annotated[s.Text, Field(max_length=LONGEST)]
    parent_id: s.Key | None = None


class SummaryGiven(s.Given):
    text: Annotated[s.Text, Field(max_length=8000)]


class PostHidden(s.Given):
    why: s.T300


class SpaceMemberTold(s.Told):
    """`link` is their own, told to whoever may run the space."""

    id: int
    party: s.PartyRef
    name: str
    organisation: str
    invited_at: datetime
    joined_at: datetime | None
    left_at: datetime | None
    link: str


class ReportTold(s.Told):
    """Somebody says of a post that it is not right there."""

    id: int
    post_id: int
    words: str
    at: datetime


class SpacePostTold(s.Told):
    """`member` is the name that somebody is called by; empty for one of us."""

    id: int
    parent_id: int | None
    member: str
    text: str
    at: datetime
    state: str
    reason: str


class SpaceRow(s.Told):
    ref: str
    title: str
    initiative: str
    owner: s.Named | None
    checks_first: bool
    opened_at: datetime
    closed_at: datetime | None
    version: int


class SpaceTold(SpaceRow):
    """`hidden` members are those whom you may not see."""

    purpose: str
    summary: str
    members: list[SpaceMemberTold]
    hidden: int
    reports: list[ReportTold]
    posts: list[SpacePostTold]


class SpacesTold(s.Told):
    items: list[SpaceRow]
    next: str
