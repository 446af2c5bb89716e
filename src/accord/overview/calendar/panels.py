"""What the calendar shows on pages that are not its own."""

from django.utils.translation import gettext as _

from accord.features.correspondence.models import Message
from accord.features.meetings.states import Rhythm
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import page_of
from accord.overview.calendar import queries


def _again(one: queries.Invitation) -> str:
    if one.rhythm:
        return str(Rhythm(one.rhythm).label)
    return _("comes again in another rhythm: only this one is taken up") if one.comes_again else ""


def invitations(request: Request, message: Message) -> str:
    """Draw what a mail invites to, and the way to take it up."""
    found = queries.invitations_in(request.user, message)
    if not found:
        return ""
    rows = [
        {
            "one": one, "when": formats.full(one.starts_at), "again": _again(one),
            "href": page_of(one.meeting.ref) if one.meeting else "",
            "take": "" if one.is_off or one.meeting else addresses.to(
                "calendar:invitation-take", kwargs={"ref": message.ref, "number": one.number}
            ),
        }
        for one in found
    ]  # fmt: skip
    return piece(request, "calendar/panel_invitations.html", {"rows": rows})
