"""Hard contacts and contact arrangements. What somebody carries is told to no program."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from accord.overview.api.forms import _shapes as s

T4000 = Annotated[s.Text, Field(max_length=4000)]
T200 = Annotated[s.Text, Field(max_length=200)]


class IncidentGiven(s.Given):
    """Whether accommodation was asked for has to be said; it never counts against anybody."""

    interaction: s.T20
    party: s.T20
    facts: T4000
    has_accommodation: bool
    taken: T4000 = ""
    markers: list[s.T20] = []
    patterns: list[s.T20] = []
    is_repeat: bool = False


class HowGiven(s.Given):
    how: T200


class AppealGiven(s.Given):
    words: T4000


class IncidentTold(s.Told):
    """`level` is null until a person decided, and until you have read it as a second person."""

    ref: str
    interaction: str
    party: s.PartyRef
    side: str
    happened_at: datetime
    facts: str
    taken: str
    markers: list[str]
    patterns: list[str]
    has_accommodation: bool
    is_repeat: bool
    computed: int
    level: int | None
    response: str
    reason: str
    decided_at: datetime | None
    decided_by: s.Named | None
    handler: s.Named | None
    version: int


class IncidentsTold(s.Told):
    items: list[IncidentTold]
    next: str


class AppealTold(s.Told):
    """`outcome` is empty while it waits for an answer."""

    words: str
    received_at: datetime
    outcome: str
    grounds: str
    decided_at: datetime | None


class ArrangementRow(s.Told):
    ref: str
    party: s.PartyRef
    kinds: list[str]
    contact: s.Named | None
    channel: str
    times: str
    every_days: int | None
    reason: str
    from_date: date
    review_date: date
    decided_at: datetime
    decided_by: s.Named | None
    told_at: datetime | None
    told_how: str
    ended_at: datetime | None
    outcome: str
    version: int


class ArrangementTold(ArrangementRow):
    appeals: list[AppealTold]


class ArrangementsTold(s.Told):
    items: list[ArrangementRow]
    next: str
