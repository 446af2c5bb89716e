"""How a decision bears on somebody."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Effect(IntegerChoices):
    LOSES_MUCH = -2, _("loses much")
    LOSES = -1, _("loses")
    NEITHER = 0, _("neither gains nor loses")
    GAINS = 1, _("gains")
    GAINS_MUCH = 2, _("gains much")


class How(TextChoices):
    """How somebody was told what was decided."""

    PERSON = "person", _("In person")
    CALL = "call", _("By telephone")
    MAIL = "mail", _("By e-mail")
    LETTER = "letter", _("By letter")
    PUBLIC = "public", _("In public")


class Meets(IntegerChoices):
    """How well an option meets a criterion."""

    HARDLY = 1, _("hardly")
    LITTLE = 2, _("a little")
    HALF = 3, _("half")
    MOSTLY = 4, _("mostly")
    FULLY = 5, _("fully")


class Weight(IntegerChoices):
    """How much a criterion counts beside the others."""

    LEAST = 1, _("1 · little")
    LESS = 2, "2"
    MIDDLE = 3, "3"
    MORE = 4, "4"
    MOST = 5, _("5 · most")
