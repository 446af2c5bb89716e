"""A list that leaves the house as a file: that somebody took it, and which, is written down."""

from django.http import HttpResponseBase

from accord.foundation.journal.change import change
from accord.foundation.ui.listing.files import download
from accord.foundation.ui.listing.showing import Shown
from accord.foundation.ui.policies import EXPORT


def take(shown: Shown, kind: str) -> HttpResponseBase:
    """Answer with the list as a file. Raises Invalid for an unknown kind or a too big sheet."""
    answer = download(shown.listing, shown.state, kind)
    asking = shown.listing.asking
    with change(EXPORT, by=asking.user, at=asking.at) as record:
        record.kind = f"list.{shown.listing.area}"
        record.note(form=kind, query=shown.query.removeprefix("?")[:500])
    return answer
