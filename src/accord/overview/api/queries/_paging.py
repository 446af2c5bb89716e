"""Pages of a list by cursor: where the last one ended, opaque to whoever carries it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accord.foundation.kernel.errors import Invalid

Row = dict[str, Any]
Page = tuple[list[Row], str]
_BIGGEST = 2**63


def page_of(found: QuerySet[Any], columns: Sequence[str], cursor: str, limit: int) -> Page:
    """Give up to ``limit`` rows by key, and the cursor of the next page; "" when there is none."""
    if cursor:
        found = found.filter(pk__gt=_key(cursor))
    rows = list(found.order_by("pk").values("pk", *columns)[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    return rows, write_cursor(str(rows[-1]["pk"])) if more else ""


def write_cursor(words: str) -> str:
    return urlsafe_b64encode(words.encode()).decode().rstrip("=") if words else ""


def read_cursor(cursor: str) -> str:
    """Give what ``write_cursor`` was given. Raises Invalid for what it never gave out."""
    try:
        words = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        words = ""
    if cursor and write_cursor(words) != cursor:
        raise wrong_cursor()
    return words


def wrong_cursor() -> Invalid:
    return Invalid(_("This cursor was not given out here."), field="cursor")


def _key(cursor: str) -> int:
    words = read_cursor(cursor)
    if not (words.isascii() and words.isdigit()) or int(words) >= _BIGGEST:
        raise wrong_cursor()
    return int(words)
