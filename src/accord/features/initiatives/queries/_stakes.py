from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from accord.features.initiatives.models import (
    Assessment,
    Initiative,
    Objective,
    Pillar,
    RedLine,
    RequiredCategory,
    Round,
    Stake,
)
from accord.features.initiatives.states import Level
from accord.features.stakeholders.models import Category, Party
from accord.features.stakeholders.queries import party_visible
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.accounts.reach import reach_of
from accord.foundation.journal.prepared import Prepared


def stakes_visible_to(user: Any) -> QuerySet[Stake]:
    """Give the stakes of parties that one may see, in initiatives that one may read."""
    return Stake.objects.filter(party_visible(reach_of(user), "party"))


def stakes_of(user: Any, initiative: Initiative, at: datetime) -> QuerySet[Stake]:
    """Give those in one initiative that there were at a moment, by name of their party."""
    there = Q(ended_at=None) | Q(ended_at__gt=at)
    found = stakes_visible_to(user).filter(there, initiative=initiative, added_at__lte=at)
    return found.select_related("party", "owner", "initiative").order_by("party__sort_key", "pk")


def hidden_stakes(user: Any, initiative: Initiative, at: datetime) -> int:
    """Count the stakes that are there and that one may not see."""
    there = Q(ended_at=None) | Q(ended_at__gt=at)
    found = Stake.objects.filter(there, initiative=initiative, added_at__lte=at)
    return found.count() - stakes_of(user, initiative, at).count()


_held_by = Prepared(
    lambda party: (
        Stake.objects.filter(party=party, ended_at=None, initiative__is_active=True)
        .select_related("initiative")
        .order_by("initiative__sort_key", "pk")
    )
)


def ask_stakes_held(user: Any, party: Party) -> Callable[[], list[Stake]]:
    """Ask for the stakes that a party, known to be seen, has now; they can be had later."""
    return _held_by.objects_later(party.pk) if reach_of(user).grants else list


class StakeMarks(NamedTuple):
    """What a list shows of a stake; ``name`` is the initiative's."""

    name: str
    engagement: str
    wanted: str
    power: int | None
    interest: int | None


_held_by_many = Prepared(
    lambda keys: Stake.objects.filter(
        party__in=keys, ended_at=None, initiative__is_active=True
    ).values_list("party_id", "initiative__name", "engagement", "wanted", "power", "interest")
)


def ask_stakes_of_many(user: Any, keys: Sequence[int]) -> Callable[[], dict[int, list[StakeMarks]]]:
    """Ask for the stakes that some parties, each known to be seen, have now."""
    if not reach_of(user).grants or not keys:
        return dict
    asked = _held_by_many.later(list(keys))

    def found() -> dict[int, list[StakeMarks]]:
        held: dict[int, list[StakeMarks]] = {}
        for key, *stake in asked():
            held.setdefault(key, []).append(StakeMarks(*stake))
        return held

    return found


def stakes_held_in(initiatives: Sequence[int]) -> QuerySet[Stake]:
    """Give the stakes that there are now in some initiatives, whoever may see their parties."""
    return Stake.objects.filter(initiative__in=initiatives, ended_at=None)


def stakes_apart(levels: int) -> QuerySet[Stake]:
    """Give the open stakes that stand so many levels or more from where they are wanted."""
    names = Level.values
    pairs = Q()
    for place, wanted in enumerate(names):
        far = [now for at, now in enumerate(names) if abs(at - place) >= levels]
        pairs |= Q(wanted=wanted, engagement__in=far)
    return Stake.objects.filter(pairs, ended_at=None, initiative__is_active=True)


def assessments_of(user: Any, stake: Stake) -> QuerySet[Assessment]:
    """Give what was said of a stake, newest first; of blind rounds only one's own."""
    open_to_me = Q(round=None) | Q(round__shown_at__isnull=False) | Q(assessor_id=user.pk)
    found = Assessment.objects.filter(open_to_me, stake=stake)
    return found.select_related("assessor", "round").order_by("-at", "-pk")


def red_lines_of(stake: Stake) -> QuerySet[RedLine]:
    return RedLine.objects.filter(stake=stake).order_by("issue", "pk")


def red_lines_of_many(keys: Iterable[int]) -> QuerySet[RedLine]:
    """Give those of some stakes, each known to be seen."""
    return RedLine.objects.filter(stake__in=list(keys)).order_by("issue", "pk")


def rounds_of(initiative: Initiative) -> QuerySet[Round]:
    return Round.objects.filter(initiative=initiative).order_by("-opened_at", "-pk")


def open_rounds(initiative: Initiative) -> QuerySet[Round]:
    return rounds_of(initiative).filter(shown_at=None)


def assessed_in(round_: Round) -> set[int]:
    """Give the stakes of which somebody said something in a round."""
    return set(Assessment.objects.filter(round=round_).values_list("stake_id", flat=True))


def objectives_of(initiative: Initiative) -> QuerySet[Objective]:
    return Objective.objects.filter(initiative=initiative).order_by("position", "pk")


def pillars_of(initiative: Initiative) -> QuerySet[Pillar]:
    return Pillar.objects.filter(initiative=initiative).order_by("position", "pk")


def required_categories(initiative: Initiative) -> QuerySet[Category]:
    wanted = RequiredCategory.objects.filter(initiative=initiative).values("category")
    return Category.objects.filter(pk__in=wanted).order_by("position", "name")


def empty_categories(initiative: Initiative) -> QuerySet[Category]:
    """Give the sorts of stakeholders that an initiative may not do without, and does."""
    there = Stake.objects.filter(initiative=initiative, ended_at=None, party__is_active=True)
    held = there.values("party__category")
    return required_categories(initiative).exclude(pk__in=held.exclude(party__category=None))


def without_stake(user: Any, initiative: Initiative) -> QuerySet[Party]:
    """Give the parties that one may see and that have no stake in an initiative now."""
    held = Stake.objects.filter(initiative=initiative, ended_at=None).values("party")
    return parties_visible_to(user).filter(is_active=True).exclude(pk__in=held)


MOST_OFFERED = 24


def offered(user: Any, initiative: Initiative, category_id: int) -> list[Party]:
    """Give some of one category without a stake yet, those that were talked with last first."""
    found = without_stake(user, initiative).filter(category=category_id)
    return list(found.order_by(F("last_contact_at").desc(nulls_last=True), "pk")[:MOST_OFFERED])
