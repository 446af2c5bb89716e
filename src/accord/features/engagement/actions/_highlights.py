"""Passages of a talk that readers marked."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.engagement import policies
from accord.features.engagement.models import Highlight, Interaction
from accord.features.engagement.states import Mood
from accord.features.needs.models import Need
from accord.features.stakeholders.models import Party
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank

LENGTH = 1000


@dataclass(frozen=True)
class HighlightDetails:
    """The passage, word for word, and what the reader says of it."""

    passage: str
    mood: int | None = None
    party: Party | None = None
    need: Need | None = None


def mark_passage(
    *, by: Actor, talk: Interaction, details: HighlightDetails, at: datetime
) -> Highlight:
    """Mark a passage that stands in the words of a talk. Raises Invalid when it does not."""
    passage = details.passage.strip()
    if is_blank(passage) or len(passage) > LENGTH:
        raise Invalid(_("Mark up to 1,000 characters."), field="passage")
    highlight = Highlight(
        interaction=talk, passage=passage, party=details.party, need=details.need, by_id=by.pk,
        at=at, mood=None if details.mood is None else Mood(details.mood),
    )  # fmt: skip
    with change(policies.MARK, by=by, at=at, subject=talk) as record:
        if passage not in talk.text:
            raise Invalid(_("These words don't stand in the talk."), field="passage")
        record.add(highlight)
    return highlight


def unmark_passage(*, by: Actor, highlight: Highlight, at: datetime) -> None:
    with change(policies.MARK, by=by, at=at, subject=highlight) as record:
        record.remove(highlight)
