"""What each cell of the list of stakeholders shows."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as say

from accord.features.stakeholders.states import Kind, agreed_days
from accord.foundation.kernel.text import initials, tone, visible
from accord.foundation.ui import charts, formats
from accord.foundation.ui.listing import Asking, Row
from accord.foundation.ui.listing.columns import DASH, Cell

DAY = 86_400
Labels = Callable[[], Mapping[str, Any]]


@cache
def _address() -> str:
    return reverse("stakeholders:detail", args=["~"])


def address_of(ref: str) -> str:
    return _address().replace("~", ref)


def draw_who(row: Row, found: Any) -> str:
    """Draw the picture, the name that opens the record, and the second line."""
    del found
    name = visible(row["name"])
    square = "" if row["kind"] == Kind.PERSON else " sq"
    second = row["headline"]
    small = f"<small>{escape(visible(second))}</small>" if second else ""
    mark = "" if row["is_active"] else f' <span class="tag">{escape(say("inactive"))}</span>'
    return (
        f'<a class="who" href="{address_of(row["ref"])}"><span class="av c{tone(row["name"])}'
        f'{square}" aria-hidden="true">{escape(initials(name))}</span>'
        f"<span><b>{escape(name)}</b>{small}</span></a>{mark}"
    )


def draw_category(row: Row, found: Any) -> str:
    del found
    name = row["category__name"]
    return f'<span class="mut">{escape(name)}</span>' if name else DASH


def draw_owner(row: Row, found: Any) -> str:
    del found
    name = row["owner__name"]
    if not name:
        return DASH
    said = escape(name)
    return (
        f'<span class="av s c{tone(name)}" role="img" aria-label="{said}" '
        f'title="{said}">{escape(initials(name))}</span>'
    )


def draw_rhythm(row: Row, days: Any) -> str:
    agreed = agreed_days(row["rhythm_days"], row["tier"])
    return str(charts.rhythm(days, agreed)) if days else _silence(agreed, get_language())


@lru_cache(maxsize=500)
def _silence(agreed: int | None, _language: str | None) -> str:
    return str(charts.rhythm((), agreed))


def draw_last(asking: Asking) -> Cell:
    """Draw how many days ago anybody spoke, red once it is longer than agreed."""
    now = asking.at

    def cell(row: Row, found: Any) -> str:
        del found
        last = row["last_contact_at"]
        if last is None:
            words = f'<span class="mut">{escape(say("never"))}</span>'
        else:
            words = formats.days_short(max(int((now - last).total_seconds() // DAY), 0))
        quiet = row["quiet_at"]
        return f'<span class="is-late">{words}</span>' if quiet and quiet < now else words

    return cell


def draw_tags(row: Row, found: Any) -> str:
    del row
    return " ".join(f'<span class="tag">{escape(name)}</span>' for _key, name in found or ())


def draw_moment(name: str) -> Callable[[Asking], Cell]:
    def draws(asking: Asking) -> Cell:
        today = formats.local(asking.at)

        def cell(row: Row, found: Any) -> str:
            del found
            moment = row[name]
            return formats.day_month(moment, today=today) if moment else DASH

        return cell

    return draws


def draw_label(name: str, labels: Labels) -> Callable[[Asking], Cell]:
    def draws(_asking: Asking) -> Cell:
        words = labels()
        return lambda row, _found: escape(str(words.get(row[name], ""))) or DASH

    return draws
