"""Mail that Django and third parties send goes the same way as ours."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.actions import Draft, post

KIND = "django"


class Outbox(BaseEmailBackend):
    """Hands messages in, one for each address; what they say may let somebody in, so is sealed."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if message.attachments:
                raise ValueError("attachments go by links: a mail has none")
            for recipient in message.recipients():
                name, address = parseaddr(recipient)
                draft = Draft(
                    kind=KIND, to=address, to_name=name, subject=str(message.subject),
                    text=str(message.body), html=_html(message), is_secret=True,
                    reply_to=parseaddr(message.reply_to[0])[1] if message.reply_to else "",
                )  # fmt: skip
                post(by=SYSTEM, draft=draft, at=clock.now())
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    return next((str(part[0]) for part in message.alternatives if part[1] == "text/html"), "")
