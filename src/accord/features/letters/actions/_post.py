"""A letter that went by post: filed as what it is, by whoever posted it."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.engagement.states import Channel, Direction
from accord.features.letters import policies, queries
from accord.features.letters.actions._write import refuse_sent
from accord.features.letters.models import Letter
from accord.features.letters.states import Copy, State
from accord.features.stakeholders.states import Visibility
from accord.foundation.arrivals.models import Sight
from accord.foundation.journal.change import change
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

SEEN = {
    Sight.PRIVATE: Visibility.NAMED, Sight.DEPARTMENT: Visibility.DEPARTMENT,
    Sight.EVERYONE: Visibility.EVERYONE,
}  # fmt: skip


def note_posted(*, by: Actor, letter: Letter, posted_at: datetime, at: datetime) -> Letter:
    """File a letter that was printed and posted with everybody it went to.

    Raises: NotAllowed; Stale when it is no draft; Invalid with what stops it.
    """
    with change(policies.POST, by=by, at=at, subject=letter) as record:
        refuse_sent(letter)
        rows = queries.addressees_of(letter)
        parties = [row.party for row in rows]
        if posted_at > at:
            raise Invalid(_("That day is still to come."), field="posted_at")
        if not queries.sees_all(by, parties):
            raise Invalid(_("It is for somebody whom you may not see."))
        if queries.manner().needs_reader and letter.agreed_at is None:
            raise Invalid(_("Choose a second reader: here each letter has one."))
        for words in queries.why_not_posted(by, letter, rows, at):
            raise Invalid(words)
        posts = queries.postal_of(
            [row.party_id for row in rows], day_of(at, settings.HOUSE_TIME_ZONE)
        )
        subject, words = queries.written_for(letter, parties, posted_at)
        details = TalkDetails(
            f"{subject}\n\n{words}", channel=Channel.LETTER, direction=Direction.OUT,
            happened_at=posted_at, visibility=SEEN[Sight(letter.sight)],
            once=f"letter:{letter.ref}",
        )  # fmt: skip
        talk = log_interaction(by=by, parties=parties, details=details, at=at)
        record.set(letter, state=State.POSTED, left_at=posted_at, talk=talk)
        for row in rows:
            record.set(row, state=Copy.POSTED, address=posts[row.party_id][:254])
    return letter
