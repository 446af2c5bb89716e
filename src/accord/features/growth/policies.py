"""A profile belongs to its owner: only they write, only those they name read.

No role and no place above somebody opens one, not even the system's own.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.features.growth.models import Companion
from accord.features.growth.states import Part
from accord.foundation.kernel.roles import EVERYBODY
from accord.foundation.kernel.rules import Personal


def _own(by: Any, subject: Any) -> bool:
    return bool(by.pk is not None and subject.person_key == by.pk)


def _offered_to(by: Any, item: Any) -> bool:
    return item.assessor_id == by.pk and _accompanies(by, item.profile)


def _accompanies(by: Any, profile: Any) -> bool:
    found = Companion.objects.filter(profile=profile, person_id=by.pk, part=Part.ASSESSOR)
    return by.pk is not None and found.exists()


VIEW = Personal("growth.view", EVERYBODY)
AIM = Personal("growth.aim", EVERYBODY, also=_own)
WRITE = Personal("growth.write", EVERYBODY, also=_own)
REWORD = Personal("growth.reword", EVERYBODY, also=_own)
OFFER = Personal("growth.offer", EVERYBODY, also=_own)
RECALL = Personal("growth.recall", EVERYBODY, also=_own)
WITHDRAW = Personal("growth.withdraw", EVERYBODY, also=_own)
NAME = Personal("growth.name", EVERYBODY, also=_own)
UNNAME = Personal("growth.unname", EVERYBODY, also=_own)
ANSWER = Personal("growth.answer", EVERYBODY, also=_offered_to)
JUDGE = Personal("growth.judge", EVERYBODY, also=_accompanies)

# What an assessor answered must stay what they answered: an undo from before would change it.
LASTING = {
    REWORD: _("Change the item again, on its page."),
    OFFER: _("Take the item back, on its page."),
    RECALL: _("Offer the item again, on its page."),
    JUDGE: _("What was judged stays; a newer judgement mends it."),
}
