"""How a decision bears on somebody."""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Effect(IntegerChoices):
    LOSES_MUCH = -2, _("loses much")
    LOSES = -1, _("loses")
    NEITHER = 0, _("neither gains nor loses")
    GAINS = 1, _("gains")
    GAINS_MUCH = 2, _("gains much")
