"""What a value of a field may be: read from what people give, shown to them, made comparable."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.foundation.fields.models import Field, FieldKind, FieldValue
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.text import fold, is_blank, storable

LONGEST = 1000
LONGEST_LINK = 500
DIGITS = 18  # of a key, at most
COMPARED = 200  # characters of a text that filters see
_SPACES = re.compile(r"[\s\u00a0\u202f']")
_GROUPING = ("en", "zh")  # languages that part thousands by commas
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?")


def clean(field: Field, raw: object) -> Any:
    """Read one answer into what the record keeps; None takes the value away.

    Raises: Invalid, with the field's key.
    """
    if raw is None or (isinstance(raw, str) and is_blank(raw)) or raw == []:
        if field.is_required:
            raise _invalid(field, _("%(field)s is needed.") % {"field": field.label})
        return None
    return _CLEANERS[FieldKind(field.kind)](field, raw)


def clean_all(fields: Mapping[str, Field], answers: Mapping[str, object]) -> dict[str, Any]:
    """Read answers by key. Raises Invalid for a key that is no field, or for a wrong value."""
    cleaned = {}
    for key, raw in answers.items():
        field = fields.get(key)
        if field is None:
            raise Invalid(_("There is no field “%(key)s”.") % {"key": key}, field=key)
        cleaned[key] = clean(field, raw)
    return cleaned


def show(field: Field, value: Any, names: Mapping[int, str] | None = None) -> str:
    """Write a kept value for people; ``names`` gives those of stakeholders by key."""
    if value is None:
        return ""
    if field.kind == FieldKind.CHOICE:
        return field.option_label(value)
    if field.kind == FieldKind.CHOICES:
        return ", ".join(field.option_label(key) for key in value)
    if field.kind == FieldKind.PARTY:
        return (names or {}).get(value, "")
    return str(value)


def typed(field: Field, object_id: int, value: Any) -> list[FieldValue]:
    """Give the comparable rows of one kept value: one, or one for each choice."""
    if value is None:
        return []
    if field.kind == FieldKind.CHOICES:
        return [FieldValue(field=field, object_id=object_id, text=key) for key in value]
    row = FieldValue(field=field, object_id=object_id)
    if field.kind in {FieldKind.NUMBER, FieldKind.PARTY}:
        row.number = float(value)
    elif field.kind == FieldKind.DATE:
        row.day = date.fromisoformat(value)
    elif field.kind == FieldKind.CHOICE:
        row.text = value
    else:
        row.text = fold(value)[:COMPARED]
    return [row]


def _invalid(field: Field, words: str) -> Invalid:
    return Invalid(words, field=field.key)


def _text(field: Field, raw: object) -> str:
    text = str(raw).strip()
    if not storable(text):
        raise _invalid(field, _("It holds characters that can't be kept."))
    if len(text) > LONGEST:
        raise _invalid(field, _("It is longer than %(n)s characters.") % {"n": LONGEST})
    return text


def _number(field: Field, raw: object) -> int | float:
    """Read 12, 12.5, "12,5", "1 200": one comma or point is the decimal sign.

    But "1,200" is said in English or Chinese for what is more than a thousand.
    """
    text = _SPACES.sub("", str(raw)).replace("\u2212", "-")
    if isinstance(raw, bool) or "_" in text:
        raise _invalid(field, _("Give a number."))
    if (get_language() or "en").startswith(_GROUPING) and _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        number = float(text)
        exact = int(text) if re.fullmatch(r"[+-]?\d{1,15}", text) else number
    except ValueError as wrong:
        raise _invalid(field, _("Give a number.")) from wrong
    if not math.isfinite(number):
        raise _invalid(field, _("Give a number."))
    return exact


def _date(field: Field, raw: object) -> str:
    try:
        return date.fromisoformat(str(raw)[:10]).isoformat()
    except ValueError as wrong:
        raise _invalid(field, _("Give a day as 2026-11-27.")) from wrong


def _choice(field: Field, raw: object) -> str:
    """Take an option by its key, or by its words in any language."""
    wanted = fold(str(raw).strip())
    for option in field.options:
        words = {fold(option["key"]), *map(fold, option.get("labels", {}).values())}
        if wanted in words:
            return str(option["key"])
    raise _invalid(field, _("“%(value)s” is not one of the choices.") % {"value": raw})


def _choices(field: Field, raw: object) -> list[str]:
    many = raw if isinstance(raw, list | tuple) else str(raw).split(";")
    return list(dict.fromkeys(_choice(field, one) for one in many if not is_blank(str(one))))


def _party(field: Field, raw: object) -> int:
    text = str(raw)
    if not text.isascii() or not text.isdigit() or len(text) > DIGITS:
        raise _invalid(field, _("Choose a stakeholder."))
    return int(text)


def _link(field: Field, raw: object) -> str:
    text = _text(field, raw)
    try:
        parts = urlsplit(text)
    except ValueError as wrong:
        raise _invalid(field, _("Give a web address.")) from wrong
    if parts.scheme not in {"http", "https"} or not parts.netloc or len(text) > LONGEST_LINK:
        raise _invalid(field, _("Give a web address that begins with https://"))
    return text


_CLEANERS: dict[FieldKind, Callable[[Field, object], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.PARTY: _party,
    FieldKind.LINK: _link,
}
