"""How relationships fare, and the seats of initiatives."""

from typing import Any

from ninja import Router

from accord.features.health import actions, policies
from accord.features.initiatives import policies as initiatives
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import health as f
from accord.overview.api.views._operation import Request, reads, writes

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
    party = queries.party_at(request.user, ref)
    made = actions.judge(by=request.user, party=party, at=clock.now(), **given.model_dump())
    return queries.judgement(made)


@reads(router, "/initiatives/{ref}/coverage", initiatives.VIEW, f.CoverageTold)
def get_coverage(request: Request, ref: str) -> Any:
    """Tell who has a stake, what is missing there, and which required categories have nobody."""
    initiative = queries.record_at(request.user, "initiatives", ref)
    return queries.coverage(request.user, initiative, clock.now())
