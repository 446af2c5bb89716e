"""One row of a table read as a stakeholder: checked, folded, with what it lacks said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.features.stakeholders.actions._columns import CUSTOM
from accord.features.stakeholders.actions._contact import fold_contact
from accord.features.stakeholders.actions._party import clean_name
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Channel, Kind, LawfulBasis, NameKind
from accord.foundation.fields.models import Field
from accord.foundation.fields.values import clean
from accord.foundation.imports.reading import dates
from accord.foundation.imports.targets import Given
from accord.foundation.kernel.collation import sort_key
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.text import fold, storable

LANGUAGES = ("en", "pl", "et", "ru", "zh")
SPOKEN = (*LANGUAGES[:-1], "zh-hans")
NAMES = {
    "other_name": NameKind.ALIAS,
    "native_name": NameKind.NATIVE,
    "former_name": NameKind.FORMER,
}
POINTS = {
    "mail": Channel.MAIL, "mail_2": Channel.MAIL, "phone": Channel.PHONE,
    "mobile": Channel.PHONE, "phone_2": Channel.PHONE, "web": Channel.WEB,
}  # fmt: skip
PLAIN = ("given_name", "family_name", "summary", "purpose")
LIMITS = {"given_name": 150, "family_name": 150, "summary": 500, "purpose": 200}


@dataclass
class Draft:
    """A stakeholder as one row tells it."""

    name: str
    sort_key: str
    kind: str
    plain: dict[str, Any] = field(default_factory=dict)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    points: list[tuple[str, str, str]] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    ref: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    organisation: str = ""
    post: str = ""
    unit: str = ""
    from_date: date | None = None
    until_date: date | None = None
    note: str = ""
    owner: str = ""
    custom: dict[str, Any] = field(default_factory=dict)
    party: Party | None = None
    same_as: "Draft | None" = None
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """How rows are read: what they are where they don't say, which register numbers they bear."""

    kind: str = ""
    scheme: str = "id"
    order: dates.Order = "ymd"
    fields: Mapping[str, Field] = field(default_factory=dict)


def draft_of(row: Given, reading: Reading) -> tuple[Draft, list[tuple[str, str]]]:
    """Read a row. Raises Invalid when nobody could be told by it; the rest are warnings."""
    values = row.values
    given, family = values.get("given_name", ""), values.get("family_name", "")
    name = clean_name(values.get("name", "") or f"{given} {family}")
    if (text := next((v for v in values.values() if not storable(v)), None)) is not None:
        raise Invalid(_("Holds characters that can't be kept: %s") % ascii(text[:40]))
    draft = Draft(name, sort_key(name, settings.LANGUAGE_CODE), _kind(values, reading))
    warnings: list[tuple[str, str]] = []
    _read_plain(draft, values, warnings)
    _read_numbers(draft, values, reading, warnings)
    _read_points(draft, values, warnings)
    _read_post(draft, values, reading, warnings)
    _read_custom(draft, values, reading, warnings)
    draft.names = [(NAMES[key], values[key][:300]) for key in NAMES if key in values]
    draft.names = [pair for pair in draft.names if pair[1] != name]
    draft.ref = values.get("ref", "").upper()
    draft.category = values.get("category", "")[:80]
    draft.tags = tuple(_split(values.get("tags", "")))
    draft.note = values.get("note", "")
    draft.owner = values.get("owner", "").casefold()
    return draft, warnings


def _split(text: str) -> list[str]:
    for mark in ("|", ";", ","):
        if mark in text:
            return [part.strip()[:60] for part in text.split(mark) if part.strip()]
    return [text.strip()[:60]] if text.strip() else []


_KINDS = {
    "person": Kind.PERSON, "individual": Kind.PERSON, "osoba": Kind.PERSON, "isik": Kind.PERSON,
    "человек": Kind.PERSON, "лицо": Kind.PERSON, "个人": Kind.PERSON,
    "organisation": Kind.ORGANISATION, "organization": Kind.ORGANISATION, "org": Kind.ORGANISATION,
    "company": Kind.ORGANISATION, "organizacja": Kind.ORGANISATION, "firma": Kind.ORGANISATION,
    "organisatsioon": Kind.ORGANISATION, "asutus": Kind.ORGANISATION,
    "организация": Kind.ORGANISATION, "组织": Kind.ORGANISATION, "机构": Kind.ORGANISATION,
    "group": Kind.GROUP, "grupa": Kind.GROUP, "ruhm": Kind.GROUP, "группа": Kind.GROUP,
    "团体": Kind.GROUP,
}  # fmt: skip


def _kind(values: Mapping[str, str], reading: Reading) -> str:
    said = _KINDS.get(values.get("kind", "").casefold())
    if said:
        return said
    if reading.kind:
        return reading.kind
    telling = {"given_name", "family_name", "organisation", "post", "mobile"}
    return Kind.PERSON if telling & values.keys() else Kind.ORGANISATION


def _read_plain(draft: Draft, values: Mapping[str, str], warnings: list[tuple[str, str]]) -> None:
    for key in PLAIN:
        if key in values:
            draft.plain[key] = values[key][: LIMITS[key]]
    if "locality" in values:
        draft.plain["locality"] = values["locality"][:120]
    if "country" in values:
        code = country_code(values["country"])
        if code:
            draft.plain["country"] = code
        else:
            warnings.append(("country", _("No country is called %s.") % values["country"][:60]))
    if "language" in values:
        draft.plain["language"] = values["language"][:20].lower()
    if "lawful_basis" in values:
        _read_basis(draft, values["lawful_basis"], warnings)


def _read_basis(draft: Draft, text: str, warnings: list[tuple[str, str]]) -> None:
    basis = _bases().get(fold(text).replace("-", " "))
    if basis:
        draft.plain["lawful_basis"] = basis
    else:
        warnings.append(("lawful_basis", _("No lawful basis is called %s.") % text[:60]))


@cache
def _bases() -> dict[str, str]:
    """Give the lawful bases by their keys and by their names in five languages."""
    found = {basis.value.replace("-", " "): basis.value for basis in LawfulBasis}
    for language in SPOKEN:
        with override(language):
            found |= {fold(str(basis.label)): basis.value for basis in LawfulBasis}
    return found


def _read_numbers(
    draft: Draft, values: Mapping[str, str], reading: Reading, warnings: list[tuple[str, str]]
) -> None:
    if "lei" in values:
        number = values["lei"].upper()
        draft.identifiers.append(("lei", number[:120]))
        if not is_lei(number):
            warnings.append(("lei", _("The check digits of LEI %s are wrong.") % number[:40]))
    if "identifier" in values:
        draft.identifiers.append((reading.scheme, values["identifier"][:120]))


def is_lei(number: str) -> bool:
    """Tell whether the check digits of a legal entity identifier hold (ISO 17442)."""
    length = 20
    if len(number) != length or not number.isascii() or not number.isalnum():
        return False
    return int("".join(str(int(char, 36)) for char in number)) % 97 == 1


def _read_points(draft: Draft, values: Mapping[str, str], warnings: list[tuple[str, str]]) -> None:
    for key, channel in POINTS.items():
        if key not in values:
            continue
        text = values[key]
        parts = _split(text) if channel == Channel.MAIL and (";" in text or "," in text) else [text]
        for part in parts:
            _read_point(draft, channel, part[:500], warnings)
    lines = [values[key] for key in ("street", "postcode") if key in values]
    if "street" in values:
        if draft.plain.get("locality"):
            lines.append(draft.plain["locality"])
        address = ", ".join(lines)[:500]
        draft.points.append((Channel.POSTAL, address, fold_contact(Channel.POSTAL, address)))


def _read_point(draft: Draft, channel: str, value: str, warnings: list[tuple[str, str]]) -> None:
    try:
        folded = _quick_fold(channel, value)
    except Invalid as refusal:
        warnings.append((channel, _("Not kept: %s") % refusal))
        return
    if all((channel, folded) != (other, known) for other, _value, known in draft.points):
        draft.points.append((channel, value, folded))


def _quick_fold(channel: str, value: str) -> str:
    """Fold an address; plain ASCII ones of the usual shape need no full parser."""
    if channel == Channel.MAIL and value.isascii():
        local, at, domain = value.partition("@")
        plain = local.replace(".", "").replace("_", "").replace("-", "").replace("+", "")
        labels = domain.split(".")
        usual = len(labels) > 1 and all(x.replace("-", "").isalnum() for x in labels)
        edges = local[:1] not in {".", ""} and local[-1:] != "." and ".." not in local
        if at and plain.isalnum() and usual and edges and labels[-1].isalpha():
            return value.casefold()
    return fold_contact(channel, value)


def _read_post(
    draft: Draft, values: Mapping[str, str], reading: Reading, warnings: list[tuple[str, str]]
) -> None:
    draft.organisation = values.get("organisation", "")[:300]
    draft.post = values.get("post", "")[:200]
    draft.unit = values.get("unit", "")[:200]
    for key in ("from_date", "until_date"):
        if key not in values:
            continue
        found = dates.parse(values[key], reading.order)
        if found is None:
            warnings.append((key, _("Not a day: %s") % values[key][:40]))
        else:
            setattr(draft, key, found.date() if isinstance(found, datetime) else found)
    if draft.from_date and draft.until_date and draft.until_date < draft.from_date:
        warnings.append(("until_date", _("The last day lies before the first.")))
        draft.until_date = None


def _read_custom(
    draft: Draft, values: Mapping[str, str], reading: Reading, warnings: list[tuple[str, str]]
) -> None:
    for key, text in values.items():
        if not key.startswith(CUSTOM):
            continue
        name = key.removeprefix(CUSTOM)
        known = reading.fields.get(name)
        if known is None:
            continue
        try:
            draft.custom[name] = clean(known, text)
        except Invalid as refusal:
            warnings.append((key, str(refusal)))


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():  # noqa: PLR2004 -- a country, not a region
                found.setdefault(fold(name), code)
                found.setdefault(code.casefold(), code)
    return found | {"uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "usa": "US"}


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """Give the ISO 3166 code of a country written as a code or a name in five languages."""
    return _countries().get(fold(text.strip()), "")
