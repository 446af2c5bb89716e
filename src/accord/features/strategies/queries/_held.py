"""What is kept here about a party: told in its file, moved when two become one."""

from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.queries import Held, Moving
from accord.features.strategies.models import Pick, Touch
from accord.features.strategies.queries._plans import picks_visible_to
from accord.features.strategies.queries._touches import touches_visible_to
from accord.features.strategies.states import TouchState

HELD = {
    "touches": Held(
        label=_("Planned contacts"), model=Touch, order=345, by="due_on",
        becomes=lambda _touch, _at: {"reason": "", "talk_ref": ""},
        seen=lambda user, party: touches_visible_to(user).filter(party=party),
        told={
            "due": ("due_on", _("Due")), "state": ("state", _("State")),
            "closed": ("closed_on", _("Closed")), "reason": ("reason", _("Reason")),
        },
    ),
    "addressed": Held(
        label=_("Activities they were picked for"), model=Pick, order=346,
        seen=lambda user, party: picks_visible_to(user).filter(party=party),
        told={"activity": ("activity_id", _("Activity"))},
    ),
}  # fmt: skip
MOVING = {
    "touches": Moving(
        model=Touch, twin=lambda row: row.activity_id if row.state == TouchState.OPEN else None
    ),
    "addressed": Moving(model=Pick, twin=lambda row: row.activity_id),
}
