"""Ties between two stakeholders, and the types that they are of."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from accord.overview.api.forms import _shapes as s

OfKind = Annotated[Literal["", "person", "organisation", "group"], Field()]
Strength = Annotated[int, Field(ge=1, le=5, strict=True)]


class TypeGiven(s.Given):
    """``reverse`` is how it reads from the other end; empty where it reads the same."""

    name: Annotated[s.T120, Field(max_length=100)]
    reverse: Annotated[s.T120, Field(max_length=100)] = ""
    one_kind: OfKind = ""
    other_kind: OfKind = ""


class TypeChanged(s.Given):
    name: Annotated[s.T120, Field(max_length=100)] = ""
    reverse: Annotated[s.T120, Field(max_length=100)] = ""
    one_kind: OfKind = ""
    other_kind: OfKind = ""
    is_active: s.Flag = True
    version: s.Version | None = None


class TypeTold(s.Told):
    id: int
    name: str
    reverse: str
    one_kind: str
    other_kind: str
    is_active: bool
    version: int


class TypesTold(s.Told):
    items: list[TypeTold]
    next: str


class Details(s.Given):
    strength: Strength | None = None
    source: s.T200 = ""
    from_date: s.Day | None = None
    until_date: s.Day | None = None


class TieGiven(Details):
    """What the stakeholder is to ``other``; ``reversed`` where it is the other way round."""

    type_id: s.Key
    other: s.T20
    reversed: s.Flag = False


class TieChanged(Details):
    version: s.Version | None = None


class TieEnded(s.Given):
    until_date: s.Day


class TieTold(s.Told):
    id: int
    type: s.Named
    one: s.PartyRef
    other: s.PartyRef
    strength: int | None
    source: str
    from_date: date | None
    until_date: date | None
    version: int
