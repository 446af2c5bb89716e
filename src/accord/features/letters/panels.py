"""What letters show on pages that are not theirs."""

from typing import Any

from accord.features.letters import queries
from accord.features.letters.models import Letter
from accord.foundation.accounts.models import User
from accord.foundation.ui import addresses
from accord.foundation.ui.menu import Count
from accord.foundation.ui.pages import Request, piece

# Where a letter can be begun with one click: the page, and the place on it.
PLACES = {"stakeholders.record": "acts", "correspondence.message": "acts"}


def address(letter: Letter, verb: str = "detail", pk: int | None = None) -> str:
    more = {} if pk is None else {"pk": pk}
    return addresses.to(f"letters:{verb}", kwargs={"ref": letter.ref, **more})


def to_read(user: User) -> Count:
    """Tell how many letters wait for one to agree to them."""
    return Count(queries.to_read(user).count())


def acts(request: Request, subject: Any) -> str:
    """Draw the line of a record's menu, or the button of a mail."""
    context = {
        "address": f"{addresses.to('letters:write')}?about={subject.ref}",
        "is_mail": subject.ref.startswith("M-"),
    }
    return piece(request, "letters/panel_acts.html", context)
