"""What initiatives show on pages that are not theirs."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from accord.features.initiatives import queries
from accord.features.initiatives.tables import stakes as table
from accord.features.stakeholders.models import Party
from accord.foundation.ui import addresses
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

VERBS = {
    "stake-taken": Verb(
        words=gettext_lazy("A stake in %(title)s was noted"), icon="route", is_small=True
    ),
    "stake-changed": Verb(
        words=gettext_lazy("The stake in %(title)s was changed"), icon="route", is_small=True
    ),
    "stake-ended": Verb(
        words=gettext_lazy("The stake in %(title)s ended"), icon="route", is_small=True
    ),
    "red-line-drawn": Verb(
        words=gettext_lazy("A red line was written down for %(title)s"), icon="ban"
    ),
    "assessed": Verb(
        words=gettext_lazy("%(by)s assessed the stake in %(title)s"), icon="scale", is_small=True
    ),
    "round-shown": Verb(
        words=gettext_lazy("Blind assessments for %(title)s were shown"), icon="eye"
    ),
}


def stakes_held(request: Request, party: Party) -> Callable[[], str]:
    """Draw what ``party`` has at stake, where it stands there and where we want it."""
    asked = queries.ask_stakes_held(request.user, party)

    def draw() -> str:
        stakes = [
            {
                "name": stake.initiative.name, "role": stake.role,
                "href": addresses.to(
                    "initiatives:stake", kwargs={"ref": stake.initiative.ref, "party": party.ref}
                ),
                "track": table.track_of(stake.engagement, stake.wanted),
                "glyph": table.glyph_of(stake.power, stake.interest),
            }
            for stake in asked()
        ]  # fmt: skip
        return piece(request, "initiatives/panel_stakes.html", {"stakes": stakes})

    return draw
