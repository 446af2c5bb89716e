"""Scores and judgements of a relationship, for the whole file of a party and its merge."""

from django.utils.translation import gettext_lazy as _

from accord.features.health.models import Judgement, Score
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
}  # fmt: skip
MOVING = Moving(model=Judgement)
