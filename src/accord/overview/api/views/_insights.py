"""What is counted over all features; every figure of what you may see, to be read."""

from typing import Any

from ninja import Router

from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import insights as f
from accord.overview.api.views._operation import Request, reads
from accord.overview.insights import policies as rules

router = Router(tags=["insights"])


@reads(router, "/stakeholders/{ref}/movement", rules.VIEW, f.MovementTold)
def get_movement(request: Request, ref: str) -> Any:
    """Give the mix of channels by quarter, and where they stood at the end of each."""
    return queries.movement(request.user, "party", ref, clock.now())


@reads(router, "/initiatives/{ref}/movement", rules.VIEW, f.MovementTold)
def get_movement_of_initiative(request: Request, ref: str) -> Any:
    return queries.movement(request.user, "initiative", ref, clock.now())


@reads(router, "/strategies/{ref}/movement", rules.VIEW, f.MovementTold)
def get_movement_of_strategy(request: Request, ref: str) -> Any:
    return queries.movement(request.user, "strategy", ref, clock.now())


@reads(router, "/segments/{int:key}/gaps", rules.VIEW, f.GapsTold)
def get_gaps(request: Request, key: int) -> Any:
    """Give what members of a segment want and were given in a year, the widest gap first."""
    segment = queries.word_at("segments", key)
    return queries.gaps(request.user, segment, clock.now())


@reads(router, "/oversight", rules.OVERSEE, f.OversightTold)
def get_oversight(request: Request) -> Any:
    """Lay the teams you lead side by side, now and a quarter ago; of small ones no person shows."""
    return queries.oversight(request.user, clock.now())
