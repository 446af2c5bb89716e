"""Incidents and arrangements with a party, for its whole file, its erasure and a merge."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accord.features.conduct.models import Appeal, Arrangement, ArrangementReview, Incident, Relief
from accord.features.conduct.queries._seen import arrangements_visible_to, visible_to
from accord.features.conduct.states import Side
from accord.features.stakeholders.queries import Held, Moving
from accord.foundation.journal.mentions import MARK
from accord.foundation.kernel.errors import Invalid

HELD = {
    "incidents": Held(
        label=_("Hard contacts"), model=Incident, order=347, by="happened_at",
        becomes=lambda _one, _at: {"facts": MARK, "taken": "", "reason": "", "answer": ""},
        seen=lambda user, party: visible_to(user).filter(party=party, side=Side.THEIRS),
        told={
            "ref": ("ref", _("Reference")), "at": ("happened_at", _("When")),
            "facts": ("facts", _("What happened")),
        },
    ),
    "arrangements": Held(
        label=_("Contact arrangements"), model=Arrangement, order=348, by="decided_at",
        becomes=lambda one, at: {
            "reason": MARK, "times": "", "outcome": "", "told_how": "",
            "ended_at": one.ended_at or at,
        },
        seen=lambda user, party: arrangements_visible_to(user).filter(party=party),
        told={
            "ref": ("ref", _("Reference")), "reason": ("reason", _("Reason")),
            "from": ("from_date", _("From")), "review": ("review_date", _("Looked at again by")),
            "ended": ("ended_at", _("Ended")), "outcome": ("outcome", _("What came of it")),
        },
    ),
    "arrangement-reviews": Held(
        label=_("Reviews of contact arrangements"), model=ArrangementReview, order=349, by="at",
        find=lambda party: ArrangementReview.objects.filter(arrangement__party=party),
        becomes=lambda _one, _at: {"words": MARK},
        seen=lambda user, party: ArrangementReview.objects.filter(
            arrangement__in=arrangements_visible_to(user).filter(party=party)
        ),
        told={"at": ("at", _("When")), "words": ("words", _("What was found"))},
    ),
    "appeals": Held(
        label=_("Appeals against contact arrangements"), model=Appeal, order=350,
        by="received_at", find=lambda party: Appeal.objects.filter(arrangement__party=party),
        becomes=lambda _one, _at: {"words": MARK, "grounds": ""},
        seen=lambda user, party: Appeal.objects.filter(
            arrangement__in=arrangements_visible_to(user).filter(party=party)
        ),
        told={
            "at": ("received_at", _("When")), "words": ("words", _("What they say")),
            "grounds": ("grounds", _("Grounds")),
        },
    ),
    "reliefs": Held(label=_("Who takes the contact meanwhile"), model=Relief, order=351, by="at"),
}  # fmt: skip


def _one_in_force(one: Arrangement, there: Sequence[Arrangement]) -> dict[str, Any]:
    """Let no arrangement vanish that somebody decided on. Raises Invalid where each has one."""
    if one.ended_at is None and any(other.ended_at is None for other in there):
        raise Invalid(
            gettext("Each of the two has an arrangement in force. End one of them first.")
        )
    return {}


MOVING = {
    "incidents": Moving(model=Incident),
    "arrangements": Moving(model=Arrangement, settle=_one_in_force),
    "reliefs": Moving(model=Relief),
}
