from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from accord.features.engagement.models import Interaction, Outcome, Participation
from accord.features.needs.models import Need
from accord.features.needs.queries import visible_to as needs_visible_to
from accord.features.promises.models import Promise
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_visible, told_about
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.accounts.reach import Reach, reach_of
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


def parties_of(user: Any, talk: Interaction) -> QuerySet[Party]:
    """Give who took part, as far as one may see them."""
    took_part = Participation.objects.filter(interaction=talk, party=OuterRef("pk"))
    return parties_visible_to(user).filter(Exists(took_part)).order_by("sort_key", "pk")


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
    outcomes = Outcome.objects.filter(which, interaction=OuterRef("pk"))
    return list(visible_to(user).filter(Exists(outcomes)).order_by("-at", "-pk")[:20])


def names_by_talk(user: Any, keys: Sequence[int]) -> dict[int, list[str]]:
    """Give the names of who took part in each of some talks, as far as one may see them."""
    seen = Exists(parties_visible_to(user).filter(pk=OuterRef("party_id")))
    found = Participation.objects.filter(seen, interaction__in=keys).order_by("pk")
    names: dict[int, list[str]] = {}
    for talk, name in found.values_list("interaction_id", "party__name"):
        names.setdefault(talk, []).append(name)
    return names


_talkers = Prepared(
    lambda reach, party: (
        _told_within(reach)
        .filter(participations__party=party, logged_by__isnull=False)
        .values_list("logged_by_id", "logged_by__name")
        .annotate(talks=Count("pk"), last=Max("at"))
        .order_by("-talks", "-last")[:10]
    )
)


def who_knows(user: Any, party: Party) -> list[dict[str, Any]]:
    """Tell who of us talked with ``party``, how often and when last; most talks first."""
    return ask_who_knows(user, party)()


def ask_who_knows(user: Any, party: Party) -> Callable[[], list[dict[str, Any]]]:
    """Ask for the same, to be had later."""
    names = ("logged_by_id", "logged_by__name", "talks", "last")
    asked = _talkers.later(party.pk, variant=reach_of(user))
    return lambda: [dict(zip(names, row, strict=True)) for row in asked()]


def logged_once(user: Any, once: str) -> Interaction | None:
    """Find the talk that this person's device sent under a key of its own."""
    return Interaction.objects.filter(logged_by_id=user.pk, once=once).first() if once else None
