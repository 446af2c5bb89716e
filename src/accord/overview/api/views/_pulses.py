"""How it was for them, asked and written down; whom to write to first."""

from typing import Any, cast

from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.pulses import actions
from accord.features.pulses import policies as rules
from accord.features.pulses.states import Way
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.forms import pulses as f
from accord.overview.api.views._lookups import named_party
from accord.overview.api.views._operation import Request, held, reads, root, writes
from accord.overview.nudges import actions as nudges
from accord.overview.nudges import policies as nudging

router = Router(tags=["pulses"])
first = Router(tags=["write first"])


def _told(request: Request, one: Any) -> Any:
    return queries.pulse(request.user, one, root(request))


@reads(router, "/pulses", rules.VIEW, f.PulsesTold)
def list_pulses(request: Request, asked: Query[f.PulsesAsked]) -> Any:
    items, after = queries.pulse_list(request.user, asked.model_dump(), asked.span)
    return {"items": items, "next": after}


@reads(router, "/pulses/{ref}", rules.VIEW, f.PulseTold)
def get_pulse(request: Request, ref: str) -> Any:
    return _told(request, queries.pulse_at(request.user, ref))


@writes(router, "POST", "/pulses", rules.ASK, f.PulseTold, 201)
def ask_pulse(request: Request, given: f.PulseGiven) -> Any:
    """Ask a stakeholder how a talk or a settled escalation was for them."""
    party = named_party(request.user, given.party, "party")
    if given.way not in Way.values:
        raise Invalid(_("There is no such choice."), field="way")
    made = actions.ask(
        by=request.user, party=party, about=given.about, way=given.way, at=clock.now()
    )
    return _told(request, made)


@writes(router, "POST", "/pulses/{ref}/enter", rules.ENTER, f.PulseTold)
def enter_pulse(request: Request, ref: str, given: f.PulseAnswered) -> Any:
    """Write down what they answered in person."""
    found = held(request, queries.pulse_at(request.user, ref))
    answer = actions.Answer(given.scores, given.words, given.is_last)
    actions.enter(by=request.user, pulse=found, given=answer, at=clock.now())
    return _told(request, found)


@writes(router, "POST", "/pulses/{ref}/withdraw", rules.WITHDRAW, f.PulseTold)
def withdraw_pulse(request: Request, ref: str) -> Any:
    """Take a question back; its link leads nowhere then."""
    found = held(request, queries.pulse_at(request.user, ref))
    actions.withdraw(by=request.user, pulse=found, at=clock.now())
    return _told(request, found)


@reads(router, "/pulse-figures", rules.VIEW, f.PulseFiguresTold)
def get_pulse_figures(request: Request) -> Any:
    """Give what a year of answers says; owners as far as you may read what is said of them."""
    return queries.pulse_figures(request.user)


@reads(router, "/pulse-rule", rules.SET, f.PulseRuleTold)
def get_pulse_rule(request: Request) -> Any:
    del request
    return queries.pulse_rule()


@writes(router, "PUT", "/pulse-rule", rules.SET, f.PulseRuleTold)
def set_pulse_rule(request: Request, given: f.PulseRuleGiven) -> Any:
    """Say what is asked from now on, how often at the most, and for which consent."""
    key = given.purpose_id
    purpose = queries.chosen("consent-purposes", key) if key else None
    if key and purpose is None:
        raise Invalid(_("There is no such choice."), field="purpose_id")
    actions.set_rule(
        by=request.user, questions=given.questions, again_days=given.again_days,
        purpose=cast("Any", purpose), at=clock.now(),
    )  # fmt: skip
    return queries.pulse_rule()


@reads(first, "/nudges", nudging.VIEW, list[f.NudgeTold])
def list_nudges(request: Request) -> Any:
    """List whom you might write to before they have to ask, each with why."""
    return queries.nudge_list(request.user)


@writes(first, "POST", "/nudges/{nudge}/begin", nudging.REPLY, f.NudgeReplyTold)
def begin_nudge(request: Request, nudge: str) -> Any:
    """Draft a letter in their language and tone; nothing leaves."""
    found = queries.nudge_at(request.user, nudge)
    letter = nudges.begin(by=request.user, nudge=found, at=clock.now())
    return queries.nudge_reply(request.user, nudge, letter.ref if letter else "")


@writes(first, "POST", "/nudges/{nudge}/snooze", nudging.REPLY, f.NudgeReplyTold)
def snooze_nudge(request: Request, nudge: str, given: f.NudgeSnoozed) -> Any:
    found = queries.nudge_at(request.user, nudge)
    nudges.snooze(by=request.user, nudge=found, until=given.until, at=clock.now())
    return queries.nudge_reply(request.user, nudge)


@writes(first, "POST", "/nudges/{nudge}/dismiss", nudging.REPLY, f.NudgeReplyTold)
def dismiss_nudge(request: Request, nudge: str, given: f.NudgeDismissed) -> Any:
    """Say why not; it is never told again."""
    found = queries.nudge_at(request.user, nudge)
    nudges.dismiss(by=request.user, nudge=found, why=given.why, at=clock.now())
    return queries.nudge_reply(request.user, nudge)
