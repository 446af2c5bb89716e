"""Talks with a party, for its whole file and its erasure."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.models import Interaction, Participation
from accord.features.engagement.queries._talks import with_party
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held


def _of(party: Party) -> QuerySet[Any]:
    return Interaction.objects.filter(participations__party=party)


def _becomes(talk: Interaction, _at: datetime) -> dict[str, Any]:
    """Leave of a talk that there was one; what others took part in keeps its words for them.

    There the name goes with the mentions.
    """
    alone = Participation.objects.filter(interaction=talk).count() == 1
    return {"text": ""} if alone else {}


HELD = Held(
    label=_("Talks"), model=Interaction, order=330, column="", find=_of, by="at",
    becomes=_becomes, seen=with_party,
    told={
        "ref": ("ref", _("Reference")), "at": ("at", _("When")), "channel": ("channel", _("How")),
        "direction": ("direction", _("Who came to whom")), "text": ("text", _("What was said")),
        "logged_by": ("logged_by__name", _("Logged by")),
    },
)  # fmt: skip
