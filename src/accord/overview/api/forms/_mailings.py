"""Mailings, with who gets a copy and who does not."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from accord.overview.api.forms import _shapes as s

Keys = Annotated[list[s.Key], Field(max_length=100)]
Refs = Annotated[list[s.T20], Field(max_length=500)]


class MailingGiven(s.Given):
    """`purpose` is the key of what each of them must have agreed to.

    `template` is the key of the words; `to` and `without` are references of stakeholders, segments
    come by their keys. Nothing leaves until it is checked and begun.
    """

    title: Annotated[s.Text, Field(max_length=120)]
    template: s.Key
    purpose: s.Key
    segments: Keys = []
    to: Refs = []
    without_segments: Keys = []
    without: Refs = []
    per_minute: Annotated[int, Field(ge=1, le=1000)] = 60
    has_paper: bool = True


class PostedGiven(s.Given):
    posted_on: s.Day


class MailingRow(s.Told):
    ref: str
    title: str
    state: str
    purpose: str
    author: s.Named | None
    per_minute: int
    has_paper: bool
    checked_at: datetime | None
    begun_at: datetime | None
    ended_at: datetime | None
    version: int


class MailingTold(MailingRow):
    """`counts` say how many copies have which state; those left out stand as `left-out.why`."""

    counts: dict[str, int]


class MailingsTold(s.Told):
    items: list[MailingRow]
    next: str


class RecipientTold(s.Told):
    """`reason` says why somebody is left out, `due_at` until when their copy is put off."""

    party: s.PartyRef
    state: str
    reason: str
    address: str
    due_at: datetime | None
    sent_at: datetime | None
    error: str


class RecipientsTold(s.Told):
    """`hidden` is how many of these one may not see; `next` is the key to go on after, or 0."""

    items: list[RecipientTold]
    hidden: int
    next: int


class RecipientsAsked(s.Given):
    """`of` is a count of the mailing, such as `sent` or `left-out.no-consent`."""

    of: s.T200 = "sent"
    after: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
