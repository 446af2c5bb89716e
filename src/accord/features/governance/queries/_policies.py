"""Policies, their matrix checked, their rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.governance.models import (
    Assignment,
    Cadence,
    ChannelRule,
    Duty,
    EngagementPolicy,
    Excuse,
    PolicyRole,
)
from accord.features.governance.policies import VIEW
from accord.features.governance.states import State
from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.queries import Held, Moving, party_visible
from accord.foundation.accounts.reach import reach_of
from accord.foundation.journal.mentions import MARK
from accord.methods import METHODS


@dataclass(frozen=True)
class Matrix:
    """Roles, pieces of work with a code for each role, and what is wrong with them.

    ``errors`` and ``warnings`` are (what it is about, code of methods 1.5).
    """

    roles: list[PolicyRole]
    rows: list[tuple[Duty, dict[int, str]]]
    errors: list[tuple[str, str]]
    warnings: list[tuple[str, str]]


def visible_to(user: Any) -> QuerySet[EngagementPolicy]:
    """Give every policy to whoever reads here at all."""
    found = EngagementPolicy.objects.all() if VIEW.allows(user) else EngagementPolicy.objects.none()
    return found.select_related("initiative", "owner", "approved_by")


def in_order(user: Any) -> QuerySet[EngagementPolicy]:
    return visible_to(user).order_by("ended_at", "initiative__sort_key", "pk")


def to_review(
    user: Any, people: Sequence[int], start: date, end: date
) -> QuerySet[EngagementPolicy]:
    """Give the policies in force of ``people`` that are to be looked at within some days."""
    found = visible_to(user).filter(owner__in=people, state=State.IN_FORCE)
    return found.filter(review_on__gte=start, review_on__lt=end).order_by("review_on", "pk")


def policy_of(initiative: Initiative) -> EngagementPolicy | None:
    """Give the policy of an initiative that was not ended, a draft too."""
    found = EngagementPolicy.objects.exclude(state=State.ENDED).filter(initiative=initiative)
    return found.select_related("initiative", "owner").first()


def channel_rule(initiative_id: int, channel: str) -> ChannelRule | None:
    """Give what the policy in force says of a channel."""
    found = ChannelRule.objects.filter(
        policy__initiative=initiative_id, policy__state=State.IN_FORCE, channel=channel
    )
    return found.select_related("policy").first()


def matrix_of(policy: EngagementPolicy) -> Matrix:
    """Give the matrix and check it (methods 1.5): a role without a person counts as a group."""
    roles = list(PolicyRole.objects.filter(policy=policy).select_related("holder").order_by("pk"))
    duties = list(Duty.objects.filter(policy=policy).order_by("pk"))
    cells: dict[int, dict[int, str]] = {duty.pk: {} for duty in duties}
    for one in Assignment.objects.filter(duty__policy=policy):
        cells[one.duty_id][one.role_id] = one.code
    told = {
        duty.words: {role.name: cells[duty.pk].get(role.pk, "") for role in roles}
        for duty in duties
    }
    groups = [role.name for role in roles if role.holder is None]
    errors = METHODS["raci_check"](matrix=told, groups=groups).value or []
    warnings = METHODS["raci_warnings"](matrix=told).value or []
    return Matrix(
        roles=roles, rows=[(duty, cells[duty.pk]) for duty in duties],
        errors=[(about, code) for about, code in errors],
        warnings=[(about, code) for about, code in warnings],
    )  # fmt: skip


def rules_of(policy: EngagementPolicy) -> tuple[list[ChannelRule], list[Cadence]]:
    """Give what a policy says of channels, and how often each segment is to be in contact."""
    cadences = Cadence.objects.filter(policy=policy).select_related("segment").order_by("pk")
    return list(ChannelRule.objects.filter(policy=policy).order_by("channel")), list(cadences)


def excuses_visible_to(user: Any) -> QuerySet[Excuse]:
    """Give the exceptions for parties that one may see."""
    found = Excuse.objects.filter(party_visible(reach_of(user), "party"))
    return found.select_related("party", "policy__initiative", "by")


HELD = {
    "excuses": Held(
        label=_("Exceptions from a policy"), model=Excuse, order=347, by="until",
        becomes=lambda _excuse, _at: {"reason": MARK},
        seen=lambda user, party: excuses_visible_to(user).filter(party=party),
        told={"reason": ("reason", _("Reason")), "until": ("until", _("Until"))},
    ),
}  # fmt: skip
MOVING = {"excuses": Moving(model=Excuse)}
