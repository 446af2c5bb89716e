"""What the list of stakeholders can be asked, and the sets of parties that follow from it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache, reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.models import (
    Category,
    ContactPoint,
    GroupMember,
    Party,
    PartyPlace,
    PartyTopic,
    Segment,
    SegmentMember,
    Topic,
)
from accord.features.stakeholders.queries._countries import countries_by_name
from accord.features.stakeholders.queries._own_fields import field_filters
from accord.features.stakeholders.queries._party import places, visible_to
from accord.features.stakeholders.queries._plugged import party_questions
from accord.features.stakeholders.states import Channel, Kind, LawfulBasis, Tier, Visibility
from accord.foundation.accounts.models import Department
from accord.foundation.accounts.queries import branches, names_of, people
from accord.foundation.accounts.reach import Reach, reach_of
from accord.foundation.fields import queries as fields
from accord.foundation.fields.models import Field
from accord.foundation.kernel.roles import WRITERS
from accord.foundation.ui import formats
from accord.foundation.ui.listing import filters as on
from accord.foundation.ui.listing.columns import Asking, Label
from accord.foundation.ui.listing.filters import Asked, Choices, Filter, Use, timed
from accord.foundation.ui.listing.planning import amid
from accord.foundation.ui.listing.state import State

PARTY = "stakeholders.party"
NOTHING = Q(pk__in=())
DIGITS = 18  # of a key, at most
DEEPEST = 3  # segments by rule that ask for segments by rule


def changeable_by(user: Any) -> QuerySet[Party]:
    """Give the parties that ``user`` may see and may write on."""
    return visible_to(user).filter(_writable(reach_of(user)))


def _writable(reach: Reach) -> Q:
    if reach.person_id is None:
        return Q()
    writing = [grant for grant in reach.grants if grant.role in WRITERS]
    if any(grant.scope == "all" for grant in writing):
        return Q()
    departments = frozenset[int]().union(*(grant.departments for grant in writing))
    keys = [grant.object_id for grant in writing if grant.scope == "party"]
    found = Q(pk__in=keys)
    if any(grant.scope == "department" for grant in writing):
        found |= Q(department_id__in=sorted(departments)) | Q(department_id__isnull=True)
    return found


def party_filters(own: Sequence[Field] | None = None) -> list[Filter]:
    """Give everything the list can be asked; ``own`` are the fields that people added."""
    if own is None:
        own = fields.open_fields(PARTY)
    return [*_filters(), *field_filters(own)]


@cache
def _filters() -> tuple[Filter, ...]:
    return (*_own_filters(), *_linked_filters(), *party_questions)


def active() -> Q:
    """Say what goes without saying: parties that were set inactive are not shown."""
    return Q(is_active=True)


def _own_filters() -> list[Filter]:
    return [
        Filter(
            key="name", label=_("Name"), kind="text", where=_on_name,
            allowed=("has", "begins", "is"),
        ),
        Filter(
            key="kind", label=_("Kind"), kind="choice", where=on.on_choice("kind"),
            choices=lambda _asking: Kind.choices, allowed=("is", "not"),
        ),
        Filter(
            key="category", label=_("Category"), kind="choice",
            where=on.on_choice("category_id", int), choices=_category_choices,
        ),
        Filter(
            key="tier", label=_("Tier"), kind="choice", where=on.on_choice("tier", blank=""),
            choices=lambda _asking: Tier.choices,
        ),
        Filter(
            key="owner", label=_("Owner"), kind="choice", where=on.on_person("owner_id"),
            choices=_person_choices, names=_person_names,
        ),
        Filter(
            key="deputy", label=_("Deputy"), kind="choice", where=on.on_person("deputy_id"),
            choices=_person_choices, names=_person_names,
        ),
        Filter(
            key="department", label=_("Department"), kind="choice", where=_on_department,
            choices=_department_choices,
        ),
        Filter(key="quiet", label=_("Going quiet"), kind="yes-no", where=timed(_on_quiet)),
        Filter(
            key="contact", label=_("Last contact"), kind="date",
            where=on.on_moment("last_contact_at"),
        ),
        Filter(key="added", label=_("Added"), kind="date", where=on.on_moment("added_at")),
        Filter(key="checked", label=_("Verified"), kind="date", where=on.on_moment("verified_at")),
        Filter(key="locality", label=_("Town"), kind="text", where=on.on_text("locality")),
        Filter(
            key="country", label=_("Country"), kind="choice",
            where=on.on_choice("country", blank=""), choices=_country_choices,
        ),
        Filter(key="active", label=_("Active"), kind="yes-no", where=on.on_yes_no("is_active")),
        Filter(key="purpose", label=_("Kept for"), kind="text", where=on.on_text("purpose")),
        Filter(
            key="basis", label=_("Lawful basis"), kind="choice",
            where=on.on_choice("lawful_basis", blank=""), choices=lambda _a: LawfulBasis.choices,
        ),
        Filter(
            key="visibility", label=_("Visible to"), kind="choice",
            where=on.on_choice("visibility"), choices=lambda _asking: Visibility.choices,
            allowed=("is", "not"),
        ),
        Filter(
            key="permitted", label=_("Contact permitted"), kind="yes-no",
            where=on.on_yes_no("is_contact_permitted"),
        ),
        Filter(
            key="sensitive", label=_("Handle with care"), kind="yes-no",
            where=on.on_yes_no("is_sensitive"),
        ),
    ]  # fmt: skip


def _linked_filters() -> list[Filter]:
    return [
        Filter(key="tag", label=_("Tag"), kind="choice", where=_on_tag, choices=_tag_choices),
        Filter(
            key="segment", label=_("Segment"), kind="choice", where=_on_segment,
            choices=_segment_choices,
            allowed=("is", "not"),
        ),
        Filter(
            key="group", label=_("Part of the group"), kind="choice",
            where=_linked(GroupMember.objects.all(), "group_id"),
            choices=_group_choices, allowed=("is", "not"),
        ),
        Filter(
            key="place", label=_("At the place"), kind="choice",
            where=_linked(PartyPlace.objects.all(), "place_id"), choices=_place_choices,
            names=_place_names, allowed=("is", "not"),
        ),
        Filter(
            key="topic", label=_("Topic"), kind="choice",
            where=_linked(PartyTopic.objects.all(), "topic_id"),
            choices=_topic_choices,
        ),
        Filter(
            key="channel", label=_("Can be reached by"), kind="choice",
            where=_linked(ContactPoint.objects.all(), "channel", str),
            choices=lambda _asking: Channel.choices, allowed=("is", "not"),
        ),
    ]  # fmt: skip


def custom_values(key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Walk every party that has a value of one field that people added."""
    found = Party.objects.filter(custom__has_key=key).order_by("pk")
    return found.values_list("pk", "custom").iterator(chunk_size=2000)


# Conditions


def _on_name(asked: Asked) -> Q:
    lookup = {"has": "icontains", "begins": "istartswith", "is": "iexact"}[asked.op]
    return Q(**{f"name__{lookup}": asked.values[0]})


def _on_quiet(asked: Asked) -> Q:
    if set(asked.values) == {"yes", "no"}:
        return Q()
    if "yes" in asked.values:
        return Q(quiet_at__lt=asked.asking.at)
    return Q(quiet_at__isnull=True) | Q(quiet_at__gte=asked.asking.at)


def _on_department(asked: Asked) -> Q:
    """Ask for departments with all that lie below them."""
    if asked.op in {"set", "unset"}:
        return Q(department_id__isnull=asked.op == "unset")
    paths = dict(Department.objects.values_list("pk", "path"))
    below = [
        pk for pk, path in paths.items() if any(f"/{value}/" in path for value in asked.values)
    ]
    among = Q(department_id__in=sorted(below))
    return among if asked.op == "is" else ~among


def _linked(
    links: QuerySet[Any], column: str, read: Callable[[str], Any] = int, key: str = "party_id"
) -> on.Where:
    """Ask rows of another table that point at parties."""

    def where(asked: Asked) -> Q:
        if asked.op in {"set", "unset"}:
            among = amid(links, key)
            return among if asked.op == "set" else ~among
        among = amid(links.filter(**{f"{column}__in": [read(v) for v in asked.values]}), key)
        return among if asked.op == "is" else ~among

    return where


def _on_tag(asked: Asked) -> Q:
    links = fields.links_of(PARTY)
    return _linked(links, "tag_id", key="object_id")(asked)


def _on_segment(asked: Asked) -> Q:
    found = _among_segments(Use("segment", asked.op, asked.values), asked.asking, 0)
    return NOTHING if found is None else found


# Segments


def segments() -> QuerySet[Segment]:
    return Segment.objects.order_by("name")


def parties_of(segment: Segment, *, user: Any, at: datetime) -> QuerySet[Party]:
    """Give the parties of a segment that ``user`` may see, active ones only."""
    condition = _segment_condition(segment, Asking(user, at), 0)
    return visible_to(user).filter(active(), NOTHING if condition is None else condition)


def parties_of_each(
    found: Iterable[Segment], *, user: Any, at: datetime
) -> dict[int, QuerySet[Party]]:
    """Give the same of many, to be counted: those picked by hand without a question for each."""
    picked = visible_to(user).filter(active())
    return {
        segment.pk: parties_of(segment, user=user, at=at)
        if segment.is_rule
        else picked.filter(pk__in=SegmentMember.objects.filter(segment=segment).values("party"))
        for segment in found
    }


def _among_segments(use: Use, asking: Asking, depth: int) -> Q | None:
    """Ask for those in segments, or in none; None where one can't be read, either way."""
    found = NOTHING
    for segment in Segment.objects.filter(pk__in=[int(value) for value in use.values]):
        inner = _segment_condition(segment, asking, depth)
        if inner is None:
            return None
        found = found | inner
    return found if use.op == "is" else ~found


def _segment_condition(segment: Segment, asking: Asking, depth: int) -> Q | None:
    if not segment.is_rule:
        return amid(SegmentMember.objects.filter(segment=segment), "party_id")
    if depth >= DEEPEST:
        return None
    return _read(State.of({"filters": segment.rule}), asking, depth + 1)


def condition_of(state: State, asking: Asking) -> Q:
    """Give the condition that the filters of a state are; one that can't be read fits nobody."""
    found = _read(state, asking, 0)
    return NOTHING if found is None else found


def _read(state: State, asking: Asking, depth: int) -> Q | None:
    """Give the same, or None: nobody is outside of what can't be read either."""
    known = {found.key: found for found in party_filters()}
    conditions = [active()] if "active" not in {use.key for use in state.filters} else []
    if not state.filters:
        return NOTHING
    for use in state.filters:
        checked = on.check(use, known.get(use.key), asking)
        if checked.problem or checked.filter is None:
            return None
        if use.key == "segment":
            inner = _among_segments(use, asking, depth)
            if inner is None:
                return None
            conditions.append(inner)
        else:
            conditions.append(checked.filter.where(Asked(use.op, use.values, asking)))
    return reduce(and_, conditions)


def all_categories() -> QuerySet[Category]:
    return Category.objects.order_by("position", "name")


def _category_choices(_asking: Asking) -> Choices:
    return [(str(pk), name) for pk, name in all_categories().values_list("pk", "name")]


def _person_choices(_asking: Asking) -> Choices:
    return [(on.ME, _("me")), *((str(person.pk), person.name) for person in people())]


def _keys(values: Sequence[str]) -> list[int]:
    """Give what may be the key of a row; what has more digits is none."""
    return [int(value) for value in values if value.isdecimal() and len(value) <= DIGITS]


def _person_names(values: Sequence[str]) -> dict[str, Label]:
    found: dict[str, Label] = {str(pk): name for pk, name in names_of(_keys(values)).items()}
    return {on.ME: _("me"), **found}


def _department_choices(_asking: Asking) -> Choices:
    return [(str(b.department.pk), b.department.name) for b in branches(closed=True)]


def _country_choices(_asking: Asking) -> Choices:
    names = formats.locale().territories
    return [(code, names[code]) for code in countries_by_name()]


def _tag_choices(_asking: Asking) -> Choices:
    return [(str(tag.pk), tag.name) for tag in fields.all_tags() if tag.merged_into_id is None]


def _segment_choices(_asking: Asking) -> Choices:
    return [(str(pk), name) for pk, name in segments().values_list("pk", "name")]


def _place_choices(_asking: Asking) -> Choices:
    return [(str(pk), name) for pk, name in places().values_list("pk", "name")[:500]]


def _place_names(values: Sequence[str]) -> dict[str, Label]:
    found = places().in_bulk(_keys(values))
    return {str(pk): place.name for pk, place in found.items()}


def _topic_choices(_asking: Asking) -> Choices:
    return [(str(one.pk), one.name) for one in Topic.objects.order_by("name")]


def _group_choices(asking: Asking) -> Choices:
    found = visible_to(asking.user).filter(kind=Kind.GROUP).order_by("sort_key", "pk")
    return [(str(pk), name) for pk, name in found.values_list("pk", "name")[:500]]
