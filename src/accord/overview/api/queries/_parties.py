"""Parties and what belongs to them, as the API tells them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from accord.features.stakeholders import queries as stakeholders
from accord.features.stakeholders.models import (
    Affiliation,
    Consent,
    ContactPoint,
    GroupMember,
    Identifier,
    Merge,
    Party,
    PartyName,
    PartyPlace,
    PartyTopic,
    TimelineRow,
)
from accord.features.stakeholders.states import RowKind
from accord.foundation.accounts.reach import points_at
from accord.foundation.fields.queries import tags_on
from accord.foundation.search.queries import find
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import (
    Page,
    Row,
    Span,
    changed,
    page_of,
    read_cursor,
    write_cursor,
    wrong_cursor,
)
from accord.overview.api.queries._pieces import columns_of, named, one_of, seen_parties

PARTY = stakeholders.PARTY
PLAIN = (
    "ref", "kind", "name", "given_name", "family_name", "honorific", "salutation", "summary",
    "headline", "tier", "rhythm_days", "language", "country", "locality", "preferred_channel",
    "preferred_times", "accessibility", "is_contact_permitted", "contact_refusal", "is_sensitive",
    "is_active", "inactive_reason", "visibility", "purpose", "lawful_basis", "source", "custom",
    "last_contact_at", "verified_at", "added_at", "version",
)  # fmt: skip
_COLUMNS = (*PLAIN, "parent_id", *columns_of("category", "owner", "deputy", "department"))


def party_at(user: Any, ref: str) -> Party:
    """Find a party by its reference. Raises Problem 404 for what one may not see, too."""
    return one_of(stakeholders.visible_to(user), ref=ref)


def merge_at(user: Any, party: Party, ref: str) -> Merge:
    """Find what went into a party by the reference it had. Raises Problem 404."""
    found = [merge for merge in stakeholders.merges_into(party) if merge.ref == ref]
    if not found or not stakeholders.visible_to(user).filter(pk=party.pk).exists():
        raise missing()
    return found[0]


def _is_ref(ref: str) -> bool:
    return "\x00" not in ref


def parties(user: Any, asked: Mapping[str, Any], span: Span) -> Page:
    """Give a page of the parties that one may see, as ``asked``; by rank where words are given."""
    found = _asked(stakeholders.visible_to(user), asked)
    if not asked.get("q"):
        rows, after = page_of(found, _COLUMNS, span)
        return _told(user, rows), after
    found = changed(found, span.since)
    hits = find(user, asked["q"], limit=span.limit, kinds=["party"], after=read_cursor(span.cursor))
    group = next((group for group in hits.groups if group.kind == "party"), None)
    if group is None:
        return [], ""
    keys = [hit.object_id for hit in group.hits]
    by_key = {row["pk"]: row for row in found.filter(pk__in=keys).values("pk", *_COLUMNS)}
    rows = [by_key[key] for key in keys if key in by_key]
    return _told(user, rows), write_cursor(group.after)


def _asked(found: QuerySet[Party], asked: Mapping[str, Any]) -> QuerySet[Party]:
    same = ("kind", "category_id", "owner_id", "department_id", "tier", "country", "is_active")
    return found.filter(**{name: asked[name] for name in same if asked.get(name) is not None})


def party(user: Any, ref: str) -> Row:
    if not _is_ref(ref):
        raise missing()
    seen = stakeholders.visible_to(user).values("pk", *_COLUMNS)
    rows = list(seen.filter(ref=ref)[:1])
    if not rows and (into := stakeholders.led_on(user, ref)) is not None:
        rows = list(seen.filter(pk=into.pk))
    if not rows:
        raise missing()
    return _told(user, rows)[0]


def _told(user: Any, rows: list[Row]) -> list[Row]:
    tags = tags_on(PARTY, [row["pk"] for row in rows])
    parents = seen_parties(user, [row["parent_id"] for row in rows])
    return [
        {
            **{name: row[name] for name in PLAIN},
            **{name: named(row, name) for name in ("category", "owner", "deputy", "department")},
            "headline": row["headline"],
            "parent": parents.get(row["parent_id"]),
            "tags": [name for _key, name in tags.get(row["pk"], [])],
        }
        for row in rows
    ]


_POINT = (
    "channel", "value", "purpose", "label", "is_primary", "from_date", "until_date", "verified_at",
    "version",
)  # fmt: skip


def contact_points(party: Party) -> list[Row]:
    return _all(ContactPoint, party, _POINT)


def names(party: Party) -> list[Row]:
    return _all(PartyName, party, ("kind", "text", "language", "version"))


def identifiers(party: Party) -> list[Row]:
    return _all(Identifier, party, ("scheme", "value", "version"))


def _all(model: Any, party: Party, columns: tuple[str, ...]) -> list[Row]:
    rows = model.objects.filter(party=party).order_by("pk").values("pk", *columns)
    return [{"id": row.pop("pk"), **row} for row in rows]


def posts(user: Any, party: Party) -> list[Row]:
    """Give the posts a party holds, or that people hold in it, both ends visible."""
    seen = stakeholders.visible_to(user)
    held = stakeholders.posts_with(party).filter(
        points_at(seen, "person"), points_at(seen, "organisation")
    )
    return [_post(row) for row in held.order_by("pk")]


def _post(row: Affiliation) -> Row:
    return {
        "id": row.pk, "person": _end(row.person), "organisation": _end(row.organisation),
        "post": row.post, "unit": row.unit, "from_date": row.from_date,
        "until_date": row.until_date, "is_main": row.is_main, "version": row.version,
    }  # fmt: skip


def _end(party: Party) -> Row:
    return {"ref": party.ref, "name": party.name}


def groups(user: Any, party: Party) -> list[Row]:
    """Give the groups a party belongs to, and its members if it is one, as far as one sees."""
    seen = stakeholders.visible_to(user)
    belongs = GroupMember.objects.filter(points_at(seen, "group"), party=party)
    has = GroupMember.objects.filter(points_at(seen, "party"), group=party)
    return [
        {
            "id": row.pk, "group": _end(row.group), "member": _end(row.party),
            "from_date": row.from_date, "until_date": row.until_date,
        }
        for row in (belongs | has).select_related("group", "party").order_by("pk")
    ]  # fmt: skip


def topics(party: Party) -> list[Row]:
    rows = PartyTopic.objects.filter(party=party).order_by("topic__name")
    return [{"id": key, "name": name} for key, name in rows.values_list("topic_id", "topic__name")]


def places(party: Party) -> list[Row]:
    rows = PartyPlace.objects.filter(party=party).select_related("place").order_by("pk")
    return [
        {"id": row.pk, "place": {"ref": row.place.ref, "name": row.place.name}, "role": row.role}
        for row in rows
    ]


def consents(party: Party) -> list[Row]:
    """Give everything a party said about being written to, newest first."""
    rows = Consent.objects.filter(party=party).select_related("purpose").order_by("-said_at", "-pk")
    return [
        {
            "id": row.pk, "purpose": {"id": row.purpose_id, "name": row.purpose.name},
            "state": row.state, "source": row.source, "evidence": row.evidence,
            "said_at": row.said_at,
        }
        for row in rows
    ]  # fmt: skip


_TIMELINE = (
    "at", "kind", "verb", "subject_ref", "title", "text", "channel", "mood", "is_contact",
    "visibility",
)  # fmt: skip


def timeline(user: Any, party: Party, kind: str, cursor: str, limit: int) -> tuple[Page, int]:
    """Give a page of what passed, newest first, and how many rows one may not read."""
    rows = stakeholders.timeline_visible_to(user, party)
    if kind:
        rows = rows.filter(kind=kind)
    if cursor:
        rows = _older(rows, cursor)
    shown = list(rows.select_related("by").order_by("-at", "-pk")[: limit + 1])
    more = len(shown) > limit
    shown = shown[:limit]
    after = write_cursor(stakeholders.row_mark(shown[-1])) if more else ""
    told = [_row(row) for row in shown]
    _veil(user, shown, told)
    return (told, after), stakeholders.hidden_count(user, party, (kind,) if kind else ())


def _row(row: TimelineRow) -> Row:
    by = None if row.by is None else {"id": row.by_id, "name": row.by.name}
    return {"id": row.pk, "by": by, **{name: getattr(row, name) for name in _TIMELINE}}


def _veil(user: Any, rows: list[TimelineRow], told: list[Row]) -> None:
    """Name in each row only whom one may see; one that names nobody else says no more."""
    titles = stakeholders.titles_of(user, rows)
    for row, one in zip(rows, told, strict=True):
        title = titles[row.pk]
        one["title"] = title or ""
        if title is None and row.kind != RowKind.TALK:
            one |= {"text": "", "subject_ref": ""}


def _older(rows: QuerySet[Any], cursor: str) -> QuerySet[Any]:
    mark = read_cursor(cursor)
    older = stakeholders.rows_before(rows, mark)
    if older is rows:
        raise wrong_cursor()
    return older
