"""Consultations: asked, answered, decided, and everybody told what came of it."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.consultations import actions as consultations
from accord.features.consultations import policies as rules
from accord.features.consultations.models import Consultation, Consulted
from accord.features.promises.actions import PromiseDetails
from accord.features.tradeoffs.models import TradeOff
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.errors import Problem
from accord.overview.api.forms import consultations as f
from accord.overview.api.forms import shapes, work
from accord.overview.api.views._lookups import (
    check_all,
    named_initiative,
    named_parties,
    named_party,
)
from accord.overview.api.views._operation import Request, held, reads, root, seen, writes

router = Router(tags=["consultations"])
_ANSWER = "/consultations/{ref}/answers/{int:key}"


def _told(request: Request, one: Consultation) -> Any:
    return queries.consultation(request.user, one, root(request))


def _on(request: Request) -> dict[str, Any]:
    return {"by": request.user, "at": clock.now()}


def _held(request: Request, ref: str) -> Consultation:
    return held(request, queries.consultation_at(request.user, ref))


@reads(router, "/consultations", rules.VIEW, f.ConsultationsTold)
def list_consultations(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.consultation_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/consultations/{ref}", rules.VIEW, f.ConsultationTold)
def get_consultation(request: Request, ref: str) -> Any:
    """Give a consultation with its options, what came of it, and who heard of that."""
    return _told(request, queries.consultation_at(request.user, ref))


@reads(router, "/consultations/{ref}/answers", rules.VIEW, f.AnswersTold)
def list_consultation_answers(request: Request, ref: str, asked: Query[shapes.Asked]) -> Any:
    found = queries.consultation_at(request.user, ref)
    items, after = queries.answer_list(request.user, found, asked.span)
    return {"items": items, "next": after}


@writes(router, "POST", "/consultations", rules.RUN, f.ConsultationTold, 201)
def draft_consultation(request: Request, given: f.ConsultationGiven) -> Any:
    fields = check_all(given.model_dump(exclude={"initiative", "options"}))
    of, on = named_initiative(request.user, given.initiative, "initiative"), _on(request)
    details = consultations.ConsultationDetails(**fields)
    made = consultations.draft_consultation(initiative=of, details=details, **on)
    for words in given.options:
        consultations.add_option(consultation=made, words=words, **on)
    return _told(request, made)


@writes(router, "PATCH", "/consultations/{ref}", rules.RUN, f.ConsultationTold)
def change_consultation(request: Request, ref: str, given: f.ConsultationChanged) -> Any:
    """Write what is named into a draft; needs If-Match or `version`."""
    found = queries.consultation_at(request.user, ref)
    version = seen(request, found, given.version)
    names = (
        "question", "level", "owner_id", "closes_at", "opens_at", "background", "is_listed",
    )  # fmt: skip
    fields = {name: getattr(found, name) for name in names}
    fields |= check_all(given.model_dump(exclude_unset=True, exclude={"version"}))
    for name in ("closes_at", "owner_id"):
        if fields[name] is None:
            raise Invalid(_("There is no such choice."), field=name)
    details = consultations.ConsultationDetails(**fields)
    consultations.change_consultation(
        consultation=found, details=details, seen=version, **_on(request)
    )
    return _told(request, found)


@writes(router, "POST", "/consultations/{ref}/options", rules.RUN, f.ConsultationTold, 201)
def add_asked_option(request: Request, ref: str, given: f.WayGiven) -> Any:
    """Put one way it could be into a draft."""
    found = _held(request, ref)
    consultations.add_option(consultation=found, **given.model_dump(), **_on(request))
    return _told(request, found)


@writes(router, "DELETE", "/consultations/{ref}/options/{int:key}", rules.RUN, f.ConsultationTold)
def drop_asked_option(request: Request, ref: str, key: int) -> Any:
    found = queries.consultation_at(request.user, ref)
    option = held(request, queries.asked_option_at(request.user, found, key))
    consultations.drop_option(option=option, **_on(request))
    return _told(request, found)


@writes(
    router, "POST", "/consultations/{ref}/options/{int:key}/impacts", rules.RUN,
    f.ConsultationTold, 201,
)  # fmt: skip
def assess_impact(request: Request, ref: str, key: int, given: f.ImpactGiven) -> Any:
    """Say how an option bears on somebody; the newer word counts."""
    found = _held(request, ref)
    consultations.assess_impact(
        option=queries.asked_option_at(request.user, found, key),
        party=named_party(request.user, given.party, "party"),
        **given.model_dump(exclude={"party"}), **_on(request),
    )  # fmt: skip
    return _told(request, found)


@writes(router, "POST", "/consultations/{ref}/ask", rules.RUN, f.ConsultationTold)
def ask_parties(request: Request, ref: str, given: f.AskedGiven) -> Any:
    """Ask stakeholders, each by a link of its own; who was asked is on the list of the told."""
    found = _held(request, ref)
    parties = named_parties(request.user, given.parties, "parties")
    consultations.ask_parties(
        consultation=found, parties=parties, by_mail=given.by_mail, **_on(request)
    )
    return _told(request, found)


@writes(router, "POST", "/consultations/{ref}/open", rules.RUN, f.ConsultationTold)
def open_consultation(request: Request, ref: str) -> Any:
    """Let everybody who has the address answer."""
    found = _held(request, ref)
    consultations.open_consultation(consultation=found, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/consultations/{ref}/extend", rules.RUN, f.ConsultationTold)
def extend_consultation(request: Request, ref: str, given: f.ExtensionGiven) -> Any:
    """Let it be answered until a later moment, also when it was closed."""
    found = _held(request, ref)
    consultations.extend_consultation(consultation=found, closes_at=given.closes_at, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/consultations/{ref}/close", rules.RUN, f.ConsultationTold)
def close_consultation(request: Request, ref: str) -> Any:
    """Stop asking; what still comes is kept as late."""
    found = _held(request, ref)
    consultations.close_consultation(consultation=found, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/consultations/{ref}/answers", rules.ANSWER, f.AnswerTold, 201)
def enter_consultation_answer(request: Request, ref: str, given: f.AnswerGiven) -> Any:
    """Write down what a stakeholder told one of you."""
    found = _held(request, ref)
    party = named_party(request.user, given.party, "party")
    stances = {one.option_id: one.view for one in given.stances}
    made = consultations.enter_answer(
        consultation=found, party=party, via=given.via, said_at=given.said_at,
        what=consultations.Said(given.words, stances), **_on(request),
    )  # fmt: skip
    return queries.consultation_answer(made)


@writes(router, "POST", f"{_ANSWER}/match", rules.ANSWER, f.AnswerTold)
def match_consultation_answer(request: Request, ref: str, key: int, given: f.MatchGiven) -> Any:
    """Say which stakeholder an answer from the public page is from."""
    found = queries.consultation_at(request.user, ref)
    answer = held(request, queries.answer_at(request.user, found, key))
    party = named_party(request.user, given.party, "party")
    consultations.match_answer(answer=answer, party=party, **_on(request))
    return queries.consultation_answer(queries.answer_at(request.user, found, key))


@writes(router, "POST", f"{_ANSWER}/make", rules.ANSWER, f.AnswerTold)
def make_party_of_answer(request: Request, ref: str, key: int) -> Any:
    """Make a new stakeholder of whoever answered."""
    found = queries.consultation_at(request.user, ref)
    answer = held(request, queries.answer_at(request.user, found, key))
    consultations.make_party_of(answer=answer, **_on(request))
    return queries.consultation_answer(queries.answer_at(request.user, found, key))


@writes(router, "POST", f"{_ANSWER}/aside", rules.ANSWER, f.AnswerTold)
def set_consultation_answer_aside(
    request: Request, ref: str, key: int, given: work.WhyGiven
) -> Any:
    """Let what is nobody's count no more; name and address go, the reason stays."""
    found = queries.consultation_at(request.user, ref)
    answer = held(request, queries.answer_at(request.user, found, key))
    consultations.set_answer_aside(answer=answer, why=given.why, **_on(request))
    return queries.consultation_answer(answer)


@writes(router, "POST", "/consultations/{ref}/responses", rules.RUN, f.ConsultationTold, 201)
def respond_to_answers(request: Request, ref: str, given: f.ReplyGiven) -> Any:
    """Say what becomes of what was said, in which answers it was, and by which promise."""
    found = _held(request, ref)
    answers = queries.answers_said(request.user, found, given.answers)
    if len(answers) < len(set(given.answers)):
        raise Invalid(_("There is no such choice."), field="answers")
    promise = queries.promised_by_us(request.user, found, given.promise)
    if given.promise and promise is None:
        raise Invalid(_("There is no such choice."), field="promise")
    details = consultations.ResponseDetails(given.said, given.did, given.verdict, promise)
    consultations.respond(consultation=found, details=details, answers=answers, **_on(request))
    return _told(request, found)


@writes(router, "DELETE", "/consultations/{ref}/responses/{int:key}", rules.RUN, f.ConsultationTold)
def drop_reply(request: Request, ref: str, key: int) -> Any:
    found = queries.consultation_at(request.user, ref)
    reply = held(request, queries.reply_at(request.user, found, key))
    consultations.drop_response(response=reply, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/consultations/{ref}/promises", rules.RUN, f.ConsultationTold, 201)
def commit_in_consultation(request: Request, ref: str, given: f.CommitmentGiven) -> Any:
    """Write down what one side promises the other in it."""
    found = _held(request, ref)
    party = named_party(request.user, given.party, "party")
    fields = check_all(given.model_dump(exclude={"party"}))
    details = PromiseDetails(**fields, source=f"{found.ref} {found.question}")
    consultations.commit(consultation=found, party=party, details=details, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/consultations/{ref}/outcome", rules.DECIDE, f.ConsultationTold)
def decide_outcome(request: Request, ref: str, given: f.OutcomeGiven) -> Any:
    """Say what came of it; said anew in other words, everybody has to be told again."""
    found = _held(request, ref)
    consultations.decide_outcome(
        consultation=found, outcome=given.outcome, chosen=_chosen(request, found, given.chosen_id),
        decision=_decision(request, found, given.decision), **_on(request),
    )  # fmt: skip
    return _told(request, found)


def _chosen(request: Request, found: Consultation, key: int | None) -> Any:
    try:
        return queries.asked_option_at(request.user, found, key) if key else None
    except Problem as problem:
        raise Invalid(_("There is no such choice."), field="chosen_id") from problem


def _decision(request: Request, found: Consultation, ref: str) -> TradeOff | None:
    """Find a trade-off of the same initiative."""
    if not ref:
        return None
    try:
        decision = queries.tradeoff_at(request.user, ref)
    except Problem as problem:
        raise Invalid(_("There is no such choice."), field="decision") from problem
    if decision.initiative_id != found.initiative_id:
        raise Invalid(_("There is no such choice."), field="decision")
    return decision


@writes(router, "POST", "/consultations/{ref}/told", rules.TELL, f.ConsultationTold)
def note_outcome_told(request: Request, ref: str, given: f.OutcomeTelling) -> Any:
    """Note who was told of the outcome, how, and by which letter or talk."""
    found = _held(request, ref)
    rows = [_consulted(request, found, one, "parties") for one in dict.fromkeys(given.parties)]
    consultations.note_told(rows=rows, how=given.how, ref=given.ref, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/consultations/{ref}/told/mail", rules.TELL, f.ConsultationTold)
def mail_outcome(request: Request, ref: str) -> Any:
    """Tell by mail all whom one reaches; the others stay on the list."""
    found = _held(request, ref)
    consultations.mail_outcome(consultation=found, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/consultations/{ref}/told/excuse", rules.TELL, f.ConsultationTold)
def excuse_telling(request: Request, ref: str, given: f.ExcuseGiven) -> Any:
    """Say why somebody is not told."""
    found = _held(request, ref)
    row = _consulted(request, found, given.party, "party")
    consultations.excuse_telling(row=row, why=given.why, **_on(request))
    return _told(request, found)


def _consulted(request: Request, found: Consultation, ref: str, field: str) -> Consulted:
    row = queries.consulted_of(request.user, found, named_party(request.user, ref, field))
    if row is None:
        raise Invalid(_("There is no such stakeholder."), field=field)
    return row


@writes(router, "POST", "/consultations/{ref}/end", rules.RUN, f.ConsultationTold)
def end_consultation(request: Request, ref: str) -> Any:
    """Call it answered; refused while somebody is untold or an answer is nobody's."""
    found = _held(request, ref)
    consultations.end_consultation(consultation=found, **_on(request))
    return _told(request, found)
