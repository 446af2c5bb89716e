"""What may be seen of parties and what passed with them. Every read starts here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)

from accord.features.stakeholders.models import (
    Affiliation,
    Category,
    Consent,
    ConsentPurpose,
    ContactPoint,
    Follow,
    GroupMember,
    Identifier,
    Party,
    PartyName,
    PartyPlace,
    PartyReader,
    PartyTopic,
    Place,
    TimelineMonth,
    TimelineReader,
    TimelineRow,
    Topic,
)
from accord.features.stakeholders.states import Kind, Visibility
from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import Reach, reach_of
from accord.foundation.journal.prepared import Prepared, at_once
from accord.foundation.ui.listing import counts


def visible_to(user: Any) -> QuerySet[Party]:
    """Give the parties that ``user`` may see; the start of every list, record and count."""
    return _visible_within(reach_of(user)).all()


@lru_cache(maxsize=500)
def _visible_within(reach: Reach) -> QuerySet[Party]:
    """Build the condition once for each reach; it is never asked itself, only narrowed."""
    return Party.objects.filter(party_visible(reach))


_seen = Prepared(
    lambda reach, ref: (
        _visible_within(reach)
        .filter(ref=ref)
        .select_related("owner", "deputy", "category", "department", "parent")
    )
)


def party_seen(user: Any, ref: str) -> list[Party]:
    """Give the party of that reference with who it belongs to, or nothing."""
    return _seen.objects(ref, variant=reach_of(user))


def party_visible(reach: Reach, through: str = "") -> Q:
    """Say the same as a condition on parties, or on rows that point at one ``through`` a key."""
    if reach.person_id is None:
        return Q() if reach.everything else Q(pk__in=())
    if not reach.grants:
        return Q(pk__in=())
    at, key = (f"{through}__", f"{through}_id") if through else ("", "pk")
    mine = Q(**{f"{at}owner_id": reach.person_id}) | Q(**{f"{at}deputy_id": reach.person_id})
    listed = PartyReader.objects.filter(party=OuterRef(key), person_id=reach.person_id)
    return within(reach, mine | Q(Exists(listed)), at)


def within(reach: Reach, named: Q, at: str = "") -> Q:
    """Say what may be seen by its visibility; ``named`` are those that are for this person."""
    seen = Q(**{f"{at}visibility": Visibility.EVERYONE})
    if reach.everything:
        seen |= Q(**{f"{at}visibility": Visibility.DEPARTMENT})
    elif reach.departments:
        here = {f"{at}department_id__in": sorted(reach.departments)}
        seen |= Q(**{f"{at}visibility": Visibility.DEPARTMENT}, **here)
    return seen | (Q(**{f"{at}visibility": Visibility.NAMED}) & named)


def timeline_of(party: Party) -> QuerySet[TimelineRow]:
    return TimelineRow.objects.filter(party=party)


def rows_visible(reach: Reach) -> Q:
    """Say which rows of a party that one may see may be read; the others are only counted."""
    if reach.person_id is None:
        return Q() if reach.everything else Q(pk__in=())
    named = Q(by_id=reach.person_id)
    listed = TimelineReader.objects.filter(row=OuterRef("pk"), person_id=reach.person_id)
    return within(reach, named | Q(Exists(listed)))


def timeline_visible_to(user: Any, party: Party) -> QuerySet[TimelineRow]:
    return timeline_of(party).filter(rows_visible(reach_of(user)))


def _of_kinds(party: int, kinds: tuple[str, ...]) -> QuerySet[TimelineRow]:
    rows = TimelineRow.objects.filter(party=party)
    return rows.filter(kind__in=kinds) if kinds else rows


def _newest(asked: tuple[Reach, tuple[str, ...], int], *at: Any) -> QuerySet[TimelineRow]:
    (reach, kinds, limit), (party, *before) = asked, at
    rows = _of_kinds(party, kinds).filter(rows_visible(reach))
    if before:
        moment, key = before
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, pk__lt=key))
    return rows.select_related("by").order_by("-at", "-pk")[:limit]


class Written(Value):
    """A word of ours that stands in the query itself, as it does in the condition of an index."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[()]]:
        del compiler, connection
        quoted = str(self.value).replace("'", "''")
        return f"'{quoted}'", ()


_newest_rows = Prepared(_newest)
_hidden_counts = Prepared(
    lambda asked, party: (
        _of_kinds(party, asked[1])
        .exclude(visibility=Written(Visibility.EVERYONE.value))
        .exclude(rows_visible(asked[0]))
        .values_list("party_id")
        .annotate(n=Count("*"))
    )
)


def ask_rows(
    user: Any, party: Party, *, kinds: tuple[str, ...] = (), mark: str = "", limit: int
) -> Callable[[], list[TimelineRow]]:
    """Ask for the same, to be had later."""
    asked = (reach_of(user), kinds, limit)
    return _newest_rows.objects_later(party.pk, *_marked(mark), variant=asked)


def hidden_count(user: Any, party: Party, kinds: tuple[str, ...] = ()) -> int:
    """Count the rows of ``party`` that ``user`` may not read; never says what or when."""
    return ask_hidden_count(user, party, kinds)()


def ask_hidden_count(user: Any, party: Party, kinds: tuple[str, ...] = ()) -> Callable[[], int]:
    """Ask for the same, to be had later."""
    asked = _hidden_counts.later(party.pk, variant=(reach_of(user), kinds))
    return lambda: found[0][1] if (found := asked()) else 0


def rows_by_month(user: Any, since: date) -> list[dict[str, Any]]:
    """Count rows by month and kind from the rollup; rows for named people are in nobody's sum."""
    reach = reach_of(user)
    seen = Q(visibility=Visibility.EVERYONE)
    if reach.everything:
        seen |= Q(visibility=Visibility.DEPARTMENT)
    elif reach.departments:
        seen |= Q(visibility=Visibility.DEPARTMENT, department_id__in=sorted(reach.departments))
    months = TimelineMonth.objects.filter(seen, month__gte=since)
    summed = months.values("month", "kind").annotate(rows=Sum("rows_count"))
    return [dict(cell) for cell in summed.order_by("month", "kind")]


class _CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def owned_counts(user: Any, people: Sequence[int]) -> dict[int, counts.Counted]:
    """Count the visible active parties that each of some people owns, up to a thousand."""
    theirs = visible_to(user).filter(is_active=True, owner=OuterRef("pk"))
    few = theirs.order_by().values("pk")[: counts.MOST + 1]
    found = User.objects.filter(pk__in=people).annotate(n=_CountOf(few)).values_list("pk", "n")
    return {key: counts.counted(n) for key, n in found}


def active_categories() -> QuerySet[Category]:
    return Category.objects.filter(is_active=True).order_by("position", "name")


def active_topics() -> QuerySet[Topic]:
    return Topic.objects.filter(is_active=True).order_by("name")


def consent_purposes() -> QuerySet[ConsentPurpose]:
    return ConsentPurpose.objects.filter(is_active=True).order_by("name")


def places() -> QuerySet[Place]:
    return Place.objects.order_by("sort_key", "pk")


def groups_for(party: Party) -> QuerySet[Party]:
    """Give the groups that ``party`` may be part of."""
    found = Party.objects.filter(kind=Kind.GROUP, is_active=True, visibility=Visibility.EVERYONE)
    return found.exclude(pk=party.pk).order_by("sort_key")


@dataclass(frozen=True)
class Facts:
    """What stands at the side of a record, read in a fixed number of queries."""

    contact_points: list[ContactPoint]
    names: list[PartyName]
    identifiers: list[Identifier]
    posts: list[Affiliation]
    people: list[Affiliation]
    groups: list[GroupMember]
    members: list[GroupMember]
    consents: list[Consent]
    places: list[PartyPlace]
    topics: list[PartyTopic]
    is_followed: bool

    @property
    def mail(self) -> ContactPoint | None:
        return self._first("mail")

    @property
    def phone(self) -> ContactPoint | None:
        return self._first("phone")

    def _first(self, channel: str) -> ContactPoint | None:
        return next((p for p in self.contact_points if p.channel == channel), None)


MOST = 50


_LATEST_POST = (F("until_date").desc(nulls_first=True), "-is_main", "-from_date", "-pk")
_points = Prepared(
    lambda key: ContactPoint.objects.filter(party=key).order_by("channel", "-is_primary", "pk")
)
_names = Prepared(lambda key: PartyName.objects.filter(party=key).order_by("pk"))
_numbers = Prepared(lambda key: Identifier.objects.filter(party=key).order_by("scheme", "pk"))
_posts = Prepared(
    lambda reach, key: (
        Affiliation.objects.filter(party_visible(reach, "organisation"), person=key)
        .select_related("organisation")
        .order_by(*_LATEST_POST)
    )
)
_people = Prepared(
    lambda reach, key: (
        Affiliation.objects.filter(party_visible(reach, "person"), organisation=key)
        .select_related("person")
        .order_by(*_LATEST_POST)[:MOST]
    )
)
_groups = Prepared(
    lambda reach, key: (
        GroupMember.objects.filter(party_visible(reach, "group"), party=key)
        .select_related("group")
        .order_by("group__sort_key")
    )
)
_members = Prepared(
    lambda reach, key: (
        GroupMember.objects.filter(party_visible(reach, "party"), group=key)
        .select_related("party")
        .order_by("party__sort_key")[:MOST]
    )
)
_consents = Prepared(
    lambda key: (
        Consent.objects.filter(party=key).select_related("purpose").order_by("said_at", "pk")
    )
)
_places = Prepared(
    lambda key: PartyPlace.objects.filter(party=key).select_related("place").order_by("pk")
)
_topics = Prepared(
    lambda key: PartyTopic.objects.filter(party=key).select_related("topic").order_by("topic__name")
)
_follows = Prepared(
    lambda key, person: Follow.objects.filter(party=key, person=person).values_list("pk")
)


def facts_of(user: Any, party: Party) -> Facts:
    with at_once():
        asked = ask_facts(user, party)
    return asked()


def ask_facts(user: Any, party: Party) -> Callable[[], Facts]:
    """Ask for the same, to be had later."""
    reach, key = reach_of(user), party.pk
    is_person = party.kind == Kind.PERSON
    asked: list[Callable[[], Any]] = [
        _points.objects_later(key),
        _names.objects_later(key),
        _numbers.objects_later(key),
        _posts.objects_later(key, variant=reach) if is_person else list,
        list if is_person else _people.objects_later(key, variant=reach),
        _groups.objects_later(key, variant=reach),
        _members.objects_later(key, variant=reach) if party.kind == Kind.GROUP else list,
        _ask_consents(party),
        _places.objects_later(key),
        _topics.objects_later(key),
    ]
    follows = _follows.later(key, user.pk) if user.pk else list
    asked.append(lambda: bool(follows()))
    return lambda: Facts(*(had() for had in asked))


def latest_consents(party: Party) -> list[Consent]:
    """Give what a party last said for each purpose it was asked about."""
    return _ask_consents(party)()


def _ask_consents(party: Party) -> Callable[[], list[Consent]]:
    asked = _consents.objects_later(party.pk)
    return lambda: _latest(asked())


def _latest(consents: Iterable[Consent]) -> list[Consent]:
    latest: dict[int, Consent] = {}
    for consent in consents:
        latest[consent.purpose_id] = consent
    return sorted(latest.values(), key=lambda consent: consent.purpose.name)


def row_mark(row: TimelineRow) -> str:
    """Give the mark after which the next page of a timeline begins."""
    return f"{row.at.isoformat()}~{row.pk}"


def _marked(mark: str) -> tuple[datetime, int] | tuple[()]:
    moment, _tilde, key = mark.partition("~")
    try:
        at, pk = datetime.fromisoformat(moment.replace(" ", "+")), int(key)
    except ValueError:
        return ()
    return (at, pk) if at.tzinfo is not None and abs(pk) < 1 << 63 else ()


def rows_before(rows: QuerySet[TimelineRow], mark: str) -> QuerySet[TimelineRow]:
    """Give the rows older than ``mark``; all of them when it says nothing."""
    if not (found := _marked(mark)):
        return rows
    return rows.filter(Q(at__lt=found[0]) | Q(at=found[0], pk__lt=found[1]))


def posts_with(party: Party) -> QuerySet[Affiliation]:
    """Give the posts a party holds, or that people hold in it."""
    held = Affiliation.objects.filter(Q(person=party) | Q(organisation=party))
    return held.select_related("person", "organisation")


def reader_ids(party: Party) -> list[int]:
    return list(PartyReader.objects.filter(party=party).values_list("person_id", flat=True))


def readers_of(party: Party) -> QuerySet[PartyReader]:
    return PartyReader.objects.filter(party=party)


BELONGINGS: dict[str, tuple[Any, str]] = {
    "contact": (ContactPoint, "party"),
    "name": (PartyName, "party"),
    "identifier": (Identifier, "party"),
    "post": (Affiliation, "person"),
    "group": (GroupMember, "party"),
    "place": (PartyPlace, "party"),
}


def belongings(party: Party, kind: str) -> QuerySet[Any]:
    """Give the rows of one kind that belong to a party; none for a kind that is not known."""
    model, name = BELONGINGS.get(kind, (ContactPoint, ""))
    found: QuerySet[Any] = model.objects.filter(**{name: party}) if name else model.objects.none()
    return found
