"""Pages of a list by cursor: where the last one ended, opaque to whoever carries it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accord.features.stakeholders.queries import PARTY
from accord.foundation.journal.models import Entry, Image
from accord.foundation.kernel.errors import Invalid

Row = dict[str, Any]
Page = tuple[list[Row], str]
_BIGGEST = 2**63


@dataclass(frozen=True)
class Span:
    """Which part of a list: what follows ``cursor``, and of that what changed ``since``."""

    cursor: str = ""
    limit: int = 50
    since: datetime | None = None


def page_of(found: QuerySet[Any], columns: Sequence[str], span: Span) -> Page:
    """Give up to ``limit`` rows by key, and the cursor of the next page; "" when there is none."""
    found, limit = changed(found, span.since), span.limit
    if span.cursor:
        found = found.filter(pk__gt=_key(span.cursor))
    rows = list(found.order_by("pk").values("pk", *columns)[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    return rows, write_cursor(str(rows[-1]["pk"])) if more else ""


def changed(found: QuerySet[Any], since: datetime | None) -> QuerySet[Any]:
    """Give those whose own row was written since, or, but for parties, any part of them.

    What was written about a party may be for other eyes: not even that it was is told here.
    """
    if since is None:
        return found
    kind = found.model._meta.label_lower  # noqa: SLF001
    rows = Image.objects.filter(kind=kind, entry__at__gte=since)
    here = Q(pk__in=rows.values("row_id"))
    if kind != PARTY:
        about = Entry.objects.filter(subject_type=kind, at__gte=since, subject_id__isnull=False)
        here |= Q(pk__in=about.values("subject_id"))
    return found.filter(here)


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
