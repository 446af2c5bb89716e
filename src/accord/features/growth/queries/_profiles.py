"""Who sees what of a profile: the owner all, the mentor all but drafts, the assessor the items."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accord.features.growth.models import (
    Companion,
    GrowthStep,
    LevelJudgement,
    PortfolioItem,
    Profile,
    SelfAssessment,
    Statement,
)
from accord.features.growth.states import SHOWN, ItemState, Part
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import colleagues


def profile_of(user: Any) -> Profile | None:
    """Give one's own, where one has begun one."""
    return Profile.objects.filter(person_id=user.pk).select_related("person").first()


def visible_to(user: Any) -> QuerySet[Profile]:
    """Give one's own profile and those whose owners named one, as long as these are here."""
    named = _named(user).values("profile_id")
    found = Profile.objects.filter(Q(person_id=user.pk) | Q(pk__in=named))
    return found.select_related("person")


def _named(user: Any) -> QuerySet[Companion]:
    """Give what ``user`` was named for by people whose account is open."""
    return Companion.objects.filter(person_id=user.pk, profile__person__is_active=True)


def parts_in(user: Any, profile: Profile) -> frozenset[str]:
    """Give what ``user`` is to the owner of a profile; nothing to oneself."""
    found = _named(user).filter(profile=profile)
    return frozenset(found.values_list("part", flat=True))


def items_visible_to(user: Any) -> QuerySet[PortfolioItem]:
    """Give one's own items, those one may see as a mentor, and those an assessor goes by."""
    mine = _named(user)
    mentored = mine.filter(part=Part.MENTOR).values("profile_id")
    assessed = mine.filter(part=Part.ASSESSOR).values("profile_id")
    found = PortfolioItem.objects.filter(
        Q(profile__person_id=user.pk)
        | Q(profile__in=mentored, state__in=SHOWN)
        | Q(profile__in=assessed, state__in=SHOWN, assessor_id=user.pk)
        | Q(profile__in=assessed, state=ItemState.ACCEPTED)
    )
    return found.select_related("profile__person", "assessor").order_by("-day", "-pk")


def items_of(user: Any, profile: Profile) -> list[PortfolioItem]:
    """Give the items of a profile that ``user`` may see, with their records."""
    found = items_visible_to(user).filter(profile=profile)
    return list(found.prefetch_related("records"))


def records_of(item: PortfolioItem) -> list[str]:
    return [record.ref for record in item.records.all()]


def statements_of(profile: Profile) -> dict[str, Statement]:
    return {one.attribute: one for one in Statement.objects.filter(profile=profile)}


def self_assessments_of(profile: Profile) -> dict[str, list[SelfAssessment]]:
    """Give how the owner saw themselves, by responsibility, newest first."""
    found: dict[str, list[SelfAssessment]] = {}
    for one in SelfAssessment.objects.filter(profile=profile).order_by("-at", "-pk"):
        found.setdefault(one.responsibility, []).append(one)
    return found


def steps_of(profile: Profile) -> QuerySet[GrowthStep]:
    """Give what is to be done, soonest first, then what was done, newest first."""
    return GrowthStep.objects.filter(profile=profile).order_by("-done_date", "due_date", "pk")


def own_step(user: Any, pk: int) -> GrowthStep | None:
    found = GrowthStep.objects.filter(profile__person_id=user.pk, pk=pk)
    return found.select_related("profile").first()


def own_companion(user: Any, pk: int) -> Companion | None:
    found = Companion.objects.filter(profile__person_id=user.pk, pk=pk)
    return found.select_related("profile", "person").first()


def companions_of(profile: Profile) -> QuerySet[Companion]:
    found = Companion.objects.filter(profile=profile).select_related("person")
    return found.order_by("part", "person__name", "pk")


def assessors_of(profile: Profile) -> QuerySet[User]:
    """Give whom the owner may ask to assess: those they named, with an open account."""
    named = Companion.objects.filter(profile=profile, part=Part.ASSESSOR)
    return colleagues().filter(pk__in=named.values("person_id"))


def may_be_named(user: Any) -> QuerySet[User]:
    return colleagues().exclude(pk=user.pk)


def judgements_of(profile: Profile) -> QuerySet[LevelJudgement]:
    found = LevelJudgement.objects.filter(profile=profile).select_related("by")
    return found.order_by("-at", "-pk")


@dataclass(frozen=True)
class Accompanied:
    """A profile whose owner named me, as what, and how many items wait for my answer."""

    profile: Profile
    parts: frozenset[str]
    waiting: int


def accompanied_by(user: Any) -> list[Accompanied]:
    """Give the profiles whose owners named ``user``, by name."""
    parts: dict[int, set[str]] = {}
    for key, part in _named(user).values_list("profile_id", "part"):
        parts.setdefault(key, set()).add(part)
    found = Profile.objects.filter(pk__in=parts).select_related("person")
    waiting = _waiting_for(user, parts)
    return [
        Accompanied(one, frozenset(parts[one.pk]), waiting.get(one.pk, 0))
        for one in found.order_by("person__name", "pk")
    ]


def _waiting_for(user: Any, profiles: Iterable[int]) -> dict[int, int]:
    found = items_visible_to(user).order_by().filter(
        profile__in=list(profiles), state=ItemState.OFFERED, assessor_id=user.pk
    )  # fmt: skip
    return dict(found.values_list("profile_id").annotate(n=Count("pk")))
