"""What a retention rule asks about a record, beside it."""

from collections.abc import Callable

from accord.features.stakeholders import policies, queries
from accord.features.stakeholders.models import Party
from accord.foundation.ui import addresses
from accord.foundation.ui.pages import Request, piece


def review(request: Request, party: Party) -> Callable[[], str]:
    """Draw the question whether ``party`` is still needed, while it is open."""
    asked = queries.ask_reviews(party)

    def draw() -> str:
        found = asked()
        if not found:
            return ""
        may_erase = policies.ERASE.allows(request.user, party)
        named = {"ref": party.ref}
        context = {
            "review": found[0],
            "keep": addresses.to("stakeholders:keep-longer", kwargs=named),
            "erase": addresses.to("stakeholders:erase", kwargs=named) if may_erase else "",
        }
        return piece(request, "stakeholders/panel_review.html", context)

    return draw
