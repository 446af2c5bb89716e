"""The copies of a mailing that go by post, in one file."""

from datetime import datetime
from typing import Any

from accord.features.mailings import queries
from accord.features.mailings.models import Mailing
from accord.foundation.ui.posting import Page, paper


def mailing_paper(user: Any, mailing: Mailing, at: datetime) -> bytes:
    """Set the copies that are to be posted now, of those whom ``user`` may see."""
    rows, _others = queries.to_post(user, mailing, at)
    pages = []
    for row in rows:
        subject, words = queries.written_to(mailing, [row.party], row.language, at)
        pages.append(Page(row.party.name, row.address, subject, words, row.language))
    return paper(pages, ref=mailing.ref, at=at)
