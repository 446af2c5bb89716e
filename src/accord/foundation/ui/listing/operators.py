"""What can be said with a filter: the operators of each type, what they ask for, how they read."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from babel.lists import format_list
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accord.foundation.kernel.days import is_meant
from accord.foundation.kernel.text import is_blank, storable
from accord.foundation.ui import formats
from accord.foundation.ui.listing.columns import Label

LONGEST = 200
MOST_DAYS = 36_500
MOST_CHOICES = 100


@dataclass(frozen=True)
class Operator:
    """``inputs`` are what it asks for: "text", "number", "date", "days", "choices", "period".

    ``says`` writes the sentence of a chip from values that are words already.
    """

    key: str
    words: Label
    inputs: tuple[str, ...]
    says: Callable[[Sequence[str]], str]


def _or(values: Sequence[str]) -> str:
    return format_list(list(values), style="or", locale=formats.locale())


def _days(values: Sequence[str]) -> int:
    return int(values[0])


PERIODS: dict[str, Label] = {
    "today": _("today"),
    "week": _("this week"),
    "month": _("this month"),
    "quarter": _("this quarter"),
    "year": _("this year"),
}

_SET = Operator("set", _("is known"), (), lambda _v: say("is known"))
_UNSET = Operator("unset", _("is not known"), (), lambda _v: say("is not known"))

OPERATORS: dict[str, tuple[Operator, ...]] = {
    "text": (
        Operator(
            "has", _("contains"), ("text",), lambda v: say("contains “%(text)s”") % {"text": v[0]}
        ),
        Operator(
            "begins",
            _("starts with"),
            ("text",),
            lambda v: say("starts with “%(text)s”") % {"text": v[0]},
        ),
        Operator("is", _("is"), ("text",), lambda v: say("is %(value)s") % {"value": v[0]}),
        _SET,
        _UNSET,
    ),
    "choice": (
        Operator("is", _("is"), ("choices",), lambda v: say("is %(value)s") % {"value": _or(v)}),
        Operator(
            "not", _("is not"), ("choices",), lambda v: say("is not %(value)s") % {"value": _or(v)}
        ),
        _SET,
        _UNSET,
    ),
    "number": (
        Operator("is", _("is …"), ("number",), lambda v: say("is %(value)s") % {"value": v[0]}),
        Operator(
            "least",
            _("is at least …"),
            ("number",),
            lambda v: say("is at least %(value)s") % {"value": v[0]},
        ),
        Operator(
            "most",
            _("is at most …"),
            ("number",),
            lambda v: say("is at most %(value)s") % {"value": v[0]},
        ),
        Operator(
            "between",
            _("is between … and …"),
            ("number", "number"),
            lambda v: say("is between %(low)s and %(high)s") % {"low": v[0], "high": v[1]},
        ),
        _SET,
        _UNSET,
    ),
    "date": (
        Operator(
            "last",
            _("in the last … days"),
            ("days",),
            lambda v: (
                ngettext("in the last %(n)s day", "in the last %(n)s days", _days(v)) % {"n": v[0]}
            ),
        ),
        Operator(
            "ago",
            _("more than … days ago"),
            ("days",),
            lambda v: (
                ngettext("more than %(n)s day ago", "more than %(n)s days ago", _days(v))
                % {"n": v[0]}
            ),
        ),
        Operator(
            "next",
            _("in the next … days"),
            ("days",),
            lambda v: (
                ngettext("in the next %(n)s day", "in the next %(n)s days", _days(v)) % {"n": v[0]}
            ),
        ),
        Operator("in", _("in …"), ("period",), lambda v: v[0]),
        Operator(
            "before", _("before …"), ("date",), lambda v: say("before %(date)s") % {"date": v[0]}
        ),
        Operator("from", _("from …"), ("date",), lambda v: say("from %(date)s") % {"date": v[0]}),
        Operator(
            "between",
            _("between … and …"),
            ("date", "date"),
            lambda v: say("between %(low)s and %(high)s") % {"low": v[0], "high": v[1]},
        ),
        _SET,
        _UNSET,
    ),
    "yes-no": (
        Operator("is", _("is"), ("choices",), lambda v: say("is %(value)s") % {"value": _or(v)}),
    ),
}


def operator(kind: str, key: str, allowed: Sequence[str] = ()) -> Operator | None:
    for found in operators(kind, allowed):
        if found.key == key:
            return found
    return None


def operators(kind: str, allowed: Sequence[str] = ()) -> list[Operator]:
    return [found for found in OPERATORS[kind] if not allowed or found.key in allowed]


def input_name(found: Operator, place: int) -> str:
    """Name the control of one input: texts and choices are shared between operators."""
    kind = found.inputs[place]
    return f"v.{kind}" if kind in {"text", "choices"} else f"v.{found.key}.{place}"


def wrong(kind: str, values: Sequence[str], place: int) -> str:
    """Say what is wrong with one value that an operator was given; nothing if nothing is."""
    value = values[place] if place < len(values) else ""
    if is_blank(value):
        return say("Say what to look for.")
    return _CHECKS[kind](value)


def _wrong_text(value: str) -> str:
    if not storable(value):
        return say("It holds characters that can't be kept.")
    return say("Look for less than 200 characters.") if len(value) > LONGEST else ""


def _wrong_number(value: str) -> str:
    try:
        is_one = math.isfinite(float(value))
    except ValueError:
        is_one = False
    return "" if is_one else say("Give a number.")


def _wrong_days(value: str) -> str:
    if value.isascii() and value.isdigit() and 0 < int(value[:6]) <= MOST_DAYS:
        return ""
    return say("Give a number of days.")


def _wrong_date(value: str) -> str:
    try:
        is_one = is_meant(date.fromisoformat(value))
    except ValueError:
        is_one = False
    return "" if is_one else say("Give a day as 2026-11-27.")


def _wrong_period(value: str) -> str:
    return "" if value in PERIODS else say("Choose a period.")


_CHECKS: dict[str, Callable[[str], str]] = {
    "text": _wrong_text,
    "number": _wrong_number,
    "days": _wrong_days,
    "date": _wrong_date,
    "period": _wrong_period,
}


def shown(kind: str, value: str, today: date) -> str:
    """Write one value as people read it."""
    if kind == "date":
        return formats.day_month(date.fromisoformat(value), today=today)
    if kind == "number":
        number = float(value)
        return formats.number(int(number) if number.is_integer() else number)
    if kind == "period":
        return str(PERIODS[value])
    return value
