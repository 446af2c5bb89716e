"""What became of a mail that one of us sent in, told to them: never to strangers or machines."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.features.correspondence import queries
from accord.features.correspondence.models import Message
from accord.features.stakeholders.models import Party
from accord.foundation.arrivals.doors import SOURCE
from accord.foundation.arrivals.filers import Ending
from accord.foundation.arrivals.models import Arrival
from accord.foundation.arrivals.models import State as Ended
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import visible
from accord.foundation.mail.actions import Draft, post_letter
from accord.foundation.mail.letters import Letter
from accord.foundation.mail.models import OutMail
from accord.foundation.mail.reading.nature import Judged
from accord.foundation.mail.reading.shapes import Incoming

CONFIRMATION = "correspondence.confirmation"
MOST_AN_HOUR = 20
WINDOW = timedelta(hours=1)


def confirm(
    *, by: Actor, arrival: Arrival, message: Incoming, judged: Judged, ending: Ending, at: datetime
) -> None:
    """Tell its sender what was filed and what was not, if it was its owner who sent it in."""
    owner = arrival.owner
    is_own = message.sender.address == owner.email.lower()
    if not is_own or arrival.source != SOURCE or not judged.may_be_answered:
        return
    sent = OutMail.objects.filter(kind=CONFIRMATION, person_id=owner.pk, written_at__gt=at - WINDOW)
    if sent.count() >= MOST_AN_HOUR:
        return
    kept = Message.objects.filter(arrival=arrival).first()
    parties = list(queries.homes_of(owner, kept)) if kept else []
    language = owner.language or settings.LANGUAGE_CODE
    with translation.override(language):
        unknown = queries.tagged(owner, arrival.tags).unknown
        letter = _letter(message, ending, kept, parties, unknown)
    draft = Draft(
        kind=CONFIRMATION, to=owner.email, to_name=owner.name, person_id=owner.pk,
        subject=letter.subject, language=language,
    )  # fmt: skip
    post_letter(by=by, draft=draft, letter=letter, at=at)


def _letter(
    message: Incoming, ending: Ending, kept: Message | None, parties: Sequence[Party],
    unknown: Sequence[str],
) -> Letter:  # fmt: skip
    subject = visible(message.subject)[:200] or _("Without a subject")
    if ending.state == Ended.FILED:
        names = ", ".join(visible(party.name) for party in parties)
        said = _("Filed with %(names)s.") % {"names": names}
    elif ending.state == Ended.WAITING:
        said = _("Nobody in it is known: it waits in your inbox.")
    else:
        said = _("It was set aside: %(reason)s") % {"reason": ending.reason.label}
    more = tuple(
        _("“%(tag)s” in the address means nothing here.") % {"tag": visible(tag)} for tag in unknown
    )
    button = None
    if kept is not None:
        here = reverse("correspondence:detail", args=[kept.ref])
        button = (_("Open the mail"), f"{settings.BASE_URL}{here}")
    return Letter(
        subject=" ".join((_("Your mail: %(subject)s") % {"subject": subject}).split()),
        paragraphs=(said, *more), button=button,
    )  # fmt: skip
