"""A list that leaves the house as a file: that somebody took it, and which, is written down."""

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Stale
from accord.foundation.ui.listing.files import download
from accord.foundation.ui.listing.showing import Shown
from accord.foundation.ui.policies import EXPORT


def take(shown: Shown, kind: str) -> HttpResponseBase:
    """Answer with the list as a file.

    Raises: Invalid for an unknown kind or a too big sheet; Stale where the view that is asked for
    is gone, so that nobody takes another list for it.
    """
    if shown.is_lost:
        raise Stale(_("This view is no longer there."))
    answer = download(shown.listing, shown.state, kind)
    asking = shown.listing.asking
    with change(EXPORT, by=asking.user, at=asking.at) as record:
        record.kind = f"list.{shown.listing.area}"
        record.note(form=kind, query=shown.query.removeprefix("?")[:500])
    return answer
