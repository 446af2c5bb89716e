"""The few best nudges on My day."""

from typing import Any

from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import page_of
from accord.overview.nudges import queries
from accord.overview.nudges.states import ON_HOME, Kind

TONES = {Kind.TROUBLE: "bad", Kind.MILESTONE: "info", Kind.SILENCE: "warn", Kind.NEWS: "ok"}


def on_home(request: Request, user: User) -> str:
    found = queries.nudges_for(user, clock.now(), ON_HOME)
    if not found:
        return ""
    context = {"rows": [row(one) for one in found], "all": addresses.to("nudges:list")}
    return piece(request, "nudges/panel_home.html", context)


def row(one: queries.Nudge) -> dict[str, Any]:
    key = {"key": one.key}
    return {
        "reason": one.reason, "kind": one.kind.label, "tone": TONES[one.kind],
        "name": visible(one.party.name) if one.party else "", "party": one.party,
        "href": page_of(one.party.ref if one.party else one.ref), "ref": one.ref,
        "ref_href": page_of(one.ref), "begin": addresses.to("nudges:begin", kwargs=key),
        "snooze": addresses.to("nudges:snooze", kwargs=key),
        "dismiss": addresses.to("nudges:dismiss", kwargs=key),
    }  # fmt: skip
