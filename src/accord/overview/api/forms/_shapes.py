"""What a value may look like: strict, of the length that is kept, of letters that can be kept."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import TextChoices
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    WithJsonSchema,
)

from accord.foundation.kernel.days import is_meant
from accord.foundation.kernel.text import storable
from accord.overview.api.queries import Span


def _storable(text: str) -> str:
    if not storable(text):
        raise ValueError("holds characters that can't be kept")
    return text


def _written(value: Any) -> Any:
    if not isinstance(value, str) or value.strip().lstrip("+-").replace(".", "", 1).isdigit():
        raise ValueError("must be written as in RFC 3339")
    return value


def _meant(day: Any) -> Any:
    if not is_meant(day):
        raise ValueError("must lie in a year from 1000 to 2999")
    return day


def written_out(choices: type[TextChoices], *, with_empty: bool = False) -> WithJsonSchema:
    """Describe choices where they stand, not by the name of their class."""
    values = ["", *choices.values] if with_empty else list(choices.values)
    return WithJsonSchema({"type": "string", "enum": values})


_Kept = AfterValidator(_storable)
Text = Annotated[str, Strict(), Field(max_length=100_000), _Kept]
T20 = Annotated[str, Strict(), Field(max_length=20), _Kept]
T60 = Annotated[str, Strict(), Field(max_length=60), _Kept]
T120 = Annotated[str, Strict(), Field(max_length=120), _Kept]
T150 = Annotated[str, Strict(), Field(max_length=150), _Kept]
T200 = Annotated[str, Strict(), Field(max_length=200), _Kept]
T300 = Annotated[str, Strict(), Field(max_length=300), _Kept]
T500 = Annotated[str, Strict(), Field(max_length=500), _Kept]
Country = Annotated[str, Strict(), Field(pattern="^([A-Z]{2})?$")]
Flag = Annotated[bool, Strict()]
Key = Annotated[int, Strict(), Field(ge=1, le=2**63 - 1)]
Version = Annotated[int, Strict(), Field(ge=1, le=2**31 - 1)]
VersionRead = Annotated[
    Version | None, Field(description="The version you read, where If-Match is not sent")
]
Days = Annotated[int, Strict(), Field(ge=1, le=3650)]
Place = Annotated[int, Strict(), Field(ge=0, le=1_000_000)]
Day = Annotated[date, BeforeValidator(_written), AfterValidator(_meant)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_meant)]
Degrees = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]

# In an address everything is text.
AskedKey = Annotated[int, Field(ge=1, le=2**63 - 1)]
AskedMoment = Annotated[datetime, BeforeValidator(_written), AfterValidator(_meant)]


class Given(BaseModel):
    """What somebody sends: nothing but what is named here."""

    model_config = ConfigDict(extra="forbid")


class Paged(BaseModel):
    """Which page of a list is asked for."""

    model_config = ConfigDict(extra="forbid")

    cursor: Annotated[str, Field(max_length=300)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50

    @property
    def span(self) -> Span:
        return Span(self.cursor, self.limit)


class Asked(Paged):
    """The same, with what those who keep a copy ask for."""

    changed_since: Annotated[
        Moment | None, Field(description="Only what was added or changed since")
    ] = None

    @property
    def span(self) -> Span:
        return Span(self.cursor, self.limit, self.changed_since)


class Told(BaseModel):
    """What is answered."""

    model_config = ConfigDict(extra="forbid")


class Named(Told):
    id: int
    name: str


class Gone(Told):
    """What was there, by reference, and is no more."""

    ref: str


class PartyRef(Told):
    """A stakeholder, by reference."""

    ref: str
    name: str


class Problem(BaseModel):
    """Why nothing was done (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
