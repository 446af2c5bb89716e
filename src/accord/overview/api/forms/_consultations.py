"""Consultations: what is asked, who answers, what came of it, who heard of that."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from accord.features.consultations.states import How, Verdict, Via, View
from accord.features.initiatives.states import Participation
from accord.features.promises.states import Side
from accord.overview.api.forms import _shapes as s

T8000 = Annotated[str, Field(max_length=8000)]
Level = Annotated[Participation, s.written_out(Participation)]
Way = Annotated[Via, s.written_out(Via)]
Said = Annotated[View, s.written_out(View)]


class ConsultationGiven(s.Given):
    """A draft; `initiative` is a reference, `options` are put to those who are asked."""

    initiative: s.T20
    question: s.T200
    level: Level = Participation.CONSULT
    owner_id: s.Key
    closes_at: s.Moment
    opens_at: s.Moment | None = None
    background: T8000 = ""
    is_listed: s.Flag = False
    options: Annotated[list[s.T200], Field(max_length=50)] = []


class ConsultationChanged(s.Given):
    """Only what is named is written, and only while it is a draft."""

    question: s.T200 = ""
    level: Level = Participation.CONSULT
    owner_id: s.Key | None = None
    closes_at: s.Moment | None = None
    opens_at: s.Moment | None = None
    background: T8000 = ""
    is_listed: s.Flag = False
    version: s.VersionRead = None


class WayGiven(s.Given):
    """One way it could be."""

    words: s.T200
    details: Annotated[s.Text, Field(max_length=4000)] = ""


class ImpactGiven(s.Given):
    """By an option they lose (-1), neither (0) or gain (1), how much, on what grounds."""

    party: s.T20
    direction: Annotated[int, Field(ge=-1, le=1)]
    size: Annotated[int, Field(ge=1, le=5)]
    grounds: s.T500


class AskedGiven(s.Given):
    """Who is asked, each by a link of their own; by mail where that reaches them."""

    parties: Annotated[list[s.T20], Field(min_length=1, max_length=200)]
    by_mail: s.Flag = False


class ExtensionGiven(s.Given):
    closes_at: s.Moment


class ReplyGiven(s.Given):
    """You said, we did: `answers` are the numbers of answers, `promise` a reference."""

    said: s.T300
    verdict: Annotated[Verdict, s.written_out(Verdict)]
    did: Annotated[s.Text, Field(max_length=4000)]
    answers: Annotated[list[s.Key], Field(max_length=200)] = []
    promise: s.T20 = ""


class CommitmentGiven(s.Given):
    party: s.T20
    words: s.T300
    side: Annotated[Side, s.written_out(Side)] = Side.WE
    owner_id: s.Key
    due_at: s.Moment | None = None
    their_owner: s.T120 = ""


class OutcomeGiven(s.Given):
    """`chosen_id` is an option, `decision` the reference of a trade-off of the same initiative."""

    outcome: T8000
    chosen_id: s.Key | None = None
    decision: s.T20 = ""


class OutcomeTelling(s.Given):
    """`ref` is the talk or letter that reached all of them."""

    parties: Annotated[list[s.T20], Field(min_length=1, max_length=200)]
    how: Annotated[How, s.written_out(How)]
    ref: s.T20 = ""


class ExcuseGiven(s.Given):
    party: s.T20
    why: s.T300


class MatchGiven(s.Given):
    party: s.T20


class StanceGiven(s.Given):
    option_id: s.Key
    view: Said


class AnswerGiven(s.Given):
    """What a stakeholder told one of you: `via` is person, call, mail or letter."""

    party: s.T20
    via: Way
    said_at: s.Moment | None = None
    words: T8000 = ""
    stances: Annotated[list[StanceGiven], Field(max_length=50)] = []


class AskedOptionTold(s.Told):
    """How many answers say what; of each stakeholder the newest counts."""

    id: int
    words: str
    details: str
    against: int
    accepts: int
    in_favour: int


class ImpactTold(s.Told):
    option_id: int
    party: s.PartyRef
    direction: int
    size: int
    grounds: str


class ResponseTold(s.Told):
    id: int
    voices: int
    said: str
    verdict: str
    did: str
    promise: str


class ConsultedTold(s.Told):
    """Who is to hear of the outcome, and by which talk or letter they did; `link` is their own.

    `failure` says why what should have told them did not arrive.
    """

    party: s.PartyRef
    asked_at: datetime | None
    told_at: datetime | None
    told_how: str
    told_ref: str
    excuse: str
    failure: str
    link: str


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
    is_listed: bool
    outcome: str
    chosen_id: int | None
    decision: str
    decided_at: datetime | None
    decided_by: s.Named | None
    options: list[AskedOptionTold]
    impacts: list[ImpactTold]
    responses: list[ResponseTold]
    promises: list[str]
    asked: list[ConsultedTold]
    untold: int
    nobodys: int


class ConsultationsTold(s.Told):
    items: list[ConsultationRow]
    next: str


class StanceTold(s.Told):
    option_id: int
    view: str


class AnswerTold(s.Told):
    """An answer without `party` is nobody's yet; of one party the newest counts."""

    id: int
    party: s.PartyRef | None
    name: str
    words: str
    via: str
    said_at: datetime
    is_late: bool
    aside: str
    email: str
    stances: list[StanceTold]
    entered_by: s.Named | None
    version: int


class AnswersTold(s.Told):
    items: list[AnswerTold]
    next: str
