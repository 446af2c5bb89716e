"""Key messages, the message house, and where a party was told two things."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from accord.features.keymessages.states import LONGEST, Holds, Kind
from accord.overview.api.forms import _shapes as s

Wording = Annotated[s.Text, Field(max_length=LONGEST)]
MessageKind = Annotated[Kind, s.written_out(Kind)]


class KeyMessageGiven(s.Given):
    """A draft; `need` is a reference, `audience_id` a segment, `pillar` the words of a pillar."""

    initiative: s.T20
    title: s.T200
    words: Wording
    owner_id: s.Key
    kind: MessageKind = Kind.MESSAGE
    proofs: Wording = ""
    unsaid: Wording = ""
    pillar: s.T300 = ""
    need: s.T20 = ""
    audience_id: s.Key | None = None


class KeyMessageChanged(s.Given):
    """Only what is named is worded anew."""

    title: s.T200 = ""
    words: Wording = ""
    owner_id: s.Key | None = None
    kind: MessageKind = Kind.MESSAGE
    proofs: Wording = ""
    unsaid: Wording = ""
    pillar: s.T300 = ""
    need: s.T20 = ""
    audience_id: s.Key | None = None
    version: s.VersionRead = None


class ApprovalGiven(s.Given):
    expires_on: s.Day


class SaidGiven(s.Given):
    """`about` is the reference of a talk, or of a draft letter of your own."""

    about: s.T20


class MatterGiven(s.Given):
    """`words` name it, one way or language a line; all words of a line stand in one sentence."""

    name: s.T120
    words: Annotated[s.Text, Field(max_length=1000)]


class WhichHolds(s.Given):
    holds: Annotated[Holds, s.written_out(Holds)]
    words: s.T500 = ""


class ToldBy(s.Given):
    """`ref` is the talk, the sent letter or the meeting by which they heard it."""

    ref: s.T20


class EditionTold(s.Told):
    number: int
    words: str
    proofs: str
    unsaid: str
    state: str
    written_by: s.Named | None
    written_at: datetime
    approved_by: s.Named | None
    approved_level: int | None
    approved_at: datetime | None
    expires_on: date | None


class ReceptionTold(s.Told):
    """That a party received an edition, by which letter or talk."""

    party: s.PartyRef
    edition: int
    ref: str
    at: datetime


class KeyMessageRow(s.Told):
    """`standing` is none, holds, expired or ended; `expires_on` that of what is approved."""

    ref: str
    kind: str
    title: str
    initiative: str
    pillar: str
    audience: s.Named | None
    owner: s.Named | None
    standing: str
    has_draft: bool
    expires_on: date | None
    ended_at: datetime | None
    version: int


class KeyMessageTold(KeyMessageRow):
    """`receptions` are the newest 200; `receptions_count` counts all that you may see."""

    need: str
    editions: list[EditionTold]
    receptions: list[ReceptionTold]
    receptions_count: int


class KeyMessagesTold(s.Told):
    items: list[KeyMessageRow]
    next: str


class SayingTold(s.Told):
    """What may be said today."""

    ref: str
    edition: int
    title: str
    words: str
    proofs: str
    unsaid: str
    audience: s.Named | None
    expires_on: date | None


class PillarTold(s.Told):
    words: str
    messages: list[SayingTold]


class MatterTold(s.Told):
    id: int
    name: str
    words: str
    version: int


class HouseTold(s.Told):
    """The roof, its pillars with what we say under each, and what must be told alike."""

    roof: str
    pillars: list[PillarTold]
    others: list[SayingTold]
    questions: list[SayingTold]
    matters: list[MatterTold]


class SideTold(s.Told):
    """One of the two things that were told."""

    ref: str
    words: str
    at: datetime
    by: s.Named | None


class ContradictionTold(s.Told):
    ref: str
    party: s.PartyRef
    matter: str
    initiative: str
    state: str
    found_at: datetime
    first: SideTold
    second: SideTold
    holds: str
    words: str
    decided_at: datetime | None
    told_ref: str
    told_at: datetime | None
    version: int


class ContradictionsTold(s.Told):
    items: list[ContradictionTold]
    next: str
