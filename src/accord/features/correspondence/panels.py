"""What mail shows on pages that are not its own."""

from typing import Any

from accord.features.correspondence import queries
from accord.features.correspondence.models import Message
from accord.features.engagement.models import Interaction
from accord.foundation.accounts.models import User
from accord.foundation.arrivals.doors import address_of
from accord.foundation.kernel import clock
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.menu import Count
from accord.foundation.ui.pages import Request, piece


def address(message: Message, verb: str = "detail") -> str:
    return addresses.to(f"correspondence:{verb}", kwargs={"ref": message.ref})


def waiting(user: User) -> Count:
    """Tell how much mail waits for one to be filed."""
    return Count(queries.waiting_for(user, formats.local(clock.now())).count())


def mail_address(request: Request, subject: Any) -> str:
    """Show the address by which mail is filed with this record, one's own for it."""
    found = address_of(request.user, subject.ref)
    return piece(request, "correspondence/panel_address.html", {"door": found}) if found else ""


def of_talk(request: Request, talk: Interaction) -> str:
    """Lead from a talk that was a mail to the mail: its quotes, files and conversation."""
    found = queries.mail_of(request.user, talk)
    if found is None:
        return ""
    context = {"message": found, "href": address(found)}
    return piece(request, "correspondence/panel_talk.html", context)
