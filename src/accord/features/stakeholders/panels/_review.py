"""What a retention rule asks about a record, beside it."""

from accord.features.stakeholders import policies, queries
from accord.features.stakeholders.models import Party
from accord.foundation.ui import addresses
from accord.foundation.ui.pages import Request, piece


def review(request: Request, party: Party) -> str:
    """Draw the question whether ``party`` is still needed, while it is open."""
    found = queries.review_of(party)
    if found is None:
        return ""
    may_erase = policies.ERASE.allows(request.user, party)
    context = {
        "review": found,
        "keep": addresses.to("stakeholders:keep-longer", kwargs={"ref": party.ref}),
        "erase": addresses.to("stakeholders:erase", kwargs={"ref": party.ref}) if may_erase else "",
    }
    return piece(request, "stakeholders/panel_review.html", context)
