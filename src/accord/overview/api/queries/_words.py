"""The vocabulary, places, people and departments, as the API tells them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accord.features.stakeholders import queries as stakeholders
from accord.features.stakeholders.models import Segment
from accord.features.ties.queries import all_types
from accord.foundation.accounts.queries import colleagues, departments
from accord.foundation.fields.queries import fields_of, tags
from accord.foundation.imports.models import Import
from accord.foundation.imports.queries import counts_of, remarks_of, visible_to
from accord.foundation.journal.models import Entry
from accord.foundation.journal.policies import UNDO
from accord.foundation.kernel.errors import Invalid
from accord.foundation.search.queries import find
from accord.foundation.search.sources import sources
from accord.foundation.search.texts import find_texts
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import (
    Page,
    Row,
    Span,
    page_of,
    read_cursor,
    write_cursor,
)
from accord.overview.api.queries._pieces import columns_of, named, one_of

_LISTS: dict[str, tuple[Any, Sequence[str], Sequence[str]]] = {
    "categories": (stakeholders.active_categories, ("name", "position", "version"), ()),
    "topics": (stakeholders.active_topics, ("name", "version"), ()),
    "consent-purposes": (stakeholders.consent_purposes, ("name", "version"), ()),
    "tags": (tags, ("name", "about", "version"), ()),
    "places": (
        stakeholders.places,
        (
            "ref", "name", "address", "locality", "country", "latitude", "longitude", "note",
            "version",
        ),
        (),
    ),
    "segments": (
        stakeholders.segments,
        (
            "name", "is_rule", "rule", "needs", "language", "channel", "rhythm_days",
            "accessibility", "version",
        ),
        ("department",),
    ),
    "fields": (
        lambda: fields_of(stakeholders.PARTY),
        ("key", "kind", "labels", "hints", "options", "is_filterable", "is_required", "version"),
        (),
    ),
    "tie-types": (
        all_types, ("name", "reverse", "one_kind", "other_kind", "is_active", "version"), (),
    ),
    "people": (colleagues, ("name",), ("department",)),
    "departments": (departments, ("name", "parent_id"), ()),
}  # fmt: skip


def words(name: str, span: Span) -> Page:
    """Give a page of one list that everybody who may read here reads whole."""
    source, plain, people = _LISTS[name]
    rows, after = page_of(source(), [*plain, *columns_of(*people)], span)
    return [_told(row, plain, people) for row in rows], after


def _told(row: Row, plain: Sequence[str], people: Sequence[str]) -> Row:
    return {
        "id": row["pk"],
        **{key: row[key] for key in plain},
        **{key: named(row, key) for key in people},
    }


def word(name: str, key: int) -> Row:
    source, plain, people = _LISTS[name]
    rows = list(source().filter(pk=key).values("pk", *plain, *columns_of(*people))[:1])
    if not rows:
        raise missing()
    return _told(rows[0], plain, people)


def word_at(name: str, key: int) -> Any:
    """Find the row of a word that is to be changed."""
    found: QuerySet[Any] = _LISTS[name][0]()
    return one_of(found, pk=key)


def chosen(name: str, key: int | None) -> Any:
    """Find what a key in somebody's input stands for; None when it stands for nothing."""
    found: QuerySet[Any] = _LISTS[name][0]()
    return None if key is None else found.filter(pk=key).first()


def place_at(ref: str) -> Any:
    return one_of(stakeholders.places(), ref=ref)


def parties_of(user: Any, segment: Segment, at: Any, span: Span) -> Page:
    found = stakeholders.parties_of(segment, user=user, at=at)
    rows, after = page_of(found, ("ref", "name", "kind"), span)
    return [{key: row[key] for key in ("ref", "name", "kind")} for row in rows], after


def hits(user: Any, asked: str, kind: str, limit: int) -> list[Row]:
    """Give what has a name or number like that. Raises Invalid for a sort that is not searched."""
    if kind and kind not in sources:
        raise Invalid(_("There is no such choice."), field="kind")
    found = find(user, asked, limit=limit, kinds=[kind] if kind else [])
    return [
        {"kind": hit.kind, "ref": hit.ref, "title": hit.title}
        for group in found.groups
        for hit in group.hits
    ]


def text_hits(user: Any, asked: str, span: Span) -> Page:
    """Give texts that have all the words, newest first, as far as one may read them."""
    found = find_texts(user, asked, limit=span.limit, after=read_cursor(span.cursor))
    rows = [
        {
            "kind": hit.kind, "ref": hit.ref, "title": hit.title, "at": hit.at,
            "excerpt": "".join(text for text, _is_marked in hit.excerpt),
        }
        for hit in found.hits
    ]  # fmt: skip
    return rows, write_cursor(found.after)


def undoable(user: Any, entry_id: int) -> int:
    """Give ``entry_id`` back if ``user`` may undo it. Raises Problem 404 where not, too."""
    entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None or not UNDO.allows(user, entry):
        raise missing()
    return entry_id


def import_at(user: Any, key: int) -> Import:
    return one_of(visible_to(user), pk=key)


def told_import(batch: Import) -> Row:
    return {
        "id": batch.pk, "target": batch.target, "file_name": batch.file_name, "size": batch.size,
        "state": batch.state, "error": batch.error, "header": batch.header,
        "mapping": batch.mapping, "options": batch.options, "detection": batch.detection,
        "checked": batch.counts,
        "done": counts_of(batch), "given_at": batch.given_at, "done_at": batch.done_at,
    }  # fmt: skip


def remarks(batch: Import, span: Span, *, refused: bool | None) -> Page:
    """Give why rows were refused, or warned of."""
    same = ("row", "is_refusal", "code", "message", "raw")
    rows, after = page_of(remarks_of(batch, refused=refused), same, span)
    return [{name: row[name] for name in same} for row in rows], after


def imports(user: Any, span: Span) -> Page:
    plain = ("target", "file_name", "size", "state", "given_at", "done_at")
    rows, after = page_of(visible_to(user), plain, span)
    return [_told(row, plain, ()) for row in rows], after
