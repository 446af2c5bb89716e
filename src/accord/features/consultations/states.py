"""The life of a consultation, and what may be said in it."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.features.initiatives.states import Participation


class State(TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("consultation", "Open")
    CLOSED = "closed", pgettext_lazy("consultation", "Closed")
    ANSWERED = "answered", pgettext_lazy("consultation", "Answered")


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.OPEN}),
    State.OPEN: frozenset({State.CLOSED}),
    State.CLOSED: frozenset({State.OPEN, State.ANSWERED}),
    State.ANSWERED: frozenset(),
}


class Direction(IntegerChoices):
    LOSES = -1, _("loses")
    NEITHER = 0, _("neither gains nor loses")
    GAINS = 1, _("gains")


class View(TextChoices):
    """What somebody says to one option."""

    AGAINST = "against", pgettext_lazy("stance", "Against")
    ACCEPTS = "accepts", pgettext_lazy("stance", "Can live with it")
    FOR = "for", pgettext_lazy("stance", "For")


class Via(TextChoices):
    """How an answer reached us."""

    PAGE = "page", _("On the public page")
    LINK = "link", _("By their own link")
    PERSON = "person", _("In person")
    CALL = "call", _("By telephone")
    MAIL = "mail", _("By e-mail")
    LETTER = "letter", _("By letter")


class How(TextChoices):
    """How somebody was told of the outcome."""

    PERSON = "person", _("In person")
    CALL = "call", _("By telephone")
    MAIL = "mail", _("By e-mail")
    LETTER = "letter", _("By letter")


class Verdict(TextChoices):
    """What became of what was said."""

    DONE = "done", pgettext_lazy("what was said", "Done")
    WILL = "will", pgettext_lazy("what was said", "Will be done")
    NOT = "not", pgettext_lazy("what was said", "Not done")


# What those who are asked may hold us to, by how much say they get.
PROMISES = {
    Participation.INFORM: _("We keep you informed."),
    Participation.CONSULT: _(
        "We listen to you, and tell you how what you said bore on the decision."
    ),
    Participation.INVOLVE: _(
        "We work with you so that your concerns show in the options, and tell you how they bore "
        "on the decision."
    ),
    Participation.COLLABORATE: _(
        "We look for solutions together with you, and follow your advice as far as we can."
    ),
    Participation.EMPOWER: _("You decide, and we carry out what you decide."),
}  # fmt: skip
SMALL = 5  # fewer answers than this are not told apart in public
