from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accord.features.initiatives.models import Advice
from accord.features.initiatives.states import Quadrant, Way
from accord.foundation.ui import formats


@dataclass(frozen=True)
class Advised:
    """How often, on which way and with what to keep in touch."""

    rhythm_days: int
    channel: str
    words: str = ""

    @property
    def rhythm(self) -> str:
        return formats.every(self.rhythm_days)


def usual(quadrant: str) -> Advised:
    """Give what is advised while nobody has laid down anything else."""
    return {
        Quadrant.MANAGE_CLOSELY: Advised(7, _("in person")),
        Quadrant.KEEP_SATISFIED: Advised(30, _("by the head of the department")),
        Quadrant.KEEP_INFORMED: Advised(30, _("bulletin, open doors")),
        Quadrant.MONITOR: Advised(90, _("a short check")),
    }[Quadrant(quadrant)]


def advice_in_force() -> dict[tuple[str, str], Advice]:
    """Give the newest row of each pair of quadrant and gap."""
    return {(row.quadrant, row.way): row for row in Advice.objects.order_by("pk")}


def advice_written() -> QuerySet[Advice]:
    return Advice.objects.select_related("by").order_by("-pk")


def advised(
    quadrant: str, way: str = "", in_force: dict[tuple[str, str], Advice] | None = None
) -> Advised:
    """Give what is advised for a gap in a quadrant: its own row, that of any gap, or the usual."""
    rows = advice_in_force() if in_force is None else in_force
    row = rows.get((quadrant, way)) or rows.get((quadrant, ""))
    return Advised(row.rhythm_days, row.channel, row.words) if row else usual(quadrant)


PAIRS = [(quadrant, way) for quadrant in Quadrant.values for way in ("", *Way.values)]
