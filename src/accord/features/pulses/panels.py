"""What pulses show on pages that are not their own."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.engagement.models import Interaction
from accord.features.escalations.models import Escalation
from accord.features.initiatives.models import Initiative
from accord.features.pulses import policies, queries
from accord.features.pulses.queries import Answered, Group
from accord.features.pulses.states import QUESTIONS, State
from accord.features.strategies.models import Strategy
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

TONES = {State.ASKED: "warn", State.ANSWERED: "ok", State.DECLINED: "", State.WITHDRAWN: ""}
YEAR = timedelta(days=365)
VERBS = {
    "pulse-asked": Verb(
        words=gettext_lazy("%(by)s asked them how %(title)s was"), icon="message-circle",
        is_small=True,
    ),
    "pulse-answered": Verb(
        words=gettext_lazy("They said how %(title)s was for them"), icon="message-circle"
    ),
}  # fmt: skip


def figures_of(group: Group) -> dict[str, Any]:
    """Give the figures of a group in words: each share with its bounds, or why there is none."""
    return {
        "asked": group.asked, "answered": group.answered,
        "rate": formats.percent(group.answered / group.asked) if group.asked else "–",
        "shares": [share_of(one) for one in group.by_question],
    }  # fmt: skip


def share_of(one: Answered) -> dict[str, Any]:
    question = QUESTIONS[one.question]
    words = _("too few answers: %(n)s") % {"n": one.n}
    if one.share is not None and one.low is not None and one.high is not None:
        words = _("%(share)s satisfied (%(low)s to %(high)s, n %(n)s)") % {
            "share": formats.percent(one.share), "low": formats.percent(one.low),
            "high": formats.percent(one.high), "n": one.n,
        }  # fmt: skip
    return {"question": question.words, "words": words, "is_known": one.share is not None}


def of_talk(request: Request, talk: Interaction | Escalation) -> str:
    """Draw who was asked about a talk or an escalation, and the way to ask."""
    found = queries.about(request.user, talk.ref)
    ask = ""
    if policies.ASK.allows(request.user) and queries.occasion(request.user, talk.ref):
        ask = f"{addresses.to('pulses:ask')}?about={talk.ref}"
    if not (found or ask):
        return ""
    rows = [
        {
            "name": visible(one.party.name), "state": State(one.state).label,
            "tone": TONES[State(one.state)],
            "href": addresses.to("pulses:detail", kwargs={"ref": one.ref}),
        }
        for one in found
    ]  # fmt: skip
    return piece(request, "pulses/panel_talk.html", {"rows": rows, "ask": ask})


def of_strategy(request: Request, strategy: Strategy) -> str:
    return _summed(request, strategy=strategy.pk)


def of_initiative(request: Request, initiative: Initiative) -> str:
    return _summed(request, initiative=initiative.pk)


def _summed(request: Request, **kind: int) -> str:
    """Draw what a year of answers says of one strategy or initiative."""
    at = clock.now()
    found = queries.overall(request.user, at - YEAR, at, **kind)
    if not found.asked:
        return ""
    [(name, key)] = kind.items()
    here = f"{addresses.to('pulses:list')}?{name}={key}#rows"
    return piece(request, "pulses/panel_summed.html", {"found": figures_of(found), "here": here})
