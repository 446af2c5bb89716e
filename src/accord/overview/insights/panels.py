"""What insights show on pages that are not their own."""

from typing import Any

from accord.features.engagement.states import Channel
from accord.features.escalations.models import Escalation
from accord.features.stakeholders.models import Party, Segment
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.pages import Request, piece
from accord.overview.insights import queries


def year(kind: str) -> Any:
    """Give what draws the year of contacts, which is asked for once the page is there."""

    def draw(request: Request, one: Any) -> str:
        here = addresses.to(f"insights:{kind}", kwargs={"ref": one.ref})
        return piece(request, "insights/panel_year.html", {"here": here})

    return draw


def partner_acts(request: Request, party: Party) -> str:
    """Draw the line of the record's menu."""
    here = addresses.to("insights:partner", kwargs={"ref": party.ref})
    return piece(request, "insights/panel_acts.html", {"here": here})


def at_risk(request: Request, escalation: Escalation) -> str:
    """Draw, beside an escalation, the promises that are at risk and what was said last."""
    at, found = clock.now(), queries.at_risk(request.user, escalation.party)
    owed = [
        {
            "words": visible(one.words), "due": formats.due(one.due, at=at, since=one.made_at)
            if one.due else None,
            "href": addresses.to("promises:detail", kwargs={"ref": one.ref}),
        }
        for one in found.owed
    ]  # fmt: skip
    talks = [
        {
            "how": Channel(one.channel).label, "when": formats.stamp(one.at, at=at),
            "href": addresses.to("engagement:detail", kwargs={"ref": one.ref}),
        }
        for one in found.talks
    ]  # fmt: skip
    return piece(request, "insights/panel_risk.html", {"owed": owed, "talks": talks})


def gaps(request: Request, segment: Segment) -> str:
    """Draw where the gaps of a segment are loaded to, below its members."""
    here = addresses.to("insights:segment", kwargs={"segment_id": segment.pk})
    return piece(request, "insights/panel_gaps.html", {"here": here})
