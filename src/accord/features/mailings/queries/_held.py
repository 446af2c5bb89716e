"""Copies of mailings to a party, for its whole file, its erasure and its merging."""

from django.utils.translation import gettext_lazy as _

from accord.features.mailings.models import Choice, Recipient
from accord.features.mailings.queries._mailings import visible_to
from accord.features.stakeholders.queries import Held, Moving
from accord.foundation.accounts.reach import points_at

HELD = {
    "copies": Held(
        label=_("Mailings"), model=Recipient, order=341, by="pk",
        becomes=lambda _row, _at: {
            "address": "", "message_id": "", "error": "", "language": "",
        },
        seen=lambda user, party: Recipient.objects.filter(
            points_at(visible_to(user), "mailing"), party=party
        ),
        told={
            "ref": ("mailing__ref", _("Reference")), "title": ("mailing__title", _("Title")),
            "state": ("state", _("State")), "address": ("address", _("Address")),
            "sent": ("sent_at", _("When")),
        },
    ),
    "choices": Held(label=_("Chosen for mailings"), model=Choice, order=342),
}  # fmt: skip
MOVING = {
    "copies": Moving(model=Recipient, twin=lambda row: row.mailing_id),
    "choices": Moving(model=Choice, twin=lambda row: row.mailing_id),
}
