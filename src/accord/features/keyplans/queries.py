from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.keyplans.models import Goal, KeyPlan, Review
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, Moving, party_visible
from accord.foundation.accounts.reach import reach_of
from accord.foundation.journal.mentions import MARK


def visible_to(user: Any) -> QuerySet[KeyPlan]:
    """Give the plans for parties that one may see."""
    found = KeyPlan.objects.filter(party_visible(reach_of(user), "party"))
    return found.select_related("party", "owner", "sponsor", "counterpart")


def in_order(user: Any, *, mine: bool = False) -> QuerySet[KeyPlan]:
    """Give those that go on by when they are to be reviewed, then those that ended."""
    found = visible_to(user).order_by("ended_at", "review_at", "pk")
    return found.filter(Q(owner=user.pk) | Q(sponsor=user.pk)) if mine else found


def to_review(
    user: Any, people: Sequence[int], start: datetime, end: datetime
) -> QuerySet[KeyPlan]:
    """Give the plans of ``people``, as owner or sponsor, to be reviewed between two moments."""
    theirs = Q(owner__in=people) | Q(sponsor__in=people)
    found = visible_to(user).filter(theirs, ended_at=None, review_at__gte=start, review_at__lt=end)
    return found.select_related("reminder").order_by("review_at", "pk")


def sees_counterpart(user: Any, plan: KeyPlan) -> bool:
    """Tell whether one may see who stands for the plan on the other side."""
    if plan.counterpart_id is None:
        return False
    seen = Party.objects.filter(party_visible(reach_of(user)), pk=plan.counterpart_id)
    return seen.exists()


def goals_of(plan: KeyPlan) -> QuerySet[Goal]:
    return Goal.objects.filter(plan=plan).order_by("year", "pk")


def goals_visible_to(user: Any) -> QuerySet[Goal]:
    found = Goal.objects.filter(plan__in=visible_to(user))
    return found.select_related("plan__party")


def goal_counts(plans: Iterable[KeyPlan]) -> dict[int, tuple[int, int]]:
    """Give for each plan how many goals were reached, and how many there are that count."""
    found: dict[int, tuple[int, int]] = {}
    rows = Goal.objects.filter(plan__in=list(plans)).exclude(state="dropped")
    for plan, state in rows.values_list("plan_id", "state"):
        reached, total = found.get(plan, (0, 0))
        found[plan] = reached + (state == "reached"), total + 1
    return found


def reviews_of(plan: KeyPlan) -> QuerySet[Review]:
    return Review.objects.filter(plan=plan).select_related("by").order_by("-at", "-pk")


def is_due(plan: KeyPlan, at: datetime) -> bool:
    return plan.ended_at is None and plan.review_at <= at


HELD = {
    "key_plans": Held(
        label=_("Plans for the relationship"), model=KeyPlan, order=340, by="review_at",
        becomes=lambda _plan, _at: {"ambition": MARK, "gain": "", "outcome": ""},
        seen=lambda user, party: visible_to(user).filter(party=party),
        told={
            "ref": ("ref", _("Reference")), "ambition": ("ambition", _("Where we want to be")),
            "gain": ("gain", _("What both sides gain")), "from": ("from_date", _("From")),
            "until": ("until_date", _("Until")), "outcome": ("outcome", _("What came of it")),
        },
    ),
    "sponsored": Held(
        label=_("Plans they stand for"), model=KeyPlan, order=341, column="counterpart_id",
        seen=lambda user, party: visible_to(user).filter(counterpart=party),
        told={"ref": ("ref", _("Reference"))},
    ),
}  # fmt: skip
MOVING = {
    "key_plans": Moving(
        model=KeyPlan,
        other="counterpart_id",
        twin=lambda plan: None if plan.ended_at else "on",
        join=lambda _plan, _merged: {},
    ),
    "sponsored": Moving(model=KeyPlan, column="counterpart_id", other="party_id"),
}
