"""What is kept here about one party, for its whole file and for its erasure."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.features.networks.models import Acquaintance, Bond, Position
from accord.features.networks.queries._nearness import bonds_visible
from accord.features.stakeholders.queries import Held
from accord.foundation.accounts.reach import reach_of


def _stays(_row: Any, _at: datetime) -> dict[str, Any]:
    """Leave a row as it is: it holds numbers that follow from talks, which stay, too."""
    return {}


_TOLD = {"talks": ("talks_count", _("Talks")), "last": ("last_at", _("The last on"))}
HELD = {
    "bonds": Held(
        label=_("Talks together with"), model=Bond, order=330, column="one_id", becomes=_stays,
        told={"other": ("other__name", _("Who")), **_TOLD},
        seen=lambda user, party: bonds_visible(reach_of(user)).filter(one=party),
    ),
    "bonded": Held(
        label=_("Talks together with"), model=Bond, order=331, column="other_id", becomes=_stays,
        told={"other": ("one__name", _("Who")), **_TOLD},
        seen=lambda user, party: bonds_visible(reach_of(user)).filter(other=party),
    ),
    "acquaintances": Held(
        label=_("Talks with us"), model=Acquaintance, order=332, becomes=_stays,
        told={"colleague": ("person__name", _("Colleague")), **_TOLD},
    ),
    "positions": Held(
        label=_("Place in networks"), model=Position, order=333, becomes=_stays,
        told={
            "initiative": ("initiative__name", _("Initiative")), "ties": ("degree", _("Ties")),
            "betweenness": ("betweenness", _("Share of shortest ways through them")),
            "constraint": ("constraint", _("How bound to each other their contacts are")),
        },
    ),
}  # fmt: skip
