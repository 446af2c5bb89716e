"""The properties of one card become a card."""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from accord.foundation.imports.reading.cards import Address, Card, Name, Photo, Point
from accord.foundation.imports.reading.rows import Remark, excerpt
from accord.foundation.imports.reading.vcards import properties
from accord.foundation.imports.reading.vcards.properties import (
    Decoder,
    Fallback,
    Property,
    split_escaped,
)

_UNTOLD = frozenset({"VERSION", "PRODID", "BEGIN", "END"})
_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"})
_APPLE_LABEL = re.compile(r"_\$!<(.{1,100})>!\$_")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
_DAY_ONLY = re.compile(r"--(\d\d)-?(\d\d)")
_MESSENGERS = {
    "X-JABBER": "xmpp", "X-GTALK": "xmpp", "X-GOOGLE-TALK": "xmpp", "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype", "X-MS-IMADDRESS": "im", "X-MSN": "msn", "X-ICQ": "icq",
    "X-AIM": "aim", "X-YAHOO": "yahoo", "X-QQ": "qq", "X-WECHAT": "wechat",
    "X-TELEGRAM": "telegram", "X-WHATSAPP": "whatsapp", "X-SIGNAL": "signal",
}  # fmt: skip
T = TypeVar("T")
_KDE_MESSENGER = "X-MESSAGING/"
_KINDS = {"company": "org", "organization": "org"}


@dataclass(frozen=True)
class _Said:
    """A property with its value decoded, escapes still in it."""

    prop: Property
    text: str
    label: str
    with_lines: bool

    def plain(self) -> str:
        return self._plain(self.text)

    def parts(self, separator: str) -> list[str]:
        return [self._plain(part) for part in split_escaped(self.text, separator)]

    def fields(self, count: int, between: str) -> list[str]:
        """Split a structured value; several values of one field are joined again."""
        fields = split_escaped(self.text, ";")
        plain = [
            between.join(filter(None, map(self._plain, split_escaped(field, ","))))
            for field in fields
        ]
        return (plain + [""] * count)[:count]

    def point(self, clean: Callable[[str], str] = str) -> Point:
        return Point(clean(self.plain()), self.prop.kinds, self.prop.preference, self.label)

    def _plain(self, text: str) -> str:
        return properties.unescaped(text, with_lines=self.with_lines).strip()


def built(
    lines: Sequence[str], dropped: Sequence[str], fallback: Fallback
) -> tuple[Card | None, tuple[Remark, ...]]:
    """Read the lines of one card; ``None`` when they say nothing about anybody."""
    found = [prop for line in lines if (prop := properties.parse(line)) is not None]
    counts = Counter(prop.name for prop in found)
    if not counts.keys() - _UNTOLD:
        return None, ()
    decoder = Decoder(fallback)
    said, undecodable = _said(found, decoder)
    problems = [Remark("value-too-long", {"property": excerpt(name)}) for name in dropped]
    problems += [Remark("value-undecodable", {"property": excerpt(name)}) for name in undecodable]
    if decoder.guessed:
        problems.append(Remark("card-encoding-guessed", {"encoding": decoder.guessed}))
    if odd := len(lines) - len(found):
        problems.append(Remark("lines-not-understood", {"count": odd}))
    return _card(said, found, counts), tuple(problems)


def _said(found: Sequence[Property], decoder: Decoder) -> tuple[dict[str, list[_Said]], list[str]]:
    """Decode all values that are text, sorted by property; name those that could not be."""
    version = next((prop.raw.strip() for prop in found if prop.name == "VERSION"), "")
    labels = {
        prop.group: _label(decoder.text(prop) or "")
        for prop in found
        if prop.name == "X-ABLABEL" and prop.group
    }
    said: dict[str, list[_Said]] = {}
    undecodable: list[str] = []
    for prop in found:
        if prop.name in _BINARY:
            continue
        if (text := decoder.text(prop)) is None:
            undecodable.append(prop.name)
        elif text.strip():
            label = labels.get(prop.group, "") if prop.group else ""
            entry = _Said(prop, text, label, with_lines=not version.startswith("2"))
            said.setdefault(prop.name, []).append(entry)
    return said, undecodable


def _label(text: str) -> str:
    match = _APPLE_LABEL.fullmatch(text.strip())
    return match[1] if match else text.strip()


def _card(said: dict[str, list[_Said]], found: Sequence[Property], counts: Counter[str]) -> Card:
    organisation = _first(said, "ORG", lambda each: each.parts(";"), [""])
    return Card(
        version=_plain(said, "VERSION"),
        kind=_kind(said),
        formatted_name=_plain(said, "FN"),
        name=_first(said, "N", lambda each: Name(*each.fields(5, " ")), Name()),
        nicknames=_all_parts(said, "NICKNAME"),
        organisation=organisation[0],
        units=tuple(filter(None, organisation[1:])),
        title=_plain(said, "TITLE"),
        role=_plain(said, "ROLE"),
        emails=_points(said.get("EMAIL", ()), _mail),
        phones=_points(said.get("TEL", ()), _phone),
        addresses=_addresses(said),
        urls=_points(said.get("URL", ()), str),
        messaging=_messaging(said),
        birthday=_birthday(said),
        note="\n".join(each.plain() for each in said.get("NOTE", ())),
        languages=_all_parts(said, "LANG") or _all_parts(said, "LANGUAGE"),
        categories=_all_parts(said, "CATEGORIES"),
        uid=_plain(said, "UID"),
        revised=_plain(said, "REV"),
        photo=_photo(found),
        counts=dict(counts),
    )


def _first(said: dict[str, list[_Said]], name: str, take: Callable[[_Said], T], default: T) -> T:
    return next((take(each) for each in said.get(name, ())), default)


def _plain(said: dict[str, list[_Said]], name: str) -> str:
    return _first(said, name, _Said.plain, "")


def _all_parts(said: dict[str, list[_Said]], name: str) -> tuple[str, ...]:
    parts = (part for each in said.get(name, ()) for part in each.parts(","))
    return tuple(dict.fromkeys(filter(None, parts)))


def _points(entries: Iterable[_Said], clean: Callable[[str], str]) -> tuple[Point, ...]:
    return tuple(point for each in entries if (point := each.point(clean)).value)


def _mail(text: str) -> str:
    return text[7:] if text.lower().startswith("mailto:") else text


def _phone(text: str) -> str:
    """Take a telephone address apart: its extension is told as people tell it."""
    if not text.lower().startswith("tel:"):
        return text
    number, *parameters = text[4:].split(";")
    extension = next((each[4:] for each in parameters if each.lower().startswith("ext=")), "")
    return f"{number} ext. {extension}" if extension else number


def _addresses(said: dict[str, list[_Said]]) -> tuple[Address, ...]:
    labels = {each.prop.kinds: each.plain() for each in said.get("LABEL", ())}
    addresses = []
    for each in said.get("ADR", ()):
        fields = each.fields(7, ", ")
        label = properties.unescaped(each.prop.param("LABEL")) or labels.get(each.prop.kinds, "")
        if any(fields) or label:
            address = Address(
                *_seven(fields), each.prop.kinds, each.prop.preference, label or each.label
            )
            addresses.append(address)
    return tuple(addresses)


def _seven(fields: list[str]) -> tuple[str, str, str, str, str, str, str]:
    post_box, extended, street, city, region, code, country = fields
    return post_box, extended, street, city, region, code, country


def _messaging(said: dict[str, list[_Said]]) -> tuple[Point, ...]:
    points = list(_points(said.get("IMPP", ()), str))
    for name, entries in said.items():
        if scheme := _messenger(name):
            points += _points(entries, f"{scheme}:{{}}".format)
    return tuple(points)


def _messenger(name: str) -> str:
    """Name the service of a property that some programs made up before there was one for all."""
    if name.startswith(_KDE_MESSENGER):
        return name.removeprefix(_KDE_MESSENGER).partition("-")[0].lower()
    return _MESSENGERS.get(name, "")


def _kind(said: dict[str, list[_Said]]) -> str:
    stated = _plain(said, "KIND") or _plain(said, "X-ADDRESSBOOKSERVER-KIND")
    kind = (stated or _plain(said, "X-ABSHOWAS")).lower()
    return _KINDS.get(kind, kind)


def _birthday(said: dict[str, list[_Said]]) -> str:
    for each in said.get("BDAY", ()):
        text = each.plain()
        if match := _DAY.fullmatch(text):
            return f"{match[1]}-{match[2]}-{match[3]}"
        if match := _DAY_ONLY.fullmatch(text):
            return f"--{match[1]}-{match[2]}"
    return ""


def _photo(found: Sequence[Property]) -> Photo | None:
    """Take the first picture that has bytes, else the first that has an address."""
    photos = [_as_photo(prop) for prop in found if prop.name in {"PHOTO", "X-MS-CARDPICTURE"}]
    with_content = (photo for photo in photos if photo.content)
    with_url = (photo for photo in photos if photo.url)
    return next(with_content, None) or next(with_url, None)


def _as_photo(prop: Property) -> Photo:
    if prop.encoding in {"BASE64", "B"}:
        return Photo(content=properties.content(prop))
    text = prop.raw.strip()
    head, comma, packed = text.partition(",")
    if text[:5].lower() == "data:" and comma and head.lower().endswith(";base64"):
        return Photo(content=_unpacked(packed))
    return Photo(url=text) if "://" in text[:40] else Photo()


def _unpacked(packed: str) -> bytes:
    try:
        return base64.b64decode(packed.encode("ascii"))
    except (binascii.Error, ValueError):
        return b""
