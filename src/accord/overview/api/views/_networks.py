"""Who is near to whom, networks as they were measured, and warm routes."""

from typing import Any

from ninja import Query, Router

from accord.features.networks import policies
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import networks as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._operation import Request, reads

router = Router(tags=["networks"])


@reads(router, "/stakeholders/{ref}/nearness", policies.VIEW, f.NearnessTold)
def get_nearness(request: Request, ref: str) -> Any:
    """Tell what talks say of who is near to a stakeholder, as far as one may see both."""
    party = queries.party_at(request.user, ref)
    return queries.nearness(request.user, party, clock.now())


@reads(router, "/stakeholders/{ref}/routes", policies.VIEW, list[f.RouteTold])
def list_routes(request: Request, ref: str) -> Any:
    """List the warmest ways from one of us to a stakeholder, over what one may see."""
    party = queries.party_at(request.user, ref)
    return queries.routes(request.user, party, clock.now())


@reads(router, "/initiatives/{ref}/network", policies.VIEW, f.NetworkTold)
def get_network(request: Request, ref: str, asked: Query[shapes.Paged]) -> Any:
    """Tell what was measured of an initiative; 404 until it was, which happens every night."""
    initiative = queries.record_at(request.user, "initiatives", ref)
    return queries.network(request.user, initiative, asked.span)


@reads(router, "/network", policies.VIEW, f.NetworkTold)
def get_network_of_all(request: Request, asked: Query[shapes.Paged]) -> Any:
    """Tell the same of all stakeholders, or of the 10,000 best connected."""
    return queries.network(request.user, None, asked.span)
