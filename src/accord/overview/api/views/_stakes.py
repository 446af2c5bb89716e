from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.initiatives import actions, policies
from accord.features.initiatives.states import SCALES
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.forms import stakes as f
from accord.overview.api.forms import words as w
from accord.overview.api.views._lookups import check_all, named_initiative, named_party
from accord.overview.api.views._operation import Request, reads, seen, writes

router = Router(tags=["stakes"])
DETAILS = ("role", "owner_id", "wanted", "wanted_by", "participation", "evidence")


def _initiative(request: Request, ref: str) -> Any:
    return queries.record_at(request.user, "initiatives", ref)


@reads(router, "/stakes", policies.VIEW, f.StakesTold)
def list_stakes(request: Request, asked: Query[f.StakesAsked]) -> Any:
    """List stakes; `initiative` and `party` take references."""
    items, after = queries.stakes(request.user, asked.model_dump(), asked.span)
    return {"items": items, "next": after}


@reads(router, "/stakes/{int:key}", policies.VIEW, f.StakeTold)
def get_stake(request: Request, key: int) -> Any:
    return queries.stake(request.user, key)


@writes(router, "POST", "/stakes", policies.STAKE, list[f.StakeTold], 201)
def take_stakes(request: Request, given: f.StakesGiven) -> Any:
    """Note that some have a stake; the answer holds those that are new."""
    initiative = named_initiative(request.user, given.initiative, "initiative")
    parties = [named_party(request.user, ref, "parties") for ref in given.parties]
    details = actions.StakeDetails(**check_all(given.model_dump(include=set(DETAILS))))
    made = actions.take_stakes(
        by=request.user, initiative=initiative, parties=parties, details=details, at=clock.now()
    )
    return [queries.stake(request.user, one.pk) for one in made]


@writes(router, "PATCH", "/stakes/{int:key}", policies.STAKE, f.StakeTold)
def change_stake(request: Request, key: int, given: f.StakeChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    held = queries.stake_at(request.user, key)
    version = seen(request, held, given.version)
    fields = check_all(given.model_dump(exclude_unset=True, exclude={"version"}))
    details = actions.StakeDetails(**{name: getattr(held, name) for name in DETAILS} | fields)
    actions.change_stake(by=request.user, stake=held, details=details, at=clock.now(), seen=version)
    return queries.stake(request.user, key)


@writes(router, "POST", "/stakes/{int:key}/end", policies.STAKE, f.StakeTold)
def end_stake(request: Request, key: int, given: f.StakeEnded) -> Any:
    held = queries.stake_at(request.user, key)
    actions.end_stake(by=request.user, stake=held, reason=given.reason, at=clock.now())
    return queries.stake(request.user, key)


@writes(router, "POST", "/stakes/{int:key}/red-lines", policies.STAKE, f.StakeTold, 201)
def draw_red_line(request: Request, key: int, given: f.RedLineGiven) -> Any:
    """Write down what they say to one issue, and what they will not accept."""
    held = queries.stake_at(request.user, key)
    details = actions.RedLineDetails(**given.model_dump())
    actions.draw_red_line(by=request.user, stake=held, details=details, at=clock.now())
    return queries.stake(request.user, key)


@writes(router, "DELETE", "/stakes/{int:key}/red-lines/{int:entry}", policies.STAKE, w.NumberTold)
def drop_red_line(request: Request, key: int, entry: int) -> Any:
    held = queries.stake_at(request.user, key)
    line = queries.red_line_at(held, entry)
    actions.drop_red_line(by=request.user, line=line, at=clock.now())
    return {"id": entry}


@reads(router, "/stakes/{int:key}/assessments", policies.VIEW, list[f.AssessmentTold])
def list_assessments(request: Request, key: int) -> Any:
    """List what was said of a stake, newest first; of blind rounds only your own."""
    return queries.assessments(request.user, queries.stake_at(request.user, key))


@writes(
    router, "POST", "/stakes/{int:key}/assessments", policies.ASSESS, list[f.AssessmentTold], 201
)
def assess_stake(request: Request, key: int, given: f.AssessmentGiven) -> Any:
    """Say something of a stake; the answer is all that was said of it."""
    held = queries.stake_at(request.user, key)
    asked = given.model_dump()
    round_ = None
    if given.round_id is not None:
        round_ = queries.round_at(held.initiative, given.round_id)
    scores = {name: asked[name] for name in SCALES if asked[name] is not None}
    what = actions.Said(_tenths(scores), given.engagement, given.reason)
    actions.assess(by=request.user, stake=held, what=what, at=clock.now(), round_=round_)
    return queries.assessments(request.user, held)


def _tenths(scores: dict[str, float]) -> dict[str, int]:
    for name, score in scores.items():
        if abs(score * 10 - round(score * 10)) > 1e-9:  # noqa: PLR2004 -- what floats leave over
            raise Invalid(_("A score comes in tenths."), field=name)
    return {name: round(score * 10) for name, score in scores.items()}


@reads(router, "/initiatives/{ref}/standings", policies.VIEW, list[f.StandingTold])
def list_standings(request: Request, ref: str, asked: Query[f.StandingsAsked]) -> Any:
    """Tell where everybody stands now, or stood at any moment before."""
    initiative = _initiative(request, ref)
    return queries.standings(request.user, initiative, asked.at or clock.now())


@reads(router, "/initiatives/{ref}/rounds", policies.VIEW, list[f.RoundTold])
def list_rounds(request: Request, ref: str) -> Any:
    return queries.rounds(_initiative(request, ref))


@writes(router, "POST", "/initiatives/{ref}/rounds", policies.ROUND, list[f.RoundTold], 201)
def open_round(request: Request, ref: str, given: f.RoundGiven) -> Any:
    """Ask everybody for a blind assessment; for leaders and the owner of the initiative."""
    initiative = _initiative(request, ref)
    actions.open_round(by=request.user, initiative=initiative, title=given.title, at=clock.now())
    return queries.rounds(initiative)


@writes(
    router, "POST", "/initiatives/{ref}/rounds/{int:key}/show", policies.ROUND, list[f.RoundTold]
)
def show_round(request: Request, ref: str, key: int) -> Any:
    """Show everybody what everybody said; from now on it counts."""
    initiative = _initiative(request, ref)
    round_ = queries.round_at(initiative, key)
    actions.show_round(by=request.user, round_=round_, at=clock.now())
    return queries.rounds(initiative)
