"""How relationships fare, and the seats of initiatives."""

from typing import Any

from ninja import Query, Router

from accord.features.health import actions, policies
from accord.features.health.states import Sign
from accord.features.initiatives import policies as initiatives
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.errors import missing
from accord.overview.api.forms import health as f
from accord.overview.api.views._operation import Request, held, reads, writes
from accord.overview.coverage import policies as coverage

router = Router(tags=["health"])


@reads(router, "/stakeholders/{ref}/health", policies.VIEW, f.HealthTold)
def get_health(request: Request, ref: str) -> Any:
    """Tell the newest score with its parts, and those of twelve weeks."""
    return queries.health(queries.party_at(request.user, ref))


@reads(router, "/stakeholders/{ref}/judgements", policies.VIEW, list[f.JudgementTold])
def list_judgements(request: Request, ref: str) -> Any:
    """List what people judged of a relationship, the newest first."""
    return queries.judgements(queries.party_at(request.user, ref))


@writes(router, "POST", "/stakeholders/{ref}/judgements", policies.JUDGE, f.JudgementTold, 201)
def judge_relationship(request: Request, ref: str, given: f.ScoreGiven) -> Any:
    party = held(request, queries.party_at(request.user, ref))
    made = actions.judge(by=request.user, party=party, at=clock.now(), **given.model_dump())
    return queries.judgement(made)


@reads(router, "/initiatives/{ref}/coverage", initiatives.VIEW, f.CoverageTold)
def get_coverage(request: Request, ref: str) -> Any:
    """Tell who has a stake, what is missing there, and which required categories have nobody."""
    initiative = queries.record_at(request.user, "initiatives", ref)
    return queries.coverage(request.user, initiative, clock.now())


@reads(router, "/coverage", coverage.VIEW, list[f.CoverageRow])
def list_coverages(request: Request) -> Any:
    """Count the seats of every initiative that goes on, and what is missing there."""
    return queries.coverages(request.user, clock.now())


@reads(router, "/health/moved", policies.VIEW, f.MovedListTold)
def list_moved(request: Request, asked: Query[f.MovedAsked]) -> Any:
    """List whose score or rhythm changed in the last seven days."""
    items, after = queries.moved_list(request.user, asked.move or "", asked.span)
    return {"items": items, "next": after}


@reads(router, "/health/key-relations", policies.VIEW, list[f.KeyRelationTold])
def list_key_relations(request: Request, asked: Query[f.KeyRelationsAsked]) -> Any:
    """List the key relationships, the lowest score first."""
    return queries.key_relations(request.user, clock.now(), mine=asked.whose == "mine")


@reads(router, "/health/warnings", policies.CONFIGURE, list[f.WarningTold])
def list_warnings(request: Request) -> Any:
    """List when each early sign opens a task."""
    del request
    return queries.warnings()


@writes(router, "PUT", "/health/warnings/{sign}", policies.CONFIGURE, list[f.WarningTold])
def lay_down_warning(request: Request, sign: str, given: f.WarningGiven) -> Any:
    """Say from now on when a sign opens a task; what stood before stays written."""
    if sign not in Sign.values:
        raise missing()
    details = actions.RuleDetails(sign=sign, **given.model_dump())
    actions.lay_down(by=request.user, details=details, at=clock.now())
    return queries.warnings()
