"""Consultations with their answers, and discussion spaces."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from accord.features.consultations.states import Via, View
from accord.features.initiatives.states import Participation
from accord.overview.api.forms import _shapes as s

T8000 = Annotated[str, Field(max_length=8000)]
Level = Annotated[str, s.written_out(Participation)]
Way = Annotated[str, s.written_out(Via)]
Said = Annotated[str, s.written_out(View)]


class ConsultationGiven(s.Given):
    """A draft; `initiative` is a reference, `options` are put to those who are asked."""

    initiative: s.T20
    question: s.T200
    level: Level = "consult"
    owner_id: s.Key
    closes_at: s.Moment
    background: T8000 = ""
    is_listed: bool = False
    options: Annotated[list[s.T200], Field(max_length=50)] = []


class StanceGiven(s.Given):
    option_id: s.Key
    view: Said


class AnswerGiven(s.Given):
    """What a stakeholder told one of you: `via` is person, call, mail or letter."""

    party: s.T20
    via: Way
    words: T8000 = ""
    stances: Annotated[list[StanceGiven], Field(max_length=50)] = []


class PostHidden(s.Given):
    why: s.T300


class AskedOptionTold(s.Told):
    """How many answers say what; of each stakeholder the newest counts."""

    id: int
    words: str
    against: int
    accepts: int
    in_favour: int


class ResponseTold(s.Told):
    said: str
    verdict: str
    did: str
    promise: str


class ConsultedTold(s.Told):
    """Who is to hear of the outcome, and by which talk or letter they did.

    `failure` says why what should have told them did not arrive.
    """

    party: s.PartyRef
    asked_at: datetime | None
    told_at: datetime | None
    told_how: str
    told_ref: str
    excuse: str
    failure: str


class ConsultationRow(s.Told):
    ref: str
    question: str
    initiative: str
    level: str
    state: str
    owner: s.Named | None
    opens_at: datetime | None
    closes_at: datetime
    answered_at: datetime | None
    version: int


class ConsultationTold(ConsultationRow):
    """`untold` and `nobodys` count what keeps it from being answered, hidden ones too."""

    background: str
    outcome: str
    options: list[AskedOptionTold]
    responses: list[ResponseTold]
    asked: list[ConsultedTold]
    untold: int
    nobodys: int


class ConsultationsTold(s.Told):
    items: list[ConsultationRow]
    next: str


class AnswerTold(s.Told):
    """An answer without `party` is nobody's yet."""

    id: int
    party: s.PartyRef | None
    name: str
    words: str
    via: str
    said_at: datetime
    is_late: bool
    aside: str


class AnswersTold(s.Told):
    items: list[AnswerTold]
    next: str


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
    purpose: str
    summary: str
    posts: list[SpacePostTold]


class SpacesTold(s.Told):
    items: list[SpaceRow]
    next: str
