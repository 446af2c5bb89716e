"""Scores and judgements of a relationship, for the whole file of a party and its merge."""

from django.utils.translation import gettext_lazy as _

from accord.features.health.models import Judgement, Score, Warned
from accord.features.stakeholders.queries import Held, Moving

HELD = {
    "scores": Held(
        label=_("Scores of the relationship"), model=Score, order=338, by="week",
        seen=lambda _user, party: Score.objects.filter(party=party),
        told={
            "week": ("week", _("Week from")), "value": ("value", _("Score")),
            "band": ("band", _("Band")), "talks": ("talks_count", _("Talks")),
        },
    ),
    "judgements": Held(
        label=_("Judgements of the relationship"), model=Judgement, order=340,
        seen=lambda _user, party: Judgement.objects.filter(party=party),
        told={
            "at": ("at", _("When")), "value": ("value", _("Judged at")), "note": ("note", _("Why")),
            "by": ("by__name", _("Who")),
        },
    ),
    "warned": Held(
        label=_("Early warnings"), model=Warned, order=342,
        seen=lambda _user, party: Warned.objects.filter(party=party),
        told={"at": ("at", _("When")), "sign": ("sign", _("Sign"))},
    ),
}  # fmt: skip
MOVING = {"judgements": Moving(model=Judgement), "warned": Moving(model=Warned)}
