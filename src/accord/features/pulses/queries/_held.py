"""What is kept about a party here: the pulses it was asked, and its answers."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.pulses.models import Pulse, PulseScore
from accord.features.pulses.queries._pulses import visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, Moving
from accord.foundation.accounts.reach import points_at
from accord.foundation.journal.mentions import MARK


def _scores(party: Party) -> QuerySet[PulseScore]:
    return PulseScore.objects.filter(pulse__party=party)


HELD = {
    "pulses": Held(
        label=_("Pulses they were asked"), model=Pulse, order=360, by="asked_at",
        becomes=lambda one, _at: {"words": MARK if one.words else "", "about": "", "language": ""},
        seen=lambda user, party: visible_to(user).filter(party=party),
        told={
            "ref": ("ref", _("Reference")), "about": ("about", _("What it is about")),
            "words": ("words", _("What they said")),
        },
    ),
    "scores": Held(
        label=_("Answers to pulses"), model=PulseScore, order=361, find=_scores,
        becomes=lambda _one, _at: {},
        seen=lambda user, party: _scores(party).filter(points_at(visible_to(user), "pulse")),
        told={"question": ("question", _("Question")), "value": ("value", _("Answer"))},
    ),
}  # fmt: skip
MOVING = {"pulses": Moving(model=Pulse)}
