"""What insights show on pages that are not their own."""

from typing import Any

from accord.features.stakeholders.models import Segment
from accord.foundation.ui import addresses
from accord.foundation.ui.pages import Request, piece


def year(kind: str) -> Any:
    """Give what draws the year of contacts, which is asked for once the page is there."""

    def draw(request: Request, one: Any) -> str:
        here = addresses.to(f"insights:{kind}", kwargs={"ref": one.ref})
        return piece(request, "insights/panel_year.html", {"here": here})

    return draw


def gaps(request: Request, segment: Segment) -> str:
    """Draw where the gaps of a segment are loaded to, below its members."""
    here = addresses.to("insights:segment", kwargs={"segment_id": segment.pk})
    return piece(request, "insights/panel_gaps.html", {"here": here})
