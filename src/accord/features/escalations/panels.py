"""What escalations show on pages that are not theirs."""

from django.utils.translation import gettext_lazy

from accord.features.escalations.models import Escalation
from accord.features.escalations.states import State
from accord.features.stakeholders.models import Party
from accord.foundation.kernel import clock
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

VERBS = {
    "escalation-raised": Verb(
        words=gettext_lazy("%(by)s escalated: %(title)s"), icon="triangle-alert", tone="warn"
    ),
    "escalation-climbed": Verb(words=gettext_lazy("%(title)s went one step up"), icon="chevron-up"),
    "escalation-decided": Verb(
        words=gettext_lazy("%(by)s decided %(title)s"), icon="scale", tone="ok"
    ),
    "escalation-answered": Verb(
        words=gettext_lazy("%(by)s gave the answer to %(title)s"), icon="reply", tone="ok"
    ),
    "escalation-withdrawn": Verb(words=gettext_lazy("%(by)s withdrew %(title)s"), icon="x"),
}


def due_of(escalation: Escalation) -> formats.Due | None:
    """Give the clock of one that is still to be decided."""
    if escalation.state != State.OPEN:
        return None
    return formats.due(escalation.due_at, at=clock.now(), since=escalation.raised_at)


def acts(request: Request, party: Party) -> str:
    """Draw the line of the record's menu."""
    address = f"{addresses.to('escalations:raise')}?about={party.ref}"
    return piece(request, "escalations/panel_acts.html", {"address": address})
