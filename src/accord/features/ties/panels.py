"""What ties show on pages that are not theirs."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from accord.features.stakeholders.models import Party
from accord.features.ties import policies, queries
from accord.features.ties.models import Tie
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.foundation.ui import addresses
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb
from accord.foundation.ui.panels import asked as ask_panels

VERBS = {
    "tied": Verb(words=gettext_lazy("%(by)s noted a tie: %(title)s"), icon="waypoints"),
    "untied": Verb(words=gettext_lazy("A tie is over: %(title)s"), icon="waypoints"),
}


def near(request: Request, party: Party) -> Callable[[], str]:
    """Draw to whom ``party`` is tied now, the strongest first, and what others know of that."""
    asked = cache(queries.ask_ties(request.user, party))
    further = ask_panels(request, "ties.near", ("further",), queries.Tied(party, asked))

    def draw() -> str:
        today = day_of(clock.now(), settings.HOUSE_TIME_ZONE)
        ties = sorted(asked(), key=lambda tie: (not _goes_on(tie, today), -(tie.strength or 0)))
        may_tie = policies.TIE.allows(request.user, party)
        context = {
            "ties": [_line(tie, party) for tie in ties],
            "add": f"{addresses.to('ties:add')}?about={party.ref}" if may_tie else "",
            "may_tie": may_tie,
            "further": further()["further"],
        }
        return piece(request, "ties/panel_ties.html", context)

    return draw


def _goes_on(tie: Tie, today: date) -> bool:
    return tie.until_date is None or tie.until_date >= today


def _line(tie: Tie, party: Party) -> dict[str, Any]:
    """Say a tie as it reads from ``party``."""
    is_one = tie.one_id == party.pk
    return {
        "tie": tie,
        "other": tie.other if is_one else tie.one,
        "words": tie.type.name if is_one else tie.type.reverse or tie.type.name,
        "change": addresses.to("ties:change", kwargs={"pk": tie.pk}),
        "end": addresses.to("ties:end", kwargs={"pk": tie.pk}),
    }
