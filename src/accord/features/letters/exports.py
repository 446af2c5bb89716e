"""Letters on paper."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from accord.features.letters import queries
from accord.features.letters.models import Addressee, Letter
from accord.foundation.kernel.days import day_of
from accord.foundation.ui.posting import Page, paper


def letter_paper(letter: Letter, rows: Sequence[Addressee], at: datetime) -> bytes:
    """Set a letter for some of those it is for, as their records stand now."""
    posts = queries.postal_of([row.party_id for row in rows], day_of(at, settings.HOUSE_TIME_ZONE))
    pages = []
    for row in rows:
        subject, words = queries.written_for(letter, [row.party], at)
        pages.append(
            Page(
                row.party.name, posts.get(row.party_id, ""), subject, words,
                queries.language_of(letter),
            )
        )  # fmt: skip
    return paper(pages, ref=letter.ref, at=at)
