"""What can be seen in a talk, what may be done about it, and the words for both."""

from typing import Final, NamedTuple

from django.db.models import IntegerChoices, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.features.conduct.states._cards import CARDS, Tactic
from accord.features.conduct.states._scripts import SCRIPTS

__all__ = [
    "CARDS", "CHECKS", "KINDS", "LIMITS", "MARKERS", "PATTERNS", "RESPONSES", "SCRIPTS",
    "AppealOutcome", "Level", "Response", "Side", "Tactic", "responses_for",
]  # fmt: skip


class Side(TextChoices):
    """Whose conduct it was."""

    THEIRS = "theirs", pgettext_lazy("conduct", "theirs")
    OURS = "ours", pgettext_lazy("conduct", "ours")


class Level(IntegerChoices):
    """How grave it was; a person decides it, a rubric only says what it would come to."""

    LEGITIMATE = 0, _("0 · legitimate, even if harsh")
    INCIVILITY = 1, _("1 · uncivil")
    HOSTILE = 2, _("2 · hostile")
    ABUSIVE = 3, _("3 · abusive")
    THREAT = 4, _("4 · threat")


MARKERS: Final = {
    "strong_criticism": _("harsh criticism of the service"),
    "complaint_to_regulator": _("turning to a regulator, a court or the press"),
    "distress": _("despair, tears"),
    "sarcasm": _("sarcasm"),
    "belittling": _("a belittling tone"),
    "shouting_or_caps": _("shouting, or capitals throughout"),
    "profanity": _("swearing at nobody in particular"),
    "directed_insult": _("an insult to a person"),
    "intimidation": _("intimidation"),
    "discriminatory": _("discriminating words"),
    "sexual": _("sexual remarks"),
    "degrading": _("degrading words or pictures"),
    "sustained_campaign": _("a campaign against a person"),
    "threat": _("a threat"),
    "violence": _("violence"),
    "stalking": _("following somebody"),
    "doxxing": _("making private things public"),
    "extortion": _("extortion"),
}
"""By what each is known to the method; a request for accommodation is asked for by itself."""

PATTERNS: Final = {
    "frequency": _("far more contacts than the matter needs"),
    "volume": _("far more paper than anybody can read"),
    "demands": _("demands that can't be met"),
    "cooperation": _("no cooperation: what is needed is kept back"),
    "arguments": _("arguments that no answer ends"),
}
"""What costs time without hurting anybody: an axis of its own, met with limits of service."""


class Response(NamedTuple):
    """What may be done from a level on."""

    level: int
    label: str | Promise


RESPONSES: Final[dict[str, dict[str, Response]]] = {
    "theirs": {
        "listen": Response(0, _("Go on as usual")),
        "refocus": Response(1, _("Acknowledge the feeling, come back to the matter")),
        "colleague": Response(1, _("Offer a colleague to talk to")),
        "limit": Response(2, _("Name the behaviour and set a limit")),
        "pause": Response(2, _("Pause the talk, go on another day")),
        "warn": Response(2, _("Warn in writing")),
        "stop": Response(3, _("No contact for now, a manager writes")),
        "arrange": Response(3, _("Arrange how contact goes on")),
        "safety": Response(4, _("Safety first: end it, keep the evidence, call for help")),
    },
    "ours": {
        "listen": Response(0, _("Go on as usual")),
        "talk": Response(1, _("Talk it over with our colleague")),
        "apologise": Response(1, _("Apologise to them")),
        "coach": Response(1, _("Help our colleague to do it better")),
        "relieve": Response(2, _("Somebody else takes the contact")),
        "formal": Response(3, _("Hand it to those who deal with breaches of duty")),
    },
}
LIMITS: Final = Response(0, _("Limit the service: how often, how much"))


def responses_for(side: str, level: int, *, pattern: bool) -> dict[str, str | Promise]:
    """Give what may be done at a level; limits of service answer a pattern at any level."""
    found = {key: one.label for key, one in RESPONSES[side].items() if one.level <= level}
    if pattern and side == Side.THEIRS:
        found["limits"] = LIMITS.label
    return found


KINDS: Final = {
    "contact": _("one person is their contact"),
    "channel": _("one way of contact"),
    "times": _("at set times"),
    "frequency": _("so often and not more"),
    "writing": _("in writing only"),
}
"""How contact goes on under an arrangement."""


class AppealOutcome(TextChoices):
    """What another manager made of an appeal."""

    STANDS = "stands", pgettext_lazy("appeal", "it stands")
    LIFTED = "lifted", pgettext_lazy("appeal", "it is lifted")


CHECKS: Final = {
    "rested": _("I feel rested when I begin to work"),
    "let_go": _("I can leave hard talks behind me after work"),
    "backed": _("I get help when I need it"),
    "able": _("I am able to deal with what comes"),
}
"""What people may ask themselves, from 0 (never) to 100 (always)."""
