"""A message is put into a letter, or noted as said in a talk: so we know who received it."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.engagement.models import Interaction
from accord.features.keymessages import policies
from accord.features.keymessages.models import Edition, Use
from accord.features.letters.actions import LetterDetails, rewrite_letter
from accord.features.letters.models import Letter
from accord.features.letters.queries import addressees_of
from accord.foundation.journal.change import change
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import Actor


def put_in(*, by: Actor, edition: Edition, letter: Letter, at: datetime) -> Use:
    """Put the words of a message below those of a draft. Raises Stale if it does not hold."""
    with change(policies.SAY, by=by, at=at) as record:
        use = _said(edition, letter.ref, by, at)
        record.subject = edition.message
        details = LetterDetails(
            parties=tuple(row.party for row in addressees_of(letter)), subject=letter.subject,
            text="\n\n".join(filter(None, (letter.text, edition.words))), about=letter.about,
            answers=letter.answers, sight=letter.sight, reader=letter.reader,
            not_before=letter.not_before,
        )  # fmt: skip
        rewrite_letter(by=by, letter=letter, details=details, at=at)
        record.add(use)
    return use


def say(*, by: Actor, edition: Edition, talk: Interaction, at: datetime) -> Use:
    """Note that a message was said in a talk. Raises Stale if it did not hold on that day."""
    with change(policies.SAY, by=by, at=at) as record:
        use = _said(edition, talk.ref, by, talk.at)
        record.subject = edition.message
        record.add(use)
    return use


def unsay(*, by: Actor, use: Use, at: datetime) -> None:
    """Note that a message was not said there after all; the words of a letter stay."""
    with change(policies.SAY, by=by, at=at) as record:
        record.subject = use.edition.message
        record.remove(use)


def _said(edition: Edition, ref: str, by: Actor, at: datetime) -> Use:
    if not edition.holds(day_of(at, settings.HOUSE_TIME_ZONE)):
        raise Stale(_("This edition does not hold."))
    if Use.objects.filter(edition=edition, ref=ref).exists():
        raise Stale(_("This is noted already."))
    return Use(edition=edition, ref=ref, at=at, by_id=by.pk)
