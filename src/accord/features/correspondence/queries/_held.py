"""Mail with a party, for its whole file and its erasure: words, files, the ledger."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.correspondence.models import Message
from accord.features.correspondence.queries._messages import visible_to
from accord.features.engagement.models import Participation
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held
from accord.foundation.arrivals.models import Arrival, veiled
from accord.foundation.arrivals.queries import KIND
from accord.foundation.files.models import Attachment


def _of(party: Party) -> QuerySet[Any]:
    here = Participation.objects.filter(party=party).values("interaction")
    return Message.objects.filter(interaction__in=here)


def _alone(party: Party) -> QuerySet[Any]:
    """Give of these what nobody else took part in."""
    others = Participation.objects.filter(interaction=OuterRef("interaction_id"))
    return _of(party).exclude(Exists(others.exclude(party=party)))


def _arrivals(party: Party) -> QuerySet[Any]:
    return Arrival.objects.filter(pk__in=_alone(party).values("arrival_id"))


def _files(party: Party) -> QuerySet[Any]:
    alone = _alone(party)
    label = Message._meta.label_lower  # noqa: SLF001
    raw = Attachment.objects.filter(kind=KIND, object_id__in=alone.values("arrival_id"))
    return raw | Attachment.objects.filter(kind=label, object_id__in=alone.values("pk"))


def _becomes(message: Message, _at: datetime) -> dict[str, Any]:
    """Leave that there was a mail; what others took part in keeps its words for them."""
    talk = message.interaction
    if talk is not None and Participation.objects.filter(interaction=talk).count() > 1:
        return {}
    return emptied()


def emptied() -> dict[str, Any]:
    """Give what a mail is left with that is erased: nothing of anybody."""
    return {
        "sender_address": "", "sender_name": "", "recipients": [], "subject": "", "text": "",
        "left_out": [], "message_id": "", "thread": "", "snooze_reason": "",
    }  # fmt: skip


def unnamed(arrival: Arrival, _at: datetime) -> dict[str, Any]:
    """Leave in the ledger that something came; erased mail is known again but never taken in."""
    return {
        "identity": veiled(arrival.identity), "source": "", "sender": "", "subject": "",
        "error": "",
    }  # fmt: skip


def _seen(user: Any, party: Party) -> QuerySet[Any]:
    return visible_to(user).filter(pk__in=_of(party).values("pk"))


def _none(_user: Any, _party: Party) -> QuerySet[Any]:
    return Arrival.objects.none()


def _seen_files(user: Any, party: Party) -> QuerySet[Any]:
    label = Message._meta.label_lower  # noqa: SLF001
    return Attachment.objects.filter(kind=label, object_id__in=_seen(user, party).values("pk"))


# The order counts: what finds its rows by those of the mail goes before them.
FILES = Held(
    label=_("Files in mail"), model=Attachment, order=334, column="", find=_files, by="at",
    seen=_seen_files, told={"name": ("name", _("Name")), "at": ("at", _("When"))},
)  # fmt: skip
LEDGER = Held(
    label=_("Arrivals of mail"), model=Arrival, order=335, column="", find=_arrivals,
    becomes=unnamed, seen=_none,
    told={"subject": ("subject", _("Subject"))},
)  # fmt: skip
HELD = Held(
    label=_("Mail"), model=Message, order=336, column="", find=_of, by="sent_at",
    becomes=_becomes, seen=_seen,
    told={
        "ref": ("ref", _("Reference")), "sent": ("sent_at", _("When")),
        "from": ("sender_address", _("From")), "subject": ("subject", _("Subject")),
        "text": ("text", _("What was said")),
    },
)  # fmt: skip
