"""Who is near to whom, networks as they were measured, and warm routes."""

from datetime import datetime
from typing import Literal

from accord.overview.api.forms import _shapes as s


class BondTold(s.Told):
    """``weight`` counts each talk 1, and half as much after every 90 days."""

    party: s.PartyRef
    weight: float
    talks: int
    last_at: datetime


class AcquaintanceTold(s.Told):
    person: s.Named
    weight: float
    talks: int
    last_at: datetime


class NearnessTold(s.Told):
    """Of stakeholders the 200 nearest, and who of us talked with this one."""

    bonds: list[BondTold]
    colleagues: list[AcquaintanceTold]


class GroundTold(s.Told):
    """What a step rests on: talks with their number and the last, or the words of tie or post."""

    kind: Literal["talks", "tie", "post"]
    words: str
    talks: int | None
    last_at: datetime | None


class RouteStepTold(s.Told):
    to: s.PartyRef
    grounds: list[GroundTold]


class RouteTold(s.Told):
    """``length`` adds up 1 over the weight of each step; the shortest is the warmest."""

    person: s.Named
    length: float
    steps: list[RouteStepTold]


class PositionTold(s.Told):
    """None where nothing is ranked; ``held_share`` where a relation hangs on one of us."""

    party: s.PartyRef
    ties: int
    weight: float
    betweenness: float | None
    closeness: float | None
    eigenvector: float | None
    constraint: float | None
    broker_rank: int | None
    community: int | None
    is_unheard: bool
    held_share: float | None


class NetworkTold(s.Told):
    """``items`` are organisations and groups, and persons for the owner of the initiative.

    `density` is null where there are fewer than two.
    """

    measured_at: datetime
    method: str
    seed: int
    parties: int
    ties: int
    left_out: int
    density: float | None
    modularity: float | None
    is_ranked: bool
    items: list[PositionTold]
    next: str
