"""The page on which anybody may write to us: who reads it, and what is written there."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accord.features.correspondence import policies, queries
from accord.features.correspondence.models import ContactForm
from accord.foundation.accounts.actions import brake
from accord.foundation.accounts.brakes import mark
from accord.foundation.accounts.models import User
from accord.foundation.arrivals.actions import Way, take_in
from accord.foundation.arrivals.models import Sight
from accord.foundation.arrivals.policies import TAKE
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.messages import clean_address, one_line, own_domain

LONGEST = 10_000


@dataclass(frozen=True)
class Written:
    """What somebody wrote; ``once`` is the same where one page is sent twice."""

    name: str
    email: str
    subject: str
    words: str
    once: str = ""


def set_form(*, by: Actor, reader: User, words: str, is_open: bool, at: datetime) -> ContactForm:
    """Say who reads what is written there, what stands above it, and whether one may write.

    Raises: NotAllowed; Invalid for a reader who may take no mail, or is in no department.
    """
    if not reader.is_active or not TAKE.allows(reader):
        raise Invalid(_("Choose somebody who may file mail."), field="reader")
    if reader.department_id is None:
        raise Invalid(_("They are in no department that could read it together."), field="reader")
    made = ContactForm(
        reader=reader, words=plain(words, "words", 2000), is_open=is_open, at=at, by_id=by.pk
    )
    with change(policies.SET_FORM, by=by, at=at) as record:
        record.add(made)
        record.subject = made
    return made


def write_to_us(*, by: Actor, written: Written, at: datetime, network: str = "") -> None:
    """Take in what somebody wrote, as mail of the reader's department: filing follows as for any.

    Raises: Stale while nobody may write; Invalid; Braked.
    """
    form = queries.open_form()
    if form is None:
        raise Stale(_("Nobody can write here right now."))
    raw = _letter(written, form.reader, at)
    brake(marks=[mark(policies.FORM_FLOOD, network)], at=at)
    way = Way(
        source=queries.FORM, owner_id=form.reader_id, sight=Sight.EVERYONE,
        department_id=form.reader.department_id,
    )  # fmt: skip
    take_in(by=form.reader if by.pk is None else by, letters=[raw], way=way, at=at)


def _letter(written: Written, reader: User, at: datetime) -> bytes:
    """Write it as a mail, with a line that says where it came from."""
    name, subject = one_line(said(written.name, "name", 120)), _subject(written.subject)
    words = said(written.words, "words", LONGEST)
    try:
        local, _at, domain = clean_address(said(written.email, "email", 254)).rpartition("@")
    except Invalid as refusal:
        raise Invalid(str(refusal), field="email") from refusal
    made = EmailMessage(policy=SMTP)
    key = sha256(repr((written.once, local, domain, name, subject, words)).encode())
    made["Message-ID"] = f"<{queries.FORM}-{key.hexdigest()[:32]}@{own_domain()}>"
    made["Date"] = format_datetime(at)
    made["From"] = Address(name, local, domain)
    made["To"] = settings.DEFAULT_FROM_EMAIL
    made["Subject"] = subject
    with translation.override(reader.language or settings.LANGUAGE_CODE):
        note = _("Written on your page for letters: nobody has proved that the address is theirs.")
    made.set_content(f"{words}\n\n{note}\n")
    return made.as_bytes()


def _subject(text: str) -> str:
    return " ".join(said(text, "subject", 200).split())
