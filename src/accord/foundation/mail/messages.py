"""From a row to what goes over the wire, and what may not be in it."""

from collections.abc import Callable, Mapping, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.text import storable
from accord.foundation.mail.letters import Written
from accord.foundation.mail.models import OutMail
from accord.foundation.mail.reading.shapes import Enclosed

FURTHER = frozenset(
    {"In-Reply-To", "References", "Sender", "List-Unsubscribe", "List-Unsubscribe-Post"}
)
LONGEST_NAME = 200
# Who keeps the files that go with mails, by name; each gives them by their keys.
Encloser = Callable[[Sequence[int]], Sequence[Enclosed]]
enclosers: Registry[Encloser] = Registry("who keeps files that go with mails")


def clean_address(text: str) -> str:
    """Give a mail address as servers take it, its domain in ASCII. Raises Invalid."""
    from email_validator import EmailNotValidError, validate_email

    clean_header(text, field="to")
    try:
        found = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Invalid(_("%s is no mail address.") % text, field="to") from error
    return f"{found.local_part}@{found.ascii_domain}"


def clean_header(text: str, *, field: str) -> str:
    """Give the words of a header. Raises Invalid when they could begin another one."""
    if any(char in text for char in "\r\n\x00\v\f\x1c\x1d\x1e\x85\u2028\u2029"):
        raise Invalid(_("This can't stand in one line of a mail."), field=field)
    if not storable(text):
        raise Invalid(_("This holds characters that can't be kept."), field=field)
    return text.strip()


def one_line(name: str) -> str:
    """Give a name from a record as it can stand beside an address; no name keeps a mail here."""
    return clean_header(" ".join(name.split())[:LONGEST_NAME], field="name")


def own_domain() -> str:
    """Give the domain that this installation sends from."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address.rpartition("@")[2] or "localhost"


def clean_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Give further headers as they may stand; no name but those that a letter needs."""
    if unknown := headers.keys() - FURTHER:
        raise ValueError(f"{', '.join(sorted(unknown))}: not a header of a letter")
    return {name: clean_header(words, field=name) for name, words in headers.items() if words}


def message(mail: OutMail, written: Written) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["Message-ID"] = mail.message_id
    made["Date"] = format_datetime(mail.written_at)
    sender = mail.from_address or settings.DEFAULT_FROM_EMAIL
    made["From"] = _address(sender, mail.from_name or settings.ORGANISATION)
    made["To"] = _address(mail.to_address, mail.to_name)
    made["Subject"] = clean_header(written.subject, field="subject")
    if mail.reply_to:
        made["Reply-To"] = _address(mail.reply_to, "")
    for name, words in mail.headers.items():
        made[name] = clean_header(words, field=name)
    if not mail.is_personal:
        made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine answers it
        made["X-Auto-Response-Suppress"] = "All"
    made.set_content(written.text, cte="quoted-printable")
    if written.html:
        made.add_alternative(written.html, subtype="html", cte="quoted-printable")
    if written.calendar:
        method, body = written.calendar
        made.add_alternative(
            body, subtype="calendar", cte="base64", params={"method": method, "charset": "utf-8"}
        )
    for file in _enclosed(mail):
        kind, _slash, detail = file.media_type.partition("/")
        made.add_attachment(file.body, maintype=kind, subtype=detail, filename=file.name)
    if mail.language:  # last: making parts would move it into the first of them
        made["Content-Language"] = mail.language
    return made


def _enclosed(mail: OutMail) -> Sequence[Enclosed]:
    """Ask whoever keeps the files of a mail for them; it goes with all of them or not at all."""
    if not mail.enclosed:
        return ()
    return enclosers[mail.enclosed["by"]](mail.enclosed["keys"])


def _address(address: str, name: str) -> Address:
    local, _at, domain = address.rpartition("@")
    return Address(display_name=name, username=local, domain=domain)
