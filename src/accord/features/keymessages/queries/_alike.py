"""Where two departments told one party different things of the same matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.models import Interaction
from accord.features.initiatives.models import Stake
from accord.features.keymessages.models import Contradiction, Matter
from accord.features.keymessages.queries._checks import told_to
from accord.features.keymessages.queries._stated import Stated
from accord.features.keymessages.states import Settled
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, Moving, party_visible
from accord.foundation.accounts.reach import reach_of

_Told = tuple[Interaction, Stated]


@dataclass(frozen=True)
class Unlike:
    """Two talks that say different things of a matter, the older first."""

    party_id: int
    matter: Matter
    first: _Told
    second: _Told


def contradictions_visible_to(user: Any) -> QuerySet[Contradiction]:
    """Give those told to parties that one may see."""
    found = Contradiction.objects.filter(party_visible(reach_of(user), "party"))
    return found.select_related("party", "matter__initiative", "first_by", "second_by")


def open_with(user: Any, party: Party) -> QuerySet[Contradiction]:
    found = contradictions_visible_to(user).filter(party=party).exclude(state=Settled.TOLD)
    return found.order_by("-pk")


def mine_to_settle(user: Any) -> QuerySet[Contradiction]:
    """Give those that somebody said one side of, or decided, until the party was told."""
    mine = Q(first_by=user.pk) | Q(second_by=user.pk) | Q(decided_by=user.pk)
    return contradictions_visible_to(user).filter(mine).exclude(state=Settled.TOLD)


def watched_parties() -> QuerySet[Stake]:
    """Give those with a stake where something must be told alike."""
    watched = Matter.objects.values("initiative")
    return Stake.objects.filter(initiative__in=watched, ended_at=None)


def unlike(parties: Sequence[int], at: datetime) -> list[Unlike]:
    """Hold the newest word of each department against that of the others, party by party."""
    stakes = watched_parties().filter(party__in=parties).values_list("party_id", "initiative_id")
    of: dict[int, set[int]] = {}
    for party, initiative in stakes:
        of.setdefault(party, set()).add(initiative)
    matters = list(Matter.objects.filter(initiative__in={v for keys in of.values() for v in keys}))
    newest: dict[tuple[int, int], dict[int, _Told]] = {}
    for talk, one, _name, party in told_to(of, matters, at) if matters else ():
        department = talk.logged_by.department_id if talk.logged_by else None
        if department is not None and one.matter.initiative_id in of[party]:
            known = newest.setdefault((party, one.matter.pk), {})
            known.setdefault(department, (talk, one))
    return [
        Unlike(party, first[1].matter, first, second)
        for (party, _matter), known in newest.items()
        for first, second in _pairs(known.values())
        if first[1].contradicts(second[1])
    ]


def _pairs(told: Iterable[_Told]) -> Iterable[tuple[_Told, _Told]]:
    in_order = sorted(told, key=lambda one: (one[0].at, one[0].pk))
    return pairwise(in_order)


def is_known(one: Unlike) -> bool:
    found = Contradiction.objects.filter(
        party=one.party_id, matter=one.matter, first_ref=one.first[0].ref,
        second_ref=one.second[0].ref,
    )  # fmt: skip
    return found.exists()


HELD = {
    "contradictions": Held(
        label=_("What they were told in two ways"), model=Contradiction, order=349, by="found_at",
        seen=lambda user, party: contradictions_visible_to(user).filter(party=party),
        told={
            "first": ("first_words", _("Said first")), "second": ("second_words", _("Said later")),
            "words": ("words", _("What is true")),
        },
    ),
}  # fmt: skip
MOVING = {
    "contradictions": Moving(
        model=Contradiction, twin=lambda row: (row.matter_id, row.first_ref, row.second_ref)
    )
}
