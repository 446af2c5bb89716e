"""Consultations and their answers; discussion spaces, read and moderated."""

from typing import Any

from ninja import Query, Router

from accord.features.consultations import actions as consultations
from accord.features.consultations import policies as rules
from accord.features.discussions import actions as discussions
from accord.features.discussions import policies as space_rules
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import consultations as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._lookups import check_all, named_initiative, named_party
from accord.overview.api.views._operation import Request, reads, writes

router = Router(tags=["consultations"])


@reads(router, "/consultations", rules.VIEW, f.ConsultationsTold)
def list_consultations(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.consultation_list(request.user, asked.cursor, asked.limit)
    return {"items": items, "next": after}


@reads(router, "/consultations/{ref}", rules.VIEW, f.ConsultationTold)
def get_consultation(request: Request, ref: str) -> Any:
    """Give a consultation with its options, what came of it, and who heard of that."""
    return queries.consultation(request.user, queries.consultation_at(request.user, ref))


@reads(router, "/consultations/{ref}/answers", rules.VIEW, f.AnswersTold)
def list_consultation_answers(request: Request, ref: str, asked: Query[shapes.Asked]) -> Any:
    found = queries.consultation_at(request.user, ref)
    items, after = queries.answer_list(request.user, found, asked.cursor, asked.limit)
    return {"items": items, "next": after}


@writes(router, "POST", "/consultations", rules.RUN, f.ConsultationTold, 201)
def draft_consultation(request: Request, given: f.ConsultationGiven) -> Any:
    fields = check_all(given.model_dump(exclude={"initiative", "options"}))
    of = named_initiative(request.user, given.initiative, "initiative")
    on: dict[str, Any] = {"by": request.user, "at": clock.now()}
    details = consultations.ConsultationDetails(**fields)
    made = consultations.draft_consultation(initiative=of, details=details, **on)
    for words in given.options:
        consultations.add_option(consultation=made, words=words, **on)
    return queries.consultation(request.user, made)


@writes(router, "POST", "/consultations/{ref}/open", rules.RUN, f.ConsultationTold)
def open_consultation(request: Request, ref: str) -> Any:
    """Let everybody who has the address answer."""
    found = queries.consultation_at(request.user, ref)
    consultations.open_consultation(by=request.user, consultation=found, at=clock.now())
    return queries.consultation(request.user, found)


@writes(router, "POST", "/consultations/{ref}/close", rules.RUN, f.ConsultationTold)
def close_consultation(request: Request, ref: str) -> Any:
    """Stop asking; what still comes is kept as late."""
    found = queries.consultation_at(request.user, ref)
    consultations.close_consultation(by=request.user, consultation=found, at=clock.now())
    return queries.consultation(request.user, found)


@writes(router, "POST", "/consultations/{ref}/answers", rules.ANSWER, f.AnswerTold, 201)
def enter_consultation_answer(request: Request, ref: str, given: f.AnswerGiven) -> Any:
    """Write down what a stakeholder told one of you."""
    found = queries.consultation_at(request.user, ref)
    party = named_party(request.user, given.party, "party")
    stances = {one.option_id: one.view for one in given.stances}
    made = consultations.enter_answer(
        by=request.user, consultation=found, party=party, via=given.via, at=clock.now(),
        what=consultations.Said(given.words, stances),
    )  # fmt: skip
    return queries.consultation_answer(made)


@reads(router, "/discussions", space_rules.VIEW, f.SpacesTold)
def list_discussions(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.space_list(request.user, asked.cursor, asked.limit)
    return {"items": items, "next": after}


@reads(router, "/discussions/{ref}", space_rules.VIEW, f.SpaceTold)
def get_discussion(request: Request, ref: str) -> Any:
    """Give a space with all that was said in it, hidden or waiting too."""
    return queries.space(request.user, queries.space_at(request.user, ref))


@writes(
    router, "POST", "/discussions/{ref}/posts/{int:key}/show", space_rules.MODERATE, f.SpaceTold
)  # fmt: skip
def show_post(request: Request, ref: str, key: int) -> Any:
    """Show to all what waited, or what was hidden."""
    found = queries.space_at(request.user, ref)
    post = queries.space_post_at(request.user, found, key)
    discussions.show_post(by=request.user, post=post, at=clock.now())
    return queries.space(request.user, found)


@writes(
    router, "POST", "/discussions/{ref}/posts/{int:key}/hide", space_rules.MODERATE, f.SpaceTold
)  # fmt: skip
def hide_post(request: Request, ref: str, key: int, given: f.PostHidden) -> Any:
    """Hide what was said; who said it reads why."""
    found = queries.space_at(request.user, ref)
    post = queries.space_post_at(request.user, found, key)
    discussions.hide_post(by=request.user, post=post, why=given.why, at=clock.now())
    return queries.space(request.user, found)
