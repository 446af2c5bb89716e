"""Letters to a party, for its whole file, its erasure and its merging."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.letters.models import Addressee, Letter
from accord.features.letters.queries._letters import visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, Moving
from accord.foundation.accounts.reach import points_at
from accord.foundation.files.models import Attachment


def _of(party: Party) -> QuerySet[Any]:
    return Letter.objects.filter(pk__in=Addressee.objects.filter(party=party).values("letter"))


def _files(party: Party) -> QuerySet[Any]:
    """Give the files of letters that went to nobody else."""
    others = Addressee.objects.filter(letter=OuterRef("pk")).exclude(party=party)
    alone = _of(party).exclude(Exists(others)).values("pk")
    label = Letter._meta.label_lower  # noqa: SLF001
    return Attachment.objects.filter(kind=label, object_id__in=alone)


def _becomes(letter: Letter, _at: datetime) -> dict[str, Any]:
    """Leave that there was a letter; what went to others as well keeps its words for them."""
    if Addressee.objects.filter(letter=letter).count() > 1:
        return {}
    return {
        "subject": "", "text": "", "about": "", "promises": [], "held_for": [], "thread": "",
        "reader_said": "", "trouble": "",
    }  # fmt: skip


# The order counts: letters are found by whom they are for.
HELD = {
    "letter-files": Held(
        label=_("Files in letters"), model=Attachment, order=337, column="", find=_files, by="at",
        seen=lambda user, party: Attachment.objects.filter(
            points_at(visible_to(user), "object_id"), pk__in=_files(party).values("pk")
        ),
        told={"name": ("name", _("Name")), "at": ("at", _("When"))},
    ),
    "letters": Held(
        label=_("Letters"), model=Letter, order=338, column="", find=_of, by="written_at",
        becomes=_becomes,
        seen=lambda user, party: visible_to(user).filter(pk__in=_of(party).values("pk")),
        told={
            "ref": ("ref", _("Reference")), "written": ("written_at", _("When")),
            "subject": ("subject", _("Subject")), "text": ("text", _("What was said")),
        },
    ),
    "addressees": Held(
        label=_("Addresses of letters"), model=Addressee, order=339,
        becomes=lambda _row, _at: {"address": "", "message_id": "", "error": ""},
        seen=lambda user, party: Addressee.objects.filter(
            points_at(visible_to(user), "letter"), party=party
        ),
        told={"address": ("address", _("Address")), "state": ("state", _("State"))},
    ),
}  # fmt: skip
MOVING = {"addressees": Moving(model=Addressee, twin=lambda row: row.letter_id)}
