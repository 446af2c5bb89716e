"""What a business card says, in one shape whichever version of the format it came in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Name:
    """A name in its parts; several words of one part are joined by a space."""

    family: str = ""
    given: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        parts = (self.prefix, self.given, self.additional, self.family, self.suffix)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Point:
    """A way to reach somebody; ``kinds`` as the card has them, in lower case, ``pref`` left out.

    ``preference`` counts from 1, the most preferred; 0 where the card says nothing.
    """

    value: str
    kinds: tuple[str, ...] = ()
    preference: int = 0
    label: str = ""


@dataclass(frozen=True)
class Address:
    """A postal address in its parts; ``label`` is the whole as it would stand on an envelope."""

    post_box: str = ""
    extended: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    code: str = ""
    country: str = ""
    kinds: tuple[str, ...] = ()
    preference: int = 0
    label: str = ""


@dataclass(frozen=True)
class Photo:
    """A picture on a card: its bytes, or the address where it lies; the bytes are unchecked."""

    content: bytes = b""
    url: str = ""


@dataclass(frozen=True)
class Card:
    """One card. Days are ISO text, ``--02-03`` where the year is not told.

    ``counts`` tells how often each property stood in the file, whether understood or not.
    """

    version: str = ""
    kind: str = ""
    formatted_name: str = ""
    name: Name = Name()
    nicknames: tuple[str, ...] = ()
    organisation: str = ""
    units: tuple[str, ...] = ()
    title: str = ""
    role: str = ""
    emails: tuple[Point, ...] = ()
    phones: tuple[Point, ...] = ()
    addresses: tuple[Address, ...] = ()
    urls: tuple[Point, ...] = ()
    messaging: tuple[Point, ...] = ()
    birthday: str = ""
    note: str = ""
    languages: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    uid: str = ""
    revised: str = ""
    photo: Photo | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def shown_name(self) -> str:
        """The formatted name, or what else can stand for it."""
        first_mail = self.emails[0].value if self.emails else ""
        return self.formatted_name or str(self.name) or self.organisation or first_mail
