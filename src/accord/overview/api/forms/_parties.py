"""Parties and what belongs to them, as they are sent and as they are told."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from accord.features.stakeholders.states import (
    Channel,
    ConsentState,
    Kind,
    LawfulBasis,
    NameKind,
    PlaceRole,
    Purpose,
    RowKind,
    Source,
    Tier,
    Visibility,
)
from accord.overview.api.forms import _shapes as s


class PartiesAsked(s.Asked):
    """``q`` finds by name, number or address; ``changed_since`` looks at own facts."""

    q: Annotated[s.T200, Field(description="Words to find; the answer is by rank")] = ""
    kind: Kind | None = None
    category_id: s.AskedKey | None = None
    owner_id: s.AskedKey | None = None
    department_id: s.AskedKey | None = None
    tier: Tier | None = None
    country: s.Country | None = None
    is_active: bool | None = None


class _PartyFacts(s.Given):
    given_name: s.T150 = ""
    family_name: s.T150 = ""
    honorific: s.T60 = ""
    salutation: s.T150 = ""
    summary: s.T500 = ""
    category_id: s.Key | None = None
    parent: Annotated[s.T20 | None, Field(description="Reference of the group above")] = None
    department_id: s.Key | None = None
    tier: Tier | Annotated[str, Field(pattern="^$")] = ""
    rhythm_days: s.Days | None = None
    language: s.T20 = ""
    country: s.Country = ""
    locality: s.T120 = ""
    preferred_channel: Channel | Annotated[str, Field(pattern="^$")] = ""
    preferred_times: s.T120 = ""
    accessibility: s.T300 = ""
    is_contact_permitted: s.Flag = True
    contact_refusal: s.T300 = ""
    is_sensitive: s.Flag = False
    purpose: s.T200 = ""
    lawful_basis: LawfulBasis | Annotated[str, Field(pattern="^$")] = ""
    verified_at: s.Moment | None = None
    custom: Annotated[
        dict[str, Any], Field(description="Answers to the fields of /fields, by key")
    ] = {}
    tags: Annotated[
        list[s.T60], Field(max_length=100, description="Names of tags, all of them")
    ] = []


class PointGiven(s.Given):
    channel: Channel
    value: s.T500
    purpose: Purpose = Purpose.WORK
    label: s.T60 = ""
    is_primary: s.Flag = False
    from_date: s.Day | None = None
    until_date: s.Day | None = None


class PartyGiven(_PartyFacts):
    kind: Kind
    name: s.T300
    owner_id: s.Key | None = None
    contact_points: Annotated[list[PointGiven], Field(max_length=50)] = []


class PartyChanged(_PartyFacts):
    """Only what is named is written."""

    name: s.T300 = ""
    version: s.VersionRead = None


class PartyTold(s.Told):
    ref: str
    kind: Kind
    name: str
    given_name: str
    family_name: str
    honorific: str
    salutation: str
    summary: str
    headline: str
    category: s.Named | None
    parent: s.PartyRef | None
    tier: str
    rhythm_days: int | None
    language: str
    country: str
    locality: str
    preferred_channel: str
    preferred_times: str
    accessibility: str
    is_contact_permitted: bool
    contact_refusal: str
    is_sensitive: bool
    is_active: bool
    inactive_reason: str
    owner: s.Named | None
    deputy: s.Named | None
    department: s.Named | None
    visibility: Visibility
    purpose: str
    lawful_basis: str
    source: Source
    custom: dict[str, Any]
    tags: list[str]
    last_contact_at: datetime | None
    verified_at: datetime | None
    added_at: datetime
    version: int


class PartiesTold(s.Told):
    items: list[PartyTold]
    next: str


class ReasonGiven(s.Given):
    reason: s.T300


class MergeGiven(s.Given):
    """The record that goes into this one, and of which facts its value stays."""

    merged: s.T20
    take: list[s.T60] = Field(default_factory=list, max_length=100)


class PartGiven(s.Given):
    merged: s.T20


class PairsAsked(s.Paged):
    """The cursor of one page leads to the next."""


class EndTold(s.Told):
    ref: str
    name: str


class EvidenceTold(s.Told):
    compared: str
    grade: str
    weight: float


class PairTold(s.Told):
    id: int
    first: EndTold
    second: EndTold
    probability: float
    evidence: list[EvidenceTold]


class PairsTold(s.Told):
    items: list[PairTold]
    next: str


class HandOverGiven(s.Given):
    to_id: s.Key
    deputy_id: s.Key | None = None
    words: s.T500 = ""


class RestrictGiven(s.Given):
    visibility: Visibility
    reader_ids: Annotated[list[s.Key], Field(max_length=200)] = []


class PointChanged(s.Given):
    """Only what is named is written."""

    value: s.T500 = ""
    purpose: Purpose = Purpose.WORK
    label: s.T60 = ""
    from_date: s.Day | None = None
    until_date: s.Day | None = None
    verified_at: s.Moment | None = None
    version: s.Version | None = None


class PointTold(s.Told):
    id: int
    channel: Channel
    value: str
    purpose: Purpose
    label: str
    is_primary: bool
    from_date: date | None
    until_date: date | None
    verified_at: datetime | None
    version: int


class NameGiven(s.Given):
    kind: NameKind
    text: s.T300
    language: s.T20 = ""


class NameTold(s.Told):
    id: int
    kind: NameKind
    text: str
    language: str
    version: int


class IdentifierGiven(s.Given):
    scheme: Annotated[str, Field(max_length=30)]
    value: s.T120


class IdentifierTold(s.Told):
    id: int
    scheme: str
    value: str
    version: int


class PostGiven(s.Given):
    """``moves`` ends what the person held until then."""

    organisation: s.T20
    post: s.T200 = ""
    unit: s.T200 = ""
    from_date: s.Day | None = None
    until_date: s.Day | None = None
    moves: s.Flag = False


class PostEnded(s.Given):
    until_date: s.Day


class PostTold(s.Told):
    id: int
    person: s.PartyRef
    organisation: s.PartyRef
    post: str
    unit: str
    from_date: date | None
    until_date: date | None
    is_main: bool
    version: int


class MembershipGiven(s.Given):
    group: s.T20
    from_date: s.Day | None = None


class MembershipTold(s.Told):
    id: int
    group: s.PartyRef
    member: s.PartyRef
    from_date: date | None
    until_date: date | None


class TopicsGiven(s.Given):
    topic_ids: Annotated[list[s.Key], Field(max_length=200)]


class PartyPlaceGiven(s.Given):
    place: s.T20
    role: PlaceRole = PlaceRole.OWNER


class PartyPlaceTold(s.Told):
    id: int
    place: s.PartyRef
    role: PlaceRole


class ConsentGiven(s.Given):
    purpose_id: s.Key
    state: ConsentState
    source: s.T200 = ""
    evidence: s.Text = ""
    said_at: s.Moment | None = None


class ConsentTold(s.Told):
    id: int
    purpose: s.Named
    state: ConsentState
    source: str
    evidence: str
    said_at: datetime


class FileTold(s.Told):
    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    has_preview: bool
    by: s.Named | None
    at: datetime


class NoteGiven(s.Given):
    text: s.Text
    visibility: Visibility = Visibility.EVERYONE
    reader_ids: Annotated[list[s.Key], Field(max_length=200)] = []


class TimelineAsked(s.Paged):
    kind: RowKind | None = None


class RowTold(s.Told):
    id: int
    by: s.Named | None
    at: datetime
    kind: RowKind
    verb: str
    subject_ref: str
    title: str
    text: str
    channel: str
    mood: int | None
    is_contact: bool
    visibility: Visibility


class TimelineTold(s.Told):
    """``hidden`` counts the rows that restricted eyes alone may read, and says no more of them."""

    items: list[RowTold]
    next: str
    hidden: int
