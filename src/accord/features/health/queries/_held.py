"""Judgements of a relationship, for the whole file of a party and its merge."""

from django.utils.translation import gettext_lazy as _

from accord.features.health.models import Judgement
from accord.features.stakeholders.queries import Held, Moving

HELD = Held(
    label=_("Judgements of the relationship"), model=Judgement, order=340,
    seen=lambda _user, party: Judgement.objects.filter(party=party),
    told={
        "at": ("at", _("When")), "value": ("value", _("Judged at")), "note": ("note", _("Why")),
        "by": ("by__name", _("Who")),
    },
)  # fmt: skip
MOVING = Moving(model=Judgement)
