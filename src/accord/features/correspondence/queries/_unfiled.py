"""Mail that a party wrote and nobody filed: it goes with them as what was filed does."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accord.features.correspondence.models import Message
from accord.features.correspondence.queries._held import emptied, unnamed
from accord.features.correspondence.queries._messages import visible_to
from accord.features.correspondence.states import State
from accord.features.stakeholders.models import ContactPoint, Party
from accord.features.stakeholders.queries import Held
from accord.features.stakeholders.states import Channel
from accord.foundation.arrivals.models import Arrival, Reason
from accord.foundation.arrivals.models import State as Ended
from accord.foundation.arrivals.queries import KIND
from accord.foundation.files.models import Attachment

LABEL = Message._meta.label_lower  # noqa: SLF001


def _arrivals(party: Party) -> QuerySet[Any]:
    """Give what came from an address that nobody else has."""
    points = ContactPoint.objects.filter(channel=Channel.MAIL)
    others = points.filter(folded=OuterRef("folded")).exclude(party=party)
    alone = list(points.filter(~Exists(others), party=party).values_list("folded", flat=True))
    found = Arrival.objects.exclude(state=Ended.FILED).exclude(sender="")
    return found.alias(by=Lower("sender")).filter(by__in=alone)


def _messages(party: Party) -> QuerySet[Any]:
    return Message.objects.filter(arrival__in=_arrivals(party).values("pk"), interaction=None)


def _files(party: Party) -> QuerySet[Any]:
    raw = Attachment.objects.filter(kind=KIND, object_id__in=_arrivals(party).values("pk"))
    return raw | Attachment.objects.filter(kind=LABEL, object_id__in=_messages(party).values("pk"))


def _dropped(arrival: Arrival, at: datetime) -> dict[str, Any]:
    ended = {"state": Ended.DROPPED, "reason": arrival.reason or Reason.BY_HAND}
    return unnamed(arrival, at) | ended


def _aside(_message: Message, _at: datetime) -> dict[str, Any]:
    return emptied() | {"state": State.ASIDE, "snoozed_until": None}


def _seen(user: Any, party: Party) -> QuerySet[Any]:
    return visible_to(user).filter(pk__in=_messages(party).values("pk"))


# The order counts: what finds its rows by who sent them goes before that is taken away.
UNFILED = {
    "files": Held(
        label=_("Files in mail"), model=Attachment, order=337, column="", find=_files, by="at",
        seen=lambda user, party: Attachment.objects.filter(
            kind=LABEL, object_id__in=_seen(user, party).values("pk")
        ),
        told={"name": ("name", _("Name")), "at": ("at", _("When"))}, is_first=True,
    ),
    "mail": Held(
        label=_("Mail that nobody filed"), model=Message, order=337, column="", find=_messages,
        by="sent_at", becomes=_aside, seen=_seen, is_first=True,
        told={
            "ref": ("ref", _("Reference")), "sent": ("sent_at", _("When")),
            "subject": ("subject", _("Subject")), "text": ("text", _("What was said")),
        },
    ),
    "ledger": Held(
        label=_("Arrivals of mail"), model=Arrival, order=337, column="", find=_arrivals,
        becomes=_dropped, seen=lambda _user, _party: Arrival.objects.none(), is_first=True,
        told={"subject": ("subject", _("Subject"))},
    ),
}  # fmt: skip
