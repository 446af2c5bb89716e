"""How we communicate: versions, answer times, samples that are read with a check sheet."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.letters.queries import templates_visible_to
from accord.features.standards import actions
from accord.features.standards import policies as rules
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.errors import missing
from accord.overview.api.forms import shapes
from accord.overview.api.forms import standards as f
from accord.overview.api.views._lookups import checked, somebody
from accord.overview.api.views._operation import Request, held, reads, writes

router = Router(tags=["communication standards"])


@reads(router, "/standards", rules.VIEW, f.ProcessesTold)
def list_processes(request: Request, asked: Query[shapes.Asked]) -> Any:
    """List the versions of how we communicate; one is in force, one may be a draft."""
    items, after = queries.process_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/standards/{ref}", rules.VIEW, f.ProcessTold)
def get_process(request: Request, ref: str) -> Any:
    """Give a version with its channels, and whether people, templates and hours are there."""
    return queries.process(queries.process_at(request.user, ref))


@writes(router, "POST", "/standards", rules.WRITE, f.ProcessTold, 201)
def draft_process(request: Request, given: f.ProcessGiven) -> Any:
    owner = somebody(given.owner_id, "owner_id")
    made = actions.draft_process(
        by=request.user, principles=given.principles, weekly_hours=given.weekly_hours,
        owner=owner, at=clock.now(),
    )  # fmt: skip
    return queries.process(made)


@writes(router, "PUT", "/standards/{ref}/channels/{channel}", rules.WRITE, f.ProcessTold)
def set_standard(request: Request, ref: str, channel: str, given: f.StandardGiven) -> Any:
    """Say in a draft who answers on a channel, in how many working days."""
    found = held(request, queries.process_at(request.user, ref))
    checked("people", given.answers_id, "answers_id")
    seen = templates_visible_to(request.user).filter(pk=given.template_id or 0)
    if given.template_id and not seen.exists():
        raise Invalid(_("There is no such choice."), field="template_id")
    details = actions.StandardDetails(channel=channel, **given.model_dump())
    actions.set_standard(by=request.user, process=found, details=details, at=clock.now())
    return queries.process(found)


@writes(router, "DELETE", "/standards/{ref}/channels/{channel}", rules.WRITE, f.ProcessTold)
def drop_standard(request: Request, ref: str, channel: str) -> Any:
    found = held(request, queries.process_at(request.user, ref))
    row = queries.standard_on(found, channel)
    actions.drop_standard(by=request.user, standard=row, at=clock.now())
    return queries.process(found)


@writes(router, "POST", "/standards/{ref}/approve", rules.APPROVE, f.ProcessTold)
def approve_process(request: Request, ref: str, given: f.ProcessApproval) -> Any:
    """Put the draft of somebody else in force."""
    found = held(request, queries.process_at(request.user, ref))
    actions.approve_process(by=request.user, process=found, reason=given.reason, at=clock.now())
    return queries.process(found)


@reads(router, "/answer-times", rules.VIEW, f.AnswerTimesTold)
def get_answer_times(request: Request) -> Any:
    """Hold what came in the last 90 days against the version in force, as far as you may see."""
    return queries.answer_times(request.user)


@reads(router, "/answer-times/{channel}", rules.VIEW, list[f.AnswerTimeTold])
def list_answers_on(request: Request, channel: str) -> Any:
    """List the messages behind an answer time, up to 200."""
    return queries.answers_on(request.user, channel)


@reads(router, "/samples", rules.VIEW, f.SamplesTold)
def list_samples(request: Request, asked: Query[shapes.Asked]) -> Any:
    """List the samples of what we said that were drawn to be read."""
    items, after = queries.sample_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/samples/{int:key}", rules.VIEW, f.SampleTold)
def get_sample(request: Request, key: int) -> Any:
    return queries.sample(request.user, queries.sample_at(request.user, key))


@writes(router, "POST", "/samples", rules.DRAW, f.SampleTold, 201)
def draw_sample(request: Request, given: f.DrawGiven) -> Any:
    """Draw by chance, of what we said and everybody here may read."""
    made = actions.draw_sample(by=request.user, at=clock.now(), **given.model_dump())
    return queries.sample(request.user, made)


@writes(router, "POST", "/samples/{int:key}/sheets/{ref}", rules.REVIEW, f.SampleTold, 201)
def review_sample(request: Request, key: int, ref: str, given: f.SheetGiven) -> Any:
    """Mark one of a sample line by line; two readers at the most, each once."""
    found = queries.sample_at(request.user, key)
    if not queries.is_drawn(request.user, found, ref):
        raise missing()
    actions.review(
        by=request.user,
        sample=found,
        ref=ref,
        marks={line.value: mark.value for line, mark in given.marks.items()},
        at=clock.now(),
    )
    return queries.sample(request.user, found)
