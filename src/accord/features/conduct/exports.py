"""What tells of an arrangement, on paper."""

from datetime import datetime

from django.utils.translation import get_language

from accord.features.conduct import queries
from accord.features.conduct.models import Arrangement
from accord.foundation.ui.posting import Page, paper


def notice_paper(arrangement: Arrangement, at: datetime) -> bytes:
    """Set the notice as a letter, in the language that is on now."""
    subject, text = queries.notice_parts(arrangement)
    name = arrangement.party.name
    page = Page(
        name,
        queries.postal_of(arrangement, at),
        subject,
        f"{name}\n\n{text}",
        get_language() or "en",
    )
    return paper([page], ref=arrangement.ref, at=at)
