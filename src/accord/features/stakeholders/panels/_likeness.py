"""Why two records may be of the same party, in words that a clerk can weigh."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accord.features.stakeholders.queries import Likely
from accord.foundation.ui import formats
from accord.methods.duplicates import LIKELY, strength

Words = str | Promise
WHAT: dict[str, Words] = {
    "given": gettext_lazy("Given name"),
    "family": gettext_lazy("Family name"),
    "name": gettext_lazy("Name"),
    "mail": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "number": gettext_lazy("Register number"),
    "street": gettext_lazy("Street"),
    "house": gettext_lazy("House number"),
    "town": gettext_lazy("Town"),
    "postcode": gettext_lazy("Postcode"),
    "day": gettext_lazy("Day of birth"),
}
GRADES: dict[str, Words] = {
    "same": pgettext_lazy("comparison", "the same"),
    "within": pgettext_lazy("comparison", "one within the other"),
    "other": pgettext_lazy("comparison", "different"),
}
ALIKE = pgettext_lazy("comparison", "alike")
FOR: dict[str, Words] = {
    "strong": gettext_lazy("strongly for"),
    "clear": pgettext_lazy("evidence", "for"),
    "little": gettext_lazy("a little for"),
    "none": gettext_lazy("says nothing"),
}
AGAINST: dict[str, Words] = {
    "strong": gettext_lazy("strongly against"),
    "clear": pgettext_lazy("evidence", "against"),
    "little": gettext_lazy("a little against"),
    "none": gettext_lazy("says nothing"),
}


@dataclass(frozen=True)
class Reason:
    """One thing compared, how it turned out, and how much that tells."""

    what: str
    grade: str
    tells: str
    tone: str


def reasons(pair: Likely) -> list[Reason]:
    """Give what tells for a pair, the strongest first, then what tells against it."""
    ordered = sorted(pair.evidence, key=lambda each: -each[2])
    return [
        Reason(
            str(WHAT[name]), str(GRADES.get(grade, ALIKE)),
            str((FOR if weight > 0 else AGAINST)[strength(weight)]),
            "" if strength(weight) == "none" else "ok" if weight > 0 else "warn",
        )
        for name, grade, weight in ordered
    ]  # fmt: skip


def verdict(pair: Likely) -> str:
    """Say how likely a pair is the same, never as sure."""
    share = formats.number(min(int(pair.probability * 100), 99))
    words = _("very likely the same") if pair.probability >= LIKELY else _("possibly the same")
    return f"{words} ({share} %)"
