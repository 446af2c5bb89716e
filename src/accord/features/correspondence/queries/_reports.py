"""Which mail of ours a report is about, and whose address that is."""

from typing import Any

from accord.features.correspondence.models import Message
from accord.features.engagement.states import Direction
from accord.features.stakeholders.models import ContactPoint
from accord.features.stakeholders.states import Channel
from accord.foundation.mail.models import OutMail, State


def was_sent(owner: Any, message_id: str, address: str) -> bool:
    """Tell whether a mail of this name went to this address, from here or from its owner's desk."""
    return bool(address) and whom_sent(owner, message_id, address) == address.lower()


def whom_sent(owner: Any, message_id: str, address: str) -> str:
    """Give the address that a mail of ours went to; nothing if there was none, or not to it.

    A report that names no address is about the only one that the mail went to.
    """
    if not message_id:
        return ""
    mails = OutMail.objects.filter(message_id=f"<{message_id}>", state=State.SENT)
    sent = {mail.to_address.lower() for mail in mails}
    if owner.pk is not None:
        own = Message.objects.filter(
            message_id=message_id, direction=Direction.OUT, owner_id=owner.pk
        )
        sent |= {each["address"] for message in own for each in message.recipients}
    if address:
        return address.lower() if address.lower() in sent else ""
    return next(iter(sent)) if len(sent) == 1 else ""


def mail_points(address: str) -> list[ContactPoint]:
    """Give every use of an address in the register, whoever may see it: it is one and the same."""
    found = ContactPoint.objects.filter(
        channel=Channel.MAIL, folded=address.lower(), party__is_active=True
    )
    return list(found.select_related("party").order_by("pk"))
