"""How a file is to be read: what was found, what people chose instead, and the limits."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from accord.foundation.imports.reading.rows import Remark

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much a file may ask of us. Sizes in bytes, or in characters where text is meant."""

    unpacked: int = 4096 * MEBIBYTE
    spreadsheet: int = 100 * MEBIBYTE
    ratio: int = 100
    ratio_floor: int = 16 * MEBIBYTE
    entries: int = 2000
    cell: int = MEBIBYTE
    row: int = 2 * MEBIBYTE
    columns: int = 16_384
    sample: int = MEBIBYTE
    memory: int = 1536 * MEBIBYTE
    seconds: int = 120


@dataclass(frozen=True)
class Choices:
    """What a person decided; whatever is ``None`` is found out from the file.

    ``delimiter=""`` means one column, ``quote=""`` no quoting at all; ``first_row`` is the line or
    sheet row of the header, or of the first record where there is no header.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    has_header: bool | None = None
    first_row: int | None = None
    sheet: str | None = None
    member: str | None = None


@dataclass(frozen=True)
class Detection:
    """How a file will be read. People see it, and override it by ``overridden``."""

    format: str
    encoding: str = ""
    encoding_certain: bool = True
    delimiter: str = ""
    quote: str = ""
    escape: str = ""
    skip_space: bool = False
    has_header: bool = False
    first_row: int = 1
    line_end: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    member: str = ""
    members: tuple[str, ...] = ()
    warnings: tuple[Remark, ...] = ()

    def overridden(self, **chosen: Any) -> Self:
        """Change what was found; an encoding that a person names is taken as certain."""
        if "encoding" in chosen:
            chosen.setdefault("encoding_certain", True)
        return replace(self, **chosen)

    def warned(self, *remarks: Remark) -> Self:
        return replace(self, warnings=(*self.warnings, *remarks))

    def to_plain(self) -> dict[str, Any]:
        """Give plain values that JSON keeps, so that a job can read the file the same way later."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        known = {each.name: plain[each.name] for each in fields(cls) if each.name in plain}
        for name in ("sheets", "members"):
            known[name] = tuple(known.get(name, ()))
        known["warnings"] = tuple(
            Remark(each["code"], each["facts"]) for each in known.get("warnings", ())
        )
        return cls(**known)
