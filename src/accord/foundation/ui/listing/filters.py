"""Filters: what a list may be asked for, and the condition that each question becomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accord.foundation.ui import formats
from accord.foundation.ui.listing import operators
from accord.foundation.ui.listing.columns import Asking, Label

Choices = Sequence[tuple[str, Label]]
ME = "me"
YES_NO: Choices = (("yes", _("yes")), ("no", _("no")))
LIMIT = 20  # filters of one list at most


@dataclass(frozen=True)
class Asked:
    """One question put to a filter: an operator, its values, who asks and when."""

    op: str
    values: tuple[str, ...]
    asking: Asking

    @property
    def today(self) -> date:
        return formats.local(self.asking.at)


Where = Callable[[Asked], Q]


@dataclass(frozen=True, kw_only=True)
class Filter:
    """``kind`` is "text", "choice", "number", "date" or "yes-no"; ``allowed`` narrows operators.

    ``choices`` is called where somebody looks at them; ``names`` gives the words of a few values,
    where looking all of them up would cost too much.
    """

    key: str
    label: Label
    kind: str
    where: Where
    choices: Callable[[Asking], Choices] | None = None
    names: Callable[[Sequence[str]], Mapping[str, Label]] | None = None
    allowed: tuple[str, ...] = ()
    group: Label = ""

    @property
    def is_steady(self) -> bool:
        """Tell whether the same question always becomes the same condition."""
        return getattr(self.where, "is_steady", False)

    @property
    def is_timed(self) -> bool:
        """Tell whether it does but for the moment it is asked at, which stands in it as it is."""
        return getattr(self.where, "is_timed", False)

    def options(self, asking: Asking) -> Choices:
        if self.choices is not None:
            return self.choices(asking)
        return YES_NO if self.kind == "yes-no" else ()

    def named(self, values: Sequence[str], asking: Asking) -> dict[str, str]:
        found = self.names(values) if self.names is not None else dict(self.options(asking))
        return {str(value): str(words) for value, words in found.items()}

    def operators(self) -> list[operators.Operator]:
        return operators.operators(self.kind, self.allowed)


@dataclass(frozen=True)
class Use:
    """A filter as the address holds it: ``owner:is:me``; values of lists are parted by commas."""

    key: str
    op: str
    values: tuple[str, ...] = ()

    def written(self) -> str:
        if not self.values:
            return f"{self.key}:{self.op}"
        return f"{self.key}:{self.op}:{','.join(_escaped(value) for value in self.values)}"

    @classmethod
    def read(cls, text: str) -> "Use":
        key, _colon, rest = text.partition(":")
        op, colon, raw = rest.partition(":")
        return cls(key, op, tuple(_unescaped(part) for part in raw.split(",")) if colon else ())


def _escaped(value: str) -> str:
    return value.replace("%", "%25").replace(",", "%2C")


def _unescaped(part: str) -> str:
    return part.replace("%2C", ",").replace("%25", "%")


@dataclass(frozen=True)
class Checked:
    """A use of a filter that was held against what the list knows; ``problem`` says what fails."""

    use: Use
    filter: Filter | None
    problem: str
    words: str

    @property
    def label(self) -> Label:
        return self.filter.label if self.filter is not None else self.use.key


def timed(where: Where) -> Where:
    """Mark a condition in which ``asking.at`` stands as it is, and nothing else changes."""
    cast("Any", where).is_timed = True
    return where


def check(use: Use, found: Filter | None, asking: Asking) -> Checked:
    """Tell whether a filter can be asked this, and how it reads as a sentence."""
    if found is None:
        return Checked(use, None, say("There is no such filter here."), ", ".join(use.values))
    op = operators.operator(found.kind, use.op, found.allowed)
    if op is None:
        return Checked(use, found, say("This can't be asked here."), ", ".join(use.values))
    if op.inputs == ("choices",):
        return _check_choices(use, found, op, asking)
    for place, kind in enumerate(op.inputs):
        problem = operators.wrong(kind, use.values, place)
        if problem:
            return Checked(use, found, problem, ", ".join(use.values))
    today = formats.local(asking.at)
    shown = [operators.shown(kind, use.values[i], today) for i, kind in enumerate(op.inputs)]
    return Checked(use, found, "", op.says(shown))


def _check_choices(use: Use, found: Filter, op: operators.Operator, asking: Asking) -> Checked:
    known = found.named(use.values, asking)
    unknown = [value for value in use.values if value not in known]
    if not use.values or len(use.values) > operators.MOST_CHOICES:
        return Checked(use, found, say("Choose from the list."), str(op.words))
    said = op.says([known.get(value, value) for value in use.values])
    if unknown:
        return Checked(use, found, say("This choice is no longer there."), said)
    return Checked(use, found, "", said)


# The conditions, by the type of the column they ask. Those marked as steady follow from the words
# of the filter and from who asks alone, so that a list which asks nothing else is compiled once.


def steady(where: Where) -> Where:
    cast("Any", where).is_steady = True
    return where


def on_text(column: str) -> Where:
    def where(asked: Asked) -> Q:
        if asked.op in {"set", "unset"}:
            empty = Q(**{column: ""})
            return empty if asked.op == "unset" else ~empty
        lookup = {"has": "icontains", "begins": "istartswith", "is": "exact"}[asked.op]
        return Q(**{f"{column}__{lookup}": asked.values[0]})

    return steady(where)


def on_choice(column: str, read: Callable[[str], Any] = str, *, blank: Any = None) -> Where:
    """Ask a column with few values; ``blank`` is what it holds where nothing is known."""

    def where(asked: Asked) -> Q:
        empty = Q(**{f"{column}__isnull": True}) if blank is None else Q(**{column: blank})
        if asked.op in {"set", "unset"}:
            return empty if asked.op == "unset" else ~empty
        values = [read(value) for value in asked.values]
        among = Q(**{column: values[0]}) if len(values) == 1 else Q(**{f"{column}__in": values})
        return among if asked.op == "is" else ~among

    return steady(where)


def on_person(column: str) -> Where:
    """Ask a column that names somebody of ours; "me" is whoever looks."""

    def where(asked: Asked) -> Q:
        mine = str(asked.asking.user.pk)
        values = tuple(mine if value == ME else value for value in asked.values)
        return on_choice(column, int)(Asked(asked.op, values, asked.asking))

    return steady(where)


def on_yes_no(column: str) -> Where:
    def where(asked: Asked) -> Q:
        if {"yes", "no"} <= set(asked.values):
            return Q()
        return Q(**{column: asked.values[0] == "yes"})

    return steady(where)


def on_number(column: str) -> Where:
    def where(asked: Asked) -> Q:
        if asked.op in {"set", "unset"}:
            return Q(**{f"{column}__isnull": asked.op == "unset"})
        numbers = [float(value) for value in asked.values]
        if asked.op == "between":
            return Q(**{f"{column}__gte": min(numbers), f"{column}__lte": max(numbers)})
        lookup = {"is": "exact", "least": "gte", "most": "lte"}[asked.op]
        return Q(**{f"{column}__{lookup}": numbers[0]})

    return steady(where)


def on_moment(column: str) -> Where:
    """Ask a column of moments; days begin and end where the person is."""

    def where(asked: Asked) -> Q:
        if asked.op in {"set", "unset"}:
            return Q(**{f"{column}__isnull": asked.op == "unset"})
        start, end = span(asked)
        condition = Q()
        if start is not None:
            condition &= Q(**{f"{column}__gte": _midnight(start)})
        if end is not None:
            condition &= Q(**{f"{column}__lt": _midnight(end)})
        return condition

    return where


def on_day(column: str) -> Where:
    def where(asked: Asked) -> Q:
        if asked.op in {"set", "unset"}:
            return Q(**{f"{column}__isnull": asked.op == "unset"})
        start, end = span(asked)
        condition = Q()
        if start is not None:
            condition &= Q(**{f"{column}__gte": start})
        if end is not None:
            condition &= Q(**{f"{column}__lt": end})
        return condition

    return where


def span(asked: Asked) -> tuple[date | None, date | None]:
    """Give the first day that a question about dates means, and the first one it no more does."""
    today, tomorrow = asked.today, asked.today + timedelta(days=1)
    if asked.op in {"last", "ago", "next"}:
        days = timedelta(days=int(asked.values[0]))
        return {
            "last": (tomorrow - days, tomorrow),
            "ago": (None, today - days),
            "next": (today, tomorrow + days),
        }[asked.op]
    if asked.op == "in":
        return _period(asked.values[0], today)
    days_named = sorted(date.fromisoformat(value) for value in asked.values)
    if asked.op == "before":
        return None, days_named[0]
    if asked.op == "from":
        return days_named[0], None
    return days_named[0], days_named[-1] + timedelta(days=1)


def _period(name: str, today: date) -> tuple[date, date]:
    if name == "today":
        return today, today + timedelta(days=1)
    if name == "week":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=7)
    months = {"month": 1, "quarter": 3, "year": 12}[name]
    first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    later = first.month - 1 + months
    return first, first.replace(year=first.year + later // 12, month=later % 12 + 1)


def _midnight(day: date) -> datetime:
    zone = ZoneInfo(timezone.get_current_timezone_name())
    return datetime.combine(day, time(), tzinfo=zone)
