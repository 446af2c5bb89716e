"""Letters, with whom they are for."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from accord.features.letters.states import Kind as TemplateKind
from accord.features.letters.states import Scope
from accord.foundation.arrivals.models import Sight
from accord.overview.api.forms import _shapes as s

T20000 = Annotated[s.Text, Field(max_length=20_000)]
ForWhom = Annotated[Sight, s.written_out(Sight)]


class LetterGiven(s.Given):
    """`to` are references of stakeholders, each of whom gets a mail of their own.

    `about` is the reference of the record it begins with; that of a mail makes it an answer.
    """

    to: Annotated[list[s.T20], Field(max_length=20)]
    subject: s.T200
    text: T20000
    about: s.T20 = ""
    sight: ForWhom = Sight.EVERYONE
    not_before: s.Moment | None = None


class LetterBack(s.Given):
    """What the second reader says to its author."""

    words: s.T500


class LetterPosted(s.Given):
    posted_on: s.Day


class LetterAddress(s.Given):
    """Where the copy of one of them goes."""

    party: s.T20
    address: Annotated[s.Text, Field(max_length=320)]


class TemplateGiven(s.Given):
    """Words in one language; `scope` is own, department or everyone."""

    name: s.T120
    kind: Annotated[TemplateKind, s.written_out(TemplateKind)] = TemplateKind.LETTER
    purpose: s.T200 = ""
    scope: Annotated[Scope, s.written_out(Scope)] = Scope.OWN
    language: s.T20 = "en"
    subject: s.T200 = ""
    text: T20000


class WordingTold(s.Told):
    language: str
    subject: str
    text: str


class TemplateTold(s.Told):
    id: int
    name: str
    kind: str
    purpose: str
    scope: str
    owner: s.Named | None
    wordings: list[WordingTold]
    version: int


class TemplatesTold(s.Told):
    items: list[TemplateTold]
    next: str


class CopyTold(s.Told):
    """`error` says why a copy was not sent."""

    party: s.PartyRef
    address: str
    state: str
    error: str


class RemarkTold(s.Told):
    """`kind` is `stop` for what can't be sent so, `warn` for what should be thought over."""

    kind: str
    words: str


class LetterRow(s.Told):
    ref: str
    state: str
    subject: str
    text: str
    author: s.Named | None
    reader: s.Named | None
    about: str
    sight: str
    send_at: datetime | None
    left_at: datetime | None
    trouble: str
    version: int


class LetterTold(LetterRow):
    """`copies` are those that one may see; `remarks` tell for and against sending a draft."""

    copies: list[CopyTold]
    remarks: list[RemarkTold]


class LettersTold(s.Told):
    items: list[LetterRow]
    next: str
