"""The vocabulary, places, people, search, undo and imports."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from accord.foundation.fields.models import FieldKind
from accord.overview.api.forms import _shapes as s


class CategoryGiven(s.Given):
    name: Annotated[s.T120, Field(max_length=80)]
    position: s.Place = 0


class CategoryTold(s.Told):
    id: int
    name: str
    position: int
    version: int


class CategoriesTold(s.Told):
    items: list[CategoryTold]
    next: str


class TopicGiven(s.Given):
    name: Annotated[s.T120, Field(max_length=80)]


class PurposeGiven(s.Given):
    name: s.T120


class WordTold(s.Told):
    id: int
    name: str
    version: int


class WordsTold(s.Told):
    items: list[WordTold]
    next: str


class TagGiven(s.Given):
    name: s.T60
    about: s.T300 = ""


class TagTold(WordTold):
    about: str


class TagsTold(s.Told):
    items: list[TagTold]
    next: str


class PlaceGiven(s.Given):
    name: s.T200
    address: s.T300 = ""
    locality: s.T120 = ""
    country: s.Country = ""
    latitude: s.Degrees | None = None
    longitude: s.Degrees | None = None
    note: s.T500 = ""


class PlaceTold(s.Told):
    id: int
    ref: str
    name: str
    address: str
    locality: str
    country: str
    latitude: float | None
    longitude: float | None
    note: str
    version: int


class PlacesTold(s.Told):
    items: list[PlaceTold]
    next: str


class SegmentGiven(s.Given):
    name: s.T120
    needs: s.Text = ""
    language: s.T20 = ""
    channel: Annotated[str, Field(pattern="^[a-z-]{0,12}$")] = ""
    rhythm_days: s.Days | None = None
    accessibility: s.T300 = ""
    department_id: s.Key | None = None


class PickGiven(s.Given):
    party: s.T20


class SegmentTold(s.Told):
    id: int
    name: str
    is_rule: bool
    rule: list[Any]
    needs: str
    language: str
    channel: str
    rhythm_days: int | None
    accessibility: str
    department: s.Named | None
    version: int


class SegmentsTold(s.Told):
    items: list[SegmentTold]
    next: str


class MemberTold(s.PartyRef):
    kind: str


class MembersTold(s.Told):
    items: list[MemberTold]
    next: str


class FieldGiven(s.Given):
    kind: FieldKind
    labels: Annotated[dict[s.T20, s.T120], Field(min_length=1, max_length=20)]
    key: Annotated[str, Field(pattern="^[a-z0-9_]{0,40}$")] = ""
    hints: Annotated[dict[s.T20, s.T300], Field(max_length=20)] = {}
    options: Annotated[list[dict[s.T20, s.T120]], Field(max_length=500)] = []
    is_filterable: s.Flag = False
    is_required: s.Flag = False


class FieldTold(s.Told):
    id: int
    key: str
    kind: FieldKind
    labels: dict[str, str]
    hints: dict[str, str]
    options: list[dict[str, Any]]
    is_filterable: bool
    is_required: bool
    version: int


class FieldsTold(s.Told):
    items: list[FieldTold]
    next: str


class PersonTold(s.Named):
    department: s.Named | None


class PeopleTold(s.Told):
    items: list[PersonTold]
    next: str


class DepartmentTold(s.Named):
    parent_id: int | None


class DepartmentsTold(s.Told):
    items: list[DepartmentTold]
    next: str


Encoding = Literal[
    "utf-8", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1252", "cp1257", "iso8859_2",
    "iso8859_13", "iso8859_15", "koi8_r", "cp866", "cp852", "gb18030", "cp950",
]  # fmt: skip


class SearchAsked(s.Given):
    """`kind` looks for one sort of record alone, such as `party` or `task`."""

    q: Annotated[s.T200, Field(min_length=1)]
    kind: s.T20 = ""
    limit: Annotated[int, Field(ge=1, le=50)] = 8


class TextsAsked(s.Paged):
    q: Annotated[s.T200, Field(min_length=1)]


class TextHitTold(s.Told):
    """A text that has the words; `ref` is the record it belongs to."""

    kind: str
    ref: str
    title: str
    at: datetime
    excerpt: str


class TextHitsTold(s.Told):
    items: list[TextHitTold]
    next: str


class RemarksAsked(s.Paged):
    """`refused` asks for refused rows alone, or for those that were only warned of."""

    refused: bool | None = None


class ReadingGiven(s.Given):
    """How a file is to be read; what is left out is found out from the file.

    `sheet` and `member` are of those that `GET /imports/{id}` names in `detection`.
    """

    encoding: Encoding | None = None
    delimiter: Literal[",", ";", "\t", "|", ""] | None = None
    has_header: s.Flag | None = None
    sheet: s.T120 | None = None
    member: s.T300 | None = None


class ImportRemarkTold(s.Told):
    """Why a row was refused, or what was warned of, with what the row said."""

    row: int
    is_refusal: bool
    code: str
    message: str
    raw: list[Any]


class ImportRemarksTold(s.Told):
    items: list[ImportRemarkTold]
    next: str


class HitTold(s.Told):
    kind: str
    ref: str
    title: str


class KeptTold(s.Told):
    """What an undo left alone because somebody wrote it since."""

    kind: str
    row_id: int
    field: str
    reason: str


class UndoneTold(s.Told):
    rows: int
    kept: list[KeptTold]


class NumberTold(s.Told):
    id: int


class MappingGiven(s.Given):
    """The field by the number of its column, both as text; options as the wizard keeps them."""

    mapping: Annotated[dict[s.T20, s.T120], Field(max_length=500)]
    options: dict[s.T60, Any] = {}


class ImportInListTold(s.Told):
    id: int
    target: str
    file_name: str
    size: int
    state: str
    given_at: datetime
    done_at: datetime | None


class ImportsTold(s.Told):
    items: list[ImportInListTold]
    next: str


class ImportTold(ImportInListTold):
    error: str
    header: list[str]
    mapping: dict[str, str]
    options: dict[str, Any]
    detection: dict[str, Any]
    checked: dict[str, Any]
    done: dict[str, int]
