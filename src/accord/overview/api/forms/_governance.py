"""Engagement policies, and what stands on a calendar."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from accord.features.engagement.states import Channel
from accord.features.governance.states import MOST_DAYS, Code
from accord.overview.api.forms import _shapes as s

T4000 = Annotated[s.Text, Field(max_length=4000)]
PolicyChannel = Annotated[Channel, s.written_out(Channel)]
RaciCode = Annotated[Code, s.written_out(Code)]
PolicyDays = Annotated[int, Field(ge=1, le=MOST_DAYS)]


class PolicyGiven(s.Given):
    """A draft; `initiative` is a reference."""

    initiative: s.T20
    purpose: T4000
    owner_id: s.Key
    review_on: s.Day
    tone: T4000 = ""
    support: T4000 = ""


class PolicyChanged(s.Given):
    """Only what is named is written."""

    purpose: T4000 = ""
    owner_id: s.Key | None = None
    review_on: s.Day | None = None
    tone: T4000 = ""
    support: T4000 = ""
    version: s.VersionRead = None


class PolicyRoleGiven(s.Given):
    """Without `holder_id` a group has the role."""

    name: Annotated[s.Text, Field(max_length=80)]
    holder_id: s.Key | None = None


class RaciGiven(s.Given):
    role_id: s.Key
    code: RaciCode


Raci = Annotated[list[RaciGiven], Field(max_length=50)]


class PolicyDutyGiven(s.Given):
    words: s.T200
    codes: Raci = []


class PolicyDutyAssigned(s.Given):
    """The whole of what each role has to do with it."""

    codes: Raci


class ChannelRuleGiven(s.Given):
    is_allowed: s.Flag
    words: s.T300 = ""


class CadenceGiven(s.Given):
    """Without `segment_id` it is for all others with a stake; set once more it is set anew."""

    segment_id: s.Key | None = None
    ideal_days: PolicyDays
    most_days: PolicyDays


class RhythmExcuse(s.Given):
    """Why the rhythm does not hold for a stakeholder, until a day."""

    party: s.T20
    reason: s.T300
    until: s.Day


class PolicyRow(s.Told):
    ref: str
    initiative: str
    state: str
    purpose: str
    owner: s.Named
    review_on: date
    approved_at: datetime | None
    version: int


class PolicyRoleTold(s.Told):
    id: int
    name: str
    holder: s.Named | None


class PolicyDutyTold(s.Told):
    """`codes` say by the name of a role whether it is R, A, C or I here."""

    id: int
    words: str
    codes: dict[str, str]


class PolicyFaultTold(s.Told):
    about: str
    code: str


class ChannelRuleTold(s.Told):
    channel: str
    is_allowed: bool
    words: str


class CadenceTold(s.Told):
    """Without a `segment` it is for all others with a stake."""

    id: int
    segment: str
    ideal_days: int
    most_days: int


class PolicyTold(PolicyRow):
    tone: str
    support: str
    roles: list[PolicyRoleTold]
    duties: list[PolicyDutyTold]
    errors: list[PolicyFaultTold]
    warnings: list[PolicyFaultTold]
    channels: list[ChannelRuleTold]
    cadences: list[CadenceTold]


class PoliciesTold(s.Told):
    items: list[PolicyRow]
    next: str


class CalendarAsked(s.Given):
    """Days from `start` up to `until`, at most a year; by default five weeks from today."""

    start: date | None = None
    until: date | None = None
    whose: Literal["mine", "team"] = "mine"


class HappeningTold(s.Told):
    """`day` always, `at` where it has a time of day; `key` is the same whenever it is asked."""

    kind: str
    key: str
    title: str
    whom: str
    day: date
    at: datetime | None
    is_done: bool
    url: str


class CalendarTold(s.Told):
    items: list[HappeningTold]
