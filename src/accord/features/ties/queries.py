from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, Moving, Told, party_visible
from accord.features.ties.models import Tie, TieType
from accord.foundation.accounts.reach import Reach, reach_of
from accord.foundation.journal.prepared import Prepared


def visible_to(user: Any) -> QuerySet[Tie]:
    """Give the ties of which one may see both ends."""
    return _visible_within(reach_of(user)).all()


def all_types() -> QuerySet[TieType]:
    return TieType.objects.order_by("name")


def types_between(one: Party, other: Party) -> QuerySet[TieType]:
    """Give the types that may tie the two, read from ``one``."""
    return all_types().filter(
        Q(one_kind__in=("", one.kind)), Q(other_kind__in=("", other.kind)), is_active=True
    )


@lru_cache(maxsize=500)
def _visible_within(reach: Reach) -> QuerySet[Tie]:
    """Build the condition once for each reach; it is never asked itself, only narrowed."""
    return Tie.objects.filter(party_visible(reach, "one"), party_visible(reach, "other"))


_ties = Prepared(
    lambda reach, party: (
        _visible_within(reach)
        .filter(Q(one=party) | Q(other=party))
        .select_related("type", "one", "other")
        .order_by("pk")
    )
)


def ties_of(user: Any, party: Party) -> list[Tie]:
    """Give the ties of a party, ended ones too, of which one may see the other end."""
    return ask_ties(user, party)()


def ask_ties(user: Any, party: Party) -> Callable[[], list[Tie]]:
    """Ask for the same, to be had later."""
    return _ties.objects_later(party.pk, variant=reach_of(user))


@dataclass(frozen=True)
class Tied:
    """A party with its ties, which can be had once they were asked for."""

    party: Party
    ties: Callable[[], list[Tie]]

    @property
    def ruled_by(self) -> Party:
        return self.party


_TOLD: dict[str, Told] = {
    "type": ("type__name", _("Tie")), "one": ("one__name", _("Who")),
    "other": ("other__name", _("To whom")), "strength": ("strength", _("Strength")),
    "source": ("source", _("How we know")), "from": ("from_date", _("Since")),
    "until": ("until_date", _("Until")),
}  # fmt: skip
HELD = {
    "ties": Held(
        label=_("Ties"), model=Tie, order=320, column="one_id", told=_TOLD,
        seen=lambda user, party: visible_to(user).filter(one=party),
    ),
    "tied": Held(
        label=_("Tied to them"), model=Tie, order=321, column="other_id", told=_TOLD,
        seen=lambda user, party: visible_to(user).filter(other=party),
    ),
}  # fmt: skip


def _going_on(tie: Tie, other_id: int, end: str) -> Hashable:
    """Tell ties that go on apart; one that reads the same from both ends has a twin at either."""
    if tie.until_date:
        return None
    return tie.type_id, other_id, end if tie.type.is_directed else ""


MOVING = {
    "ties": Moving(
        model=Tie, column="one_id", other="other_id", along=("type",), mirror="tied",
        twin=lambda tie: _going_on(tie, tie.other_id, "one"),
    ),
    "tied": Moving(
        model=Tie, column="other_id", other="one_id", along=("type",), mirror="ties",
        twin=lambda tie: _going_on(tie, tie.one_id, "other"),
    ),
}  # fmt: skip
