"""What networks show on pages that are not theirs."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accord.features.initiatives.models import Initiative
from accord.features.networks import policies, queries
from accord.features.networks.models import Bond, Nearness
from accord.features.stakeholders.models import Party
from accord.features.ties.models import Tie
from accord.features.ties.queries import Tied
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, charts, formats
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Look


def around(request: Request, tied: Tied) -> Callable[[], str]:
    """Draw who is one step from a party: by talks, and by ties that go on."""
    party = tied.party
    asked_bonds = queries.ask_nearest(request.user, party)

    def draw() -> str:
        at = clock.now()
        bonds, ties = asked_bonds(), tied.ties()
        near = _near(party, bonds, ties, at)
        if not near:
            return ""
        context = {
            "star": _star(party, near),
            "routes": f"{addresses.to('networks:routes')}?to={party.ref}",
            "bonds": [(_other(bond, party), talks_told(bond, at)) for bond in bonds],
        }
        return piece(request, "networks/panel_around.html", context)

    return draw


def _other(row: Bond | Tie, party: Party) -> Party:
    return row.other if row.one_id == party.pk else row.one


def talks_told(row: Nearness, at: datetime) -> str:
    """Say how many talks there were, and when the last."""
    words = ngettext("%(n)s talk, on %(day)s", "%(n)s talks, the last on %(day)s", row.talks_count)
    day = formats.day_month(row.last_at, today=formats.local(at))
    return words % {"n": row.talks_count, "day": day}


Near = tuple[Party, float]


def _near(party: Party, bonds: Iterable[Bond], ties: Iterable[Tie], at: datetime) -> list[Near]:
    """Give who is near and how much, the nearest first: a talk is worth 1, a tie its strength."""
    found: dict[int, Near] = {}

    def add(other: Party, weight: float) -> None:
        found[other.pk] = other, weight + found.get(other.pk, (other, 0.0))[1]

    for bond in bonds:
        add(_other(bond, party), queries.now(bond.weight, at))
    for tie in ties:
        if queries.goes_on(tie, formats.local(at)):
            add(_other(tie, party), queries.worth(tie.strength))
    nearest = sorted(found.values(), key=lambda near: (-near[1], near[0].pk))
    return nearest[: queries.AROUND]


def _star(party: Party, near: list[Near]) -> Any:
    most = near[0][1] or 1.0
    return charts.star(
        charts.Near(party.initials, visible(party.name), "", is_round=party.is_round),
        [
            charts.Near(
                other.initials, visible(other.name), _record(other), weight / most,
                is_round=other.is_round,
            )
            for other, weight in near
        ],
        _("Who is near to %(name)s") % {"name": visible(party.name)},
    )  # fmt: skip


def _record(party: Party) -> str:
    return addresses.to("stakeholders:detail", kwargs={"ref": party.ref})


def _network_of(initiative: Initiative) -> str:
    return addresses.to("networks:network", kwargs={"ref": initiative.ref})


LOOKS = (
    Look(
        page="initiatives.stakes", key="network", label=gettext_lazy("Network"), order=50,
        address=_network_of, rule=policies.VIEW,
    ),
    Look(
        page="stakeholders.list", key="network", label=gettext_lazy("Network"), order=50,
        icon="waypoints", address=lambda _all: addresses.to("networks:network-all"),
        rule=policies.VIEW,
    ),
)  # fmt: skip
