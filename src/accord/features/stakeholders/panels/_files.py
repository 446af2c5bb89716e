"""The files of a record, beside it."""

from collections.abc import Callable

from accord.features.stakeholders import policies, queries
from accord.features.stakeholders.models import Party
from accord.foundation.ui import addresses, filing
from accord.foundation.ui.pages import Request, piece


def files(request: Request, party: Party) -> Callable[[], str]:
    """Draw what is attached to ``party``, and the place to drop more."""
    asked = queries.ask_files(party)

    def draw() -> str:
        may_change = policies.CHANGE.allows(request.user, party)
        context = filing.card(asked(), _addresses(party), may_change=may_change)
        return piece(request, "ui/files_card.html", context)

    return draw


def _addresses(party: Party) -> filing.Address:
    def address(name: str, key: int | None) -> str:
        more = {} if key is None else {"pk": key}
        return addresses.to(f"stakeholders:{name}", kwargs={"ref": party.ref, **more})

    return address
