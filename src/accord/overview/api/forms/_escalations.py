"""Escalations, with their bundle and their way up."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from accord.overview.api.forms import _shapes as s

T4000 = Annotated[s.Text, Field(max_length=4000)]
T180 = Annotated[s.Text, Field(max_length=180)]


class EscalationGiven(s.Given):
    """`about` is the reference of the record that it began with."""

    party: s.T20
    question: T180
    happened: T4000
    tried: T4000 = ""
    wish: T4000 = ""
    about: s.T20 = ""


class ClimbGiven(s.Given):
    reason: s.T300


class WordsGiven(s.Given):
    words: T4000


class WithdrawalGiven(s.Given):
    reason: T4000


class ClimbTold(s.Told):
    """`by` is null where the clock sent it."""

    at: datetime
    by: s.Named | None
    holder: s.Named | None
    level: int
    reason: str


class EscalationRow(s.Told):
    ref: str
    party: s.PartyRef
    question: str
    happened: str
    tried: str
    wish: str
    about: str
    state: str
    level: int
    holder: s.Named | None
    raised_at: datetime
    raised_by: s.Named | None
    due_at: datetime
    decision: str
    decided_at: datetime | None
    decided_by: s.Named | None
    answer: str
    answered_at: datetime | None
    answered_by: s.Named | None
    version: int


class EscalationTold(EscalationRow):
    climbs: list[ClimbTold]


class EscalationsTold(s.Told):
    items: list[EscalationRow]
    next: str
