"""What keeps copies here: asked when a letter is handed in, and of each when its mail leaves."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.letters import policies
from accord.features.letters.models import Addressee, Letter
from accord.features.letters.queries._allowed import may_write_as
from accord.features.letters.queries._checks import barred, why_not
from accord.features.letters.queries._letters import MAIL, sent_as
from accord.foundation.kernel.days import day_of
from accord.foundation.mail.models import OutMail


def refused(letter: Letter, rows: Sequence[Addressee], at: datetime) -> dict[int, str]:
    """Say of each copy that may not leave why not, by its key."""
    if not policies.SEND.allows(letter.author, letter):
        return {row.pk: _("Its author may no longer send letters.") for row in rows}
    if not may_write_as(letter.author, letter.sender):
        why = _("%(name)s does not let its author write in their name.")
        return {row.pk: why % {"name": letter.signed_by.name} for row in rows}
    return why_not(rows, day_of(at, settings.HOUSE_TIME_ZONE)) | barred(letter, rows, at)


def why_copy_stays(mail: OutMail, at: datetime) -> str:
    """Say why a copy that waits in the outbox may not leave any more."""
    row = sent_as(mail.message_id.strip("<>")) if mail.kind == MAIL else None
    return refused(row.letter, [row], at).get(row.pk, "") if row else ""
