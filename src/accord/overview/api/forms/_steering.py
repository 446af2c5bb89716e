"""The vision with what serves it, strategic segments with what they want, and workshops."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from accord.features.needs.states import Confidence
from accord.overview.api.forms import _shapes as s

T4000 = Annotated[s.Text, Field(max_length=4000)]
Months = Annotated[int, Field(ge=1, le=60, strict=True)]
Hours = Annotated[int, Field(ge=1, le=168, strict=True)]
WantKind = Literal["goal", "requirement"]
How = Annotated[Confidence, s.written_out(Confidence)]
Keys = Annotated[list[s.Key], Field(min_length=1, max_length=40)]


class VisionGiven(s.Given):
    words: T4000
    reason: s.T300


class AimGiven(s.Given):
    words: s.T200


class AimChanged(s.Given):
    words: s.T200
    version: s.Version | None = None


class ServiceGiven(s.Given):
    """``initiative`` is a reference."""

    initiative: s.T20
    words: s.T300


class InitiativeRef(s.Told):
    ref: str
    name: str


class VisionTold(s.Told):
    words: str
    reason: str
    at: datetime
    by: s.Named | None


class AimTold(s.Told):
    id: int
    words: str
    closed_at: datetime | None
    is_served: bool
    version: int


class ServiceTold(s.Told):
    id: int
    aim_id: int
    initiative: InitiativeRef
    words: str


class RoleCount(s.Told):
    role: str
    n: int


class LineTold(s.Told):
    """One department, or none: what it does for each aim, and who there stands for what."""

    department: s.Named | None
    services: list[ServiceTold]
    unaligned: list[InitiativeRef]
    roles: list[RoleCount]
    people: int
    key_relationships: int


class AlignmentTold(s.Told):
    """`vision` is the one that counts, `before` what stood before it, newest first."""

    vision: VisionTold | None
    before: list[VisionTold]
    aims: list[AimTold]
    departments: list[LineTold]


class FocusGiven(s.Given):
    segment_id: s.Key
    owner_id: s.Key
    reason: s.T300
    fresh_months: Months = 12


class FocusChanged(s.Given):
    """Only what is named is written."""

    owner_id: s.Key | None = None
    reason: s.T300 = ""
    fresh_months: Months | None = None
    version: s.Version | None = None


class WantGiven(s.Given):
    words: s.T300
    source: s.T300
    kind: WantKind = "goal"
    confidence: How = Confidence.THEMSELVES
    confirmed_on: s.Day | None = None


class WithdrawnGiven(s.Given):
    why: s.T300


class AskGiven(s.Given):
    party: s.T20


class WantTold(s.Told):
    """`ended_at` says when a newer one took its place or it was withdrawn (`ended_why`)."""

    id: int
    kind: WantKind
    words: str
    source: str
    confidence: How
    confirmed_on: date
    is_stale: bool
    at: datetime
    by: s.Named | None
    replaces_id: int | None
    ended_at: datetime | None
    ended_why: str


class RollupTold(s.Told):
    """What members that you may see want, and still do.

    `share_met` is null of too few (`share_from`); `median_day` is when half of it was confirmed.
    """

    members: int
    known: int
    needs: int
    kinds: dict[str, int]
    confidences: dict[str, int]
    met: int
    share_met: float | None
    share_from: int
    median_day: date | None
    oldest_day: date | None
    newest_day: date | None
    stale: int


class FocusRow(s.Told):
    id: int
    segment: s.Named
    owner: s.Named
    reason: str
    fresh_months: int
    version: int


class FocusTold(FocusRow):
    wants: list[WantTold]
    before: list[WantTold]
    rollup: RollupTold


class FocusesTold(s.Told):
    items: list[FocusRow]
    next: str


class AskedTold(s.Told):
    task: str


class WorkshopGiven(s.Given):
    """``stakes`` are laid out; the link is good for ``hours``, a week at most."""

    initiative: s.T20
    title: s.T200
    stakes: Keys
    hours: Hours = 8


class AdoptGiven(s.Given):
    cards: Keys


class WorkshopRow(s.Told):
    id: int
    initiative: InitiativeRef
    title: str
    opened_at: datetime
    opened_by: s.Named | None
    closes_at: datetime
    shown_at: datetime | None
    adopted_at: datetime | None
    is_open: bool
    version: int


class GuestTold(s.Told):
    name: str
    placed: int


class CardTold(s.Told):
    """Scores are medians in tenths, once it is shown; null where nobody put it anywhere."""

    id: int
    stake_id: int
    party: s.PartyRef
    n: int | None
    power: int | None
    interest: int | None
    is_apart: bool | None


class WorkshopTold(WorkshopRow):
    """`link` is for those who take part, while it is open."""

    link: str
    guests: list[GuestTold]
    cards: list[CardTold]


class WorkshopsTold(s.Told):
    items: list[WorkshopRow]
    next: str


class AdoptedTold(s.Told):
    adopted: int
