"""Mail, and the ledger of what came."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from accord.overview.api.forms import _shapes as s


class MessagesAsked(s.Asked):
    state: Literal["", "waiting", "filed", "aside"] = ""


class FilingGiven(s.Given):
    """`parties` are references of stakeholders; `remembers` keeps the sender's address."""

    parties: Annotated[list[s.T20], Field(min_length=1, max_length=20)]
    remembers: s.Flag = False


class AssignedTo(s.Given):
    to_id: s.Key


class AsideGiven(s.Given):
    reason: Annotated[s.T200, Field(min_length=1)]


class AddressTold(s.Told):
    name: str
    address: str


class MessageRow(s.Told):
    """`thread` is the same for all of one conversation; `talk` is what it was filed as."""

    ref: str
    state: str
    direction: str
    sender: AddressTold
    recipients: list[AddressTold]
    subject: str
    sent_at: datetime
    thread: str
    owner: s.Named
    department: s.Named | None
    talk: str
    snoozed_until: str
    reason: str
    version: int


class MessageTold(MessageRow):
    """`why` is the reason in the ledger; `left_out` names files that were not kept."""

    text: str
    why: str
    parties: list[s.PartyRef]
    files: list[str]
    left_out: list[str]


class MessagesTold(s.Told):
    items: list[MessageRow]
    next: str


class ArrivalTold(s.Told):
    """What came and what became of it; none of its words."""

    id: int
    source: str
    owner: s.Named
    is_archive: bool
    taken_at: datetime
    size: int
    state: str
    reason: str
    tries: int
    version: int


class ArrivalsTold(s.Told):
    items: list[ArrivalTold]
    next: str
