"""What the pages of initiatives have in common."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.features.initiatives import queries
from accord.features.initiatives.models import Initiative, Stake
from accord.foundation.kernel.text import visible
from accord.foundation.ui.pages import Request
from accord.foundation.ui.panels import ways_to_look


def initiative_or_404(request: Request, ref: str) -> Initiative:
    """Find an initiative that this person may see."""
    found = queries.visible_to(request.user).select_related("department", "owner")
    return get_object_or_404(found, ref=ref)


def stake_or_404(request: Request, ref: str, party: str) -> Stake:
    """Find the stake of a party that this person may see."""
    found = queries.stakes_visible_to(request.user).filter(initiative__ref=ref, party__ref=party)
    return get_object_or_404(found.select_related("party", "initiative", "owner"))


def address(initiative: Initiative, verb: str = "detail") -> str:
    return reverse(f"initiatives:{verb}", kwargs={"ref": initiative.ref})


def stake_address(stake: Stake, verb: str = "stake") -> str:
    given = {"ref": stake.initiative.ref, "party": stake.party.ref}
    return reverse(f"initiatives:{verb}", kwargs=given)


def trail(initiative: Initiative, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Initiatives"), reverse("initiatives:list")),
        (visible(initiative.name), address(initiative)),
        *more,
    ]


def stake_trail(stake: Stake) -> list[tuple[str, str]]:
    return trail(
        stake.initiative,
        (_("Stakes"), address(stake.initiative, "stakes")),
        (visible(stake.party.name), stake_address(stake)),
    )


def ways(request: Request, initiative: Initiative, now: str) -> list[dict[str, Any]]:
    """Give the ways to look at the stakes in an initiative."""
    return ways_to_look(request.user, "initiatives.stakes", initiative, now)
