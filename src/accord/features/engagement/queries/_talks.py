from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from accord.features.engagement.models import (
    Attendee,
    Highlight,
    Interaction,
    Outcome,
    Participation,
    Point,
)
from accord.features.initiatives.models import Initiative
from accord.features.needs.models import Need
from accord.features.needs.queries import visible_to as needs_visible_to
from accord.features.promises.models import Promise
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_visible, told_about, told_to
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.tasks.states import State as TaskState
from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import Reach, points_at, reach_of
from accord.foundation.journal.prepared import Prepared

KIND = "engagement.interaction"


def visible_to(user: Any) -> QuerySet[Interaction]:
    """Give the talks with parties that one may see, unless the talk itself is restricted."""
    return _visible_within(reach_of(user)).all()


@lru_cache(maxsize=500)
def _visible_within(reach: Reach) -> QuerySet[Interaction]:
    """Build the condition once for each reach; it is never asked itself, only narrowed."""
    with_seen = Participation.objects.filter(
        party_visible(reach, "party"), interaction=OuterRef("pk")
    )
    return Interaction.objects.filter(
        Exists(with_seen), told_about(reach, KIND, own="logged_by_id")
    )


@lru_cache(maxsize=500)
def _told_within(reach: Reach) -> QuerySet[Interaction]:
    return Interaction.objects.filter(told_about(reach, KIND, own="logged_by_id"))


def with_party(user: Any, party: Party) -> QuerySet[Interaction]:
    """Give the talks with one party that ``user`` is known to see, newest first."""
    talks = _told_within(reach_of(user)).filter(participations__party=party)
    return talks.order_by("-at", "-pk")


def last_talks(user: Any, party: Party, limit: int = 5) -> list[Interaction]:
    return list(with_party(user, party).select_related("logged_by")[:limit])


def about_initiative(user: Any, initiative: Initiative) -> QuerySet[Interaction]:
    """Give the talks that were about an initiative, the newest first."""
    return visible_to(user).filter(initiative=initiative).order_by("-at", "-pk")


def parties_of(user: Any, talk: Interaction) -> QuerySet[Party]:
    """Give who took part, as far as one may see them."""
    took_part = Participation.objects.filter(interaction=talk).values("party")
    return parties_visible_to(user).filter(pk__in=took_part).order_by("sort_key", "pk")


@dataclass(frozen=True)
class Outcomes:
    """What came of a talk."""

    promises: list[Promise]
    needs: list[Need]


def outcomes_of(user: Any, talk: Interaction) -> Outcomes:
    outcomes = Outcome.objects.filter(interaction=talk)
    promises = promises_visible_to(user).filter(pk__in=outcomes.values("promise_id"))
    needs = needs_visible_to(user).filter(pk__in=outcomes.values("need_id"))
    return Outcomes(
        list(promises.select_related("party").order_by("pk")),
        list(needs.select_related("party").order_by("pk")),
    )


def talks_about(user: Any, *, promise: Promise | None = None, need: Need | None = None) -> list[
    Interaction
]:  # fmt: skip
    """Give the talks in which a promise was made or a need was heard, newest first."""
    which = Q(promise=promise) if promise is not None else Q(need=need)
    outcomes = Outcome.objects.filter(which).values("interaction")
    return list(visible_to(user).filter(pk__in=outcomes).order_by("-at", "-pk")[:20])


def points_of(talk: Interaction) -> list[Point]:
    """Give what was discussed, in order; who may see the talk may see its points."""
    return list(Point.objects.filter(interaction=talk).select_related("task", "task__owner")
                .order_by("position", "pk"))  # fmt: skip


def open_points_with(user: Any, parties: Sequence[int], limit: int = 40) -> list[Point]:
    """Give what is still to be followed up of talks with ``parties`` that all may read."""
    took_part = Participation.objects.filter(
        interaction=OuterRef("interaction"), party__in=list(parties)
    )
    found = Point.objects.filter(
        Exists(took_part), points_at(visible_to(user), "interaction"),
        Q(task=None) | Q(task__state=TaskState.OPEN), needs_follow_up=True, settled_at=None,
        interaction__visibility="everyone",
    )  # fmt: skip
    return list(
        found.select_related("interaction", "task").order_by("-interaction__at", "pk")[:limit]
    )


def parties_in_talks(talks: Sequence[int]) -> dict[int, frozenset[int]]:
    """Give the keys of who took part in some talks, seen or not: to tell what is known to whom."""
    found: dict[int, set[int]] = {}
    rows = Participation.objects.filter(interaction__in=list(talks))
    for talk, party in rows.values_list("interaction_id", "party_id"):
        found.setdefault(talk, set()).add(party)
    return {talk: frozenset(parties) for talk, parties in found.items()}


def attendees_of(talk: Interaction) -> list[User]:
    """Give who of us took part."""
    found = Attendee.objects.filter(interaction=talk).select_related("person")
    return [row.person for row in found.order_by("pk")]


def hidden_from(user: Any, talk: Interaction) -> list[int]:
    """Give the keys of who took part and may not be seen by ``user``."""
    seen = Exists(parties_visible_to(user).filter(pk=OuterRef("party_id")))
    rows = Participation.objects.filter(~seen, interaction=talk)
    return list(rows.values_list("party_id", flat=True))


def readers_of(talk: Interaction) -> list[int]:
    """Give the people a talk for named people is for, besides who logged it."""
    return sorted(told_to(KIND, [talk.pk]).get(talk.pk, ()))


def marks_of(user: Any, talk: Interaction) -> list[Highlight]:
    """Give the passages that readers marked; what one may not see is left out of them."""
    found = Highlight.objects.filter(interaction=talk).select_related("by", "party", "need")
    marks = list(found.order_by("pk"))
    parties = _seen(parties_visible_to(user), [mark.party_id for mark in marks])
    needs = _seen(needs_visible_to(user), [mark.need_id for mark in marks])
    for mark in marks:
        mark.party = mark.party if mark.party_id in parties else None
        mark.need = mark.need if mark.need_id in needs else None
    return marks


def _seen(visible: QuerySet[Any], keys: Sequence[int | None]) -> set[int]:
    wanted = [key for key in keys if key]
    return set(visible.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def pieces(text: str, marks: Sequence[Highlight]) -> list[tuple[str, Highlight | None]]:
    """Cut a text where marked passages begin and end; of two that overlap the first counts."""
    places: list[tuple[int, int, Highlight]] = []
    for mark in marks:
        start = text.find(mark.passage)
        end = start + len(mark.passage)
        if start >= 0 and all(end <= begun or ended <= start for begun, ended, _ in places):
            places.append((start, end, mark))
    cut: list[tuple[str, Highlight | None]] = []
    reached = 0
    for start, end, mark in sorted(places, key=lambda place: place[0]):
        cut += [(text[reached:start], None), (text[start:end], mark)]
        reached = end
    return [(part, mark) for part, mark in [*cut, (text[reached:], None)] if part]


def names_by_talk(user: Any, keys: Sequence[int]) -> dict[int, list[str]]:
    """Give the names of who took part in each of some talks, as far as one may see them."""
    seen = Exists(parties_visible_to(user).filter(pk=OuterRef("party_id")))
    found = Participation.objects.filter(seen, interaction__in=keys).order_by("pk")
    names: dict[int, list[str]] = {}
    for talk, name in found.values_list("interaction_id", "party__name"):
        names.setdefault(talk, []).append(name)
    return names


OF_NEWEST = 200  # talks with a party are looked through for who of us had them


def _newest_of(party: Any) -> QuerySet[Participation]:
    return Participation.objects.filter(party=party).order_by("-interaction")[:OF_NEWEST]


_talkers = Prepared(
    lambda reach, party: (
        _told_within(reach)
        .filter(pk__in=_newest_of(party).values("interaction"), logged_by__isnull=False)
        .values_list("logged_by_id", "logged_by__name")
        .annotate(talks=Count("pk"), last=Max("at"))
        .order_by("-talks", "-last")[:10]
    )
)


def who_knows(user: Any, party: Party) -> list[dict[str, Any]]:
    """Tell who of us had how many of the newest 200 talks with ``party``, and when last.

    Most talks stand first.
    """
    return ask_who_knows(user, party)()


def ask_who_knows(user: Any, party: Party) -> Callable[[], list[dict[str, Any]]]:
    """Ask for the same, to be had later."""
    names = ("logged_by_id", "logged_by__name", "talks", "last")
    asked = _talkers.later(party.pk, variant=reach_of(user))
    return lambda: [dict(zip(names, row, strict=True)) for row in asked()]


def logged_once(user: Any, once: str) -> Interaction | None:
    """Find the talk that this person's device sent under a key of its own."""
    if not once:
        return None
    # Said as the index says it, and in no order: else both databases may read all that one logged.
    marked = RawSQL("NOT (engagement_interaction.once = '')", (), BooleanField())
    found = Interaction.objects.filter(marked, logged_by_id=user.pk, once=once)
    return next(iter(found), None)
