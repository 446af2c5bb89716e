"""What came of it: you said, we did; what both sides promised; the decision; the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.features.consultations import policies, queries
from accord.features.consultations.actions._asked import UNTOLD, tell_parties
from accord.features.consultations.actions._consultation import refuse_ended
from accord.features.consultations.models import (
    Answer,
    Commitment,
    Consultation,
    Consulted,
    Option,
    Response,
    Voice,
)
from accord.features.consultations.states import State, Verdict
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.promises.models import Promise
from accord.features.stakeholders.models import Party
from accord.features.tradeoffs.models import TradeOff
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class ResponseDetails:
    """What was said, what we do of it or why not, by which promise."""

    said: str
    did: str
    verdict: str
    promise: Promise | None = None


def respond(
    *, by: Actor, consultation: Consultation, details: ResponseDetails,
    answers: Sequence[Answer], at: datetime,
) -> Response:  # fmt: skip
    """Say what becomes of what was said, and in which answers it was said."""
    made = Response(
        consultation=consultation, said=said(details.said, "said", 300),
        did=said(details.did, "did", 4000), verdict=Verdict(details.verdict),
        promise=details.promise,
    )  # fmt: skip
    with change(policies.RUN, by=by, at=at, subject=consultation) as record:
        _demand_asked(consultation)
        if any(answer.consultation_id != consultation.pk for answer in answers):
            raise Invalid(_("This was said to something else."), field="answers")
        record.add(made)
        for answer in answers:
            record.add(Voice(response=made, answer=answer))
    return made


def drop_response(*, by: Actor, response: Response, at: datetime) -> None:
    with change(policies.RUN, by=by, at=at, subject=response.consultation) as record:
        refuse_ended(response.consultation)
        record.remove_many(list(Voice.objects.filter(response=response)))
        record.remove(response)


def commit(
    *, by: Actor, consultation: Consultation, party: Party, details: PromiseDetails, at: datetime
) -> Promise:
    """Write down what one side promised the other in it; it is kept or not like any promise."""
    with change(policies.RUN, by=by, at=at, subject=consultation) as record:
        refuse_ended(consultation)
        promise = make_promise(by=by, party=party, details=details, at=at)
        record.add(Commitment(consultation=consultation, promise=promise))
    return promise


def decide_outcome(
    *, by: Actor, consultation: Consultation, outcome: str, at: datetime,
    chosen: Option | None = None, decision: TradeOff | None = None,
) -> Consultation:  # fmt: skip
    """Say what came of it, by which option and decision; from now on those asked can be told.

    Said anew in other words, everybody has to be told again.
    """
    outcome = said(outcome, "outcome", 8000)
    with change(policies.DECIDE, by=by, at=at, subject=consultation) as record:
        if consultation.state != State.CLOSED:
            raise Stale(_("Close it first: somebody may still answer."))
        if chosen is not None and chosen.consultation_id != consultation.pk:
            raise Invalid(_("There is no such choice."), field="chosen")
        record.set(
            consultation, outcome=outcome, chosen_id=chosen.pk if chosen else None,
            decision_id=decision.pk if decision else None, decided_at=at, decided_by_id=by.pk,
        )  # fmt: skip
        asked = list(Consulted.objects.filter(consultation=consultation).select_related("party"))
        record.set_many([(row, dict(UNTOLD)) for row in asked if row.told_at])
        tell_parties(
            by=by, record=record, consultation=consultation, text=outcome, at=at,
            parties=[row.party for row in asked], verb="consultation-decided",
        )  # fmt: skip
    return consultation


def end_consultation(*, by: Actor, consultation: Consultation, at: datetime) -> Consultation:
    """Call it answered. Raises Invalid while somebody is untold, or an answer is nobody's."""
    with change(policies.RUN, by=by, at=at, subject=consultation) as record:
        if consultation.state != State.CLOSED or consultation.decided_at is None:
            raise Stale(_("Say first what came of it."))
        found = queries.told_list(by, consultation)
        if found.nobodys:
            words = ngettext(
                "Say first whose %(n)s answer is.", "Say first whose %(n)s answers are.",
                found.nobodys,
            )  # fmt: skip
            raise Invalid(words % {"n": found.nobodys})
        if found.untold:
            words = ngettext(
                "%(n)s has not been told, and nobody has said why.",
                "%(n)s have not been told, and nobody has said why.", found.untold,
            )  # fmt: skip
            raise Invalid(words % {"n": found.untold})
        record.set(consultation, state=State.ANSWERED, answered_at=at)
    return consultation


def _demand_asked(consultation: Consultation) -> None:
    if consultation.state not in {State.OPEN, State.CLOSED}:
        raise Stale(_("Nobody can have said anything to this."))
