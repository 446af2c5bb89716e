"""Who is told what at each stage of an initiative, and whether it was."""

from typing import Any

from ninja import Router

from accord.features.initiatives.models import Initiative
from accord.features.stages import actions
from accord.features.stages import policies as rules
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import stages as f
from accord.overview.api.forms import work
from accord.overview.api.views._lookups import checked, open_segment, somebody
from accord.overview.api.views._operation import Request, held, reads, writes

router = Router(tags=["stages"])
_ONE = "/initiatives/{ref}/tellings/{int:key}"


def _of(request: Request, ref: str) -> Initiative:
    found: Initiative = queries.record_at(request.user, "initiatives", ref)
    return found


@reads(router, "/stages", rules.VIEW, list[f.TallyTold])
def list_tallies(request: Request) -> Any:
    """Count for each initiative with a checklist what was told, most missed first."""
    return queries.tallies(request.user)


@reads(router, "/initiatives/{ref}/stages", rules.VIEW, f.ChecklistTold)
def get_checklist(request: Request, ref: str) -> Any:
    """Give each stage with what is told in it, and what may have done it where it is open."""
    return queries.checklist(request.user, _of(request, ref))


@writes(router, "POST", "/initiatives/{ref}/stages/lay", rules.PLAN, f.ChecklistTold, 201)
def lay_stages(request: Request, ref: str, given: f.LayGiven) -> Any:
    """Begin a checklist from the stages of the initiative's kind."""
    of, owner = _of(request, ref), somebody(given.owner_id, "owner_id")
    actions.lay_stages(
        by=request.user, initiative=of, starts_on=given.starts_on, owner=owner, at=clock.now()
    )
    return queries.checklist(request.user, of)


@writes(router, "POST", "/initiatives/{ref}/stages", rules.PLAN, f.ChecklistTold, 201)
def add_stage(request: Request, ref: str, given: f.StageGiven) -> Any:
    of = _of(request, ref)
    actions.add_stage(by=request.user, initiative=of, at=clock.now(), **given.model_dump())
    return queries.checklist(request.user, of)


@writes(
    router, "POST", "/initiatives/{ref}/stages/{int:key}/tellings", rules.PLAN, f.ChecklistTold, 201
)
def add_telling(request: Request, ref: str, key: int, given: f.TellingGiven) -> Any:
    """Plan what is told in a stage."""
    of = _of(request, ref)
    stage = held(request, queries.stage_at(request.user, of, key))
    checked("people", given.owner_id, "owner_id")
    open_segment(given.audience_id, "audience_id")
    details = actions.TellingDetails(**given.model_dump())
    actions.add_telling(by=request.user, stage=stage, details=details, at=clock.now())
    return queries.checklist(request.user, of)


@writes(router, "POST", f"{_ONE}/tick", rules.TICK, f.ChecklistTold)
def tick_telling(request: Request, ref: str, key: int, given: f.ProofGiven) -> Any:
    """Name the talk, the sent letter or the meeting by which it was told."""
    of = _of(request, ref)
    telling = held(request, queries.telling_at(request.user, of, key))
    actions.tick(by=request.user, telling=telling, ref=given.ref, at=clock.now())
    return queries.checklist(request.user, of)


@writes(router, "POST", f"{_ONE}/skip", rules.TICK, f.ChecklistTold)
def skip_telling(request: Request, ref: str, key: int, given: work.WhyGiven) -> Any:
    """Say why it was not told."""
    of = _of(request, ref)
    telling = held(request, queries.telling_at(request.user, of, key))
    actions.skip(by=request.user, telling=telling, reason=given.why, at=clock.now())
    return queries.checklist(request.user, of)


@writes(router, "DELETE", _ONE, rules.PLAN, f.ChecklistTold)
def drop_telling(request: Request, ref: str, key: int) -> Any:
    """Take out what is not to be told after all."""
    of = _of(request, ref)
    telling = held(request, queries.telling_at(request.user, of, key))
    actions.drop_telling(by=request.user, telling=telling, at=clock.now())
    return queries.checklist(request.user, of)
