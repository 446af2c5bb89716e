"""Engagement policies, and what stands on a calendar."""

from datetime import date, datetime
from typing import Literal

from accord.overview.api.forms import _shapes as s


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
    name: str
    holder: s.Named | None


class PolicyDutyTold(s.Told):
    """`codes` say by the name of a role whether it is R, A, C or I here."""

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
