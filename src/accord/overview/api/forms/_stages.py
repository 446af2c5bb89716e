"""Checklists of stages: what is told by when, and what did it."""

from datetime import date
from typing import Annotated

from accord.features.engagement.states import Channel
from accord.overview.api.forms import _shapes as s

TellingChannel = Annotated[Channel, s.written_out(Channel)]


class LayGiven(s.Given):
    """Begin with the stages of the initiative's kind."""

    starts_on: s.Day
    owner_id: s.Key


class StageGiven(s.Given):
    name: s.T120
    from_date: s.Day
    until_date: s.Day


class TellingGiven(s.Given):
    """`audience_id` is a segment; without one it is for all with a stake."""

    words: s.T300
    channel: TellingChannel
    due_on: s.Day
    owner_id: s.Key
    audience_id: s.Key | None = None


class ProofGiven(s.Given):
    """`ref` is the talk, the sent letter or the meeting by which it was told."""

    ref: s.T20


class ProofTold(s.Told):
    """A talk, letter or meeting that may be what was to be told."""

    ref: str
    words: str
    day: date


class TellingTold(s.Told):
    """`state` is open, done or skipped; `is_missed` where it is open past its day."""

    id: int
    words: str
    audience: s.Named | None
    channel: str
    due_on: date
    owner: s.Named | None
    state: str
    is_missed: bool
    told_ref: str
    reason: str
    closed_on: date | None
    offers: list[ProofTold]
    version: int


class StageTold(s.Told):
    id: int
    name: str
    from_date: date
    until_date: date
    tellings: list[TellingTold]
    version: int


class ChecklistTold(s.Told):
    initiative: str
    stages: list[StageTold]


class TallyTold(s.Told):
    """How many things of an initiative were told, missed, left out, or lie ahead."""

    initiative: str
    name: str
    told: int
    missed: int
    skipped: int
    ahead: int
