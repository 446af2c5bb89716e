"""Whose conduct it was is asked for their side, and says it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accord.features.conduct import policies
from accord.features.conduct.actions._tasks import finish_given, give_task
from accord.features.conduct.models import Incident
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

LONG = 4000
HEARD_WITHIN = timedelta(days=5)


def ask_their_side(*, by: Actor, incident: Incident, at: datetime) -> Incident:
    """Let the colleague whose conduct it was read what happened, and ask what they say of it.

    Raises: Invalid where it was nobody of ours; Stale when they were asked already.
    """
    with change(policies.HEAR, by=by, at=at, subject=incident) as record:
        if incident.person_id is None:
            raise Invalid(_("It was nobody of ours."))
        if incident.heard_at is not None:
            raise Stale(_("They were asked already."))
        title = _("Say how you saw what is noted in %(ref)s") % {"ref": incident.ref}
        task = give_task(
            by=by, title=title, owner_id=incident.person_id, party=incident.party,
            due_at=at + HEARD_WITHIN, ref=incident.ref, at=at,
        )  # fmt: skip
        record.set(incident, heard_at=at, hearing=task)
    return incident


def answer_incident(*, by: Actor, incident: Incident, words: str, at: datetime) -> Incident:
    """Say, as the one whose conduct it was, how one saw it; the newer words count."""
    words = said(words, "words", LONG)
    with change(policies.ANSWER, by=by, at=at, subject=incident) as record:
        finish_given(by=by, task=incident.hearing, at=at)
        record.set(incident, answer=words, answered_at=at)
    return incident
