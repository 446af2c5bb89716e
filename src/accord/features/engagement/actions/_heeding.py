"""Whether what somebody needs to take part was heeded."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.engagement import policies
from accord.features.engagement.models import Heeding, Interaction, Participation
from accord.features.stakeholders.models import Party
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


def say_heeded(
    *, by: Actor, talk: Interaction, party: Party, was_heeded: bool, at: datetime, words: str = ""
) -> Heeding:
    """Say whether what ``party`` needs to take part was heeded in a talk; the newest word counts.

    Raises Invalid where nothing is known that they need, and without a word what was missing.
    """
    why = _("Say what was missing, so that it is there next time.")
    words = plain(words, "words", 300) if was_heeded else said(words, "words", 300, why=why)
    with change(policies.HEED, by=by, at=at, subject=talk) as record:
        if not Participation.objects.filter(interaction=talk, party=party).exists():
            raise Invalid(_("They took no part in this talk."))
        made = Heeding.objects.filter(interaction=talk, party=party).first()
        asked = party.accessibility or (made.asked if made else "")
        if not asked:
            raise Invalid(_("Nothing is known that they need to take part."))
        facts = {
            "asked": asked, "was_heeded": was_heeded, "words": words, "by_id": by.pk, "at": at,
        }  # fmt: skip
        if made is None:
            made = Heeding(interaction=talk, party=party, **facts)
            record.add(made)
        else:
            record.set(made, **facts)
    return made
