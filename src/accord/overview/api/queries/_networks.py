"""Who is near to whom, and networks, as the API tells them."""

from datetime import datetime
from typing import Any

from accord.features.initiatives.models import Initiative
from accord.features.networks import queries
from accord.features.networks.models import Acquaintance, Bond, Nearness
from accord.features.networks.policies import POSITIONS
from accord.features.networks.queries import Ground, Route
from accord.features.stakeholders.models import Party
from accord.features.ties.models import Tie
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Row, Span, page_of

MOST = 200
_MEASURES = (
    "weight", "betweenness", "closeness", "eigenvector", "constraint", "broker_rank",
    "community", "is_unheard", "held_share",
)  # fmt: skip


def nearness(user: Any, party: Party, at: datetime) -> Row:
    """Give whom a party talked with beside us, and who of us talked with it."""
    ours = queries.acquaintances_of(user, [party.pk]).get(party.pk, [])
    return {
        "bonds": [
            {"party": _ref(bond.other if bond.one_id == party.pk else bond.one), **_sum(bond, at)}
            for bond in queries.bonds_of(user, party, MOST)
        ],
        "colleagues": [{"person": _named(row), **_sum(row, at)} for row in ours],
    }


def _ref(party: Party) -> Row:
    return {"ref": party.ref, "name": party.name}


def _named(row: Acquaintance) -> Row:
    return {"id": row.person_id, "name": row.person.name}


def _sum(row: Nearness, at: datetime) -> Row:
    weight = round(queries.now(row.weight, at), 4)
    return {"weight": weight, "talks": row.talks_count, "last_at": row.last_at}


def routes(user: Any, party: Party, at: datetime) -> list[Row]:
    return [_route(route) for route in queries.routes_to(user, party, at)]


def _route(route: Route) -> Row:
    steps = [
        {"to": _ref(step.to), "grounds": [_ground(ground) for ground in step.grounds]}
        for step in route.steps
    ]
    person = {"id": route.person.pk, "name": route.person.name}
    return {"person": person, "length": round(route.length, 4), "steps": steps}


def _ground(ground: Ground) -> Row:
    told: Row = {"kind": "talks", "words": "", "talks": None, "last_at": None}
    if isinstance(ground, Bond | Acquaintance):
        return {**told, "talks": ground.talks_count, "last_at": ground.last_at}
    if isinstance(ground, Tie):
        return {**told, "kind": "tie", "words": ground.type.name}
    return {**told, "kind": "post", "words": ground.post}


def network(user: Any, initiative: Initiative | None, span: Span) -> Row:
    """Give what was measured. Raises Problem 404 where nothing was yet."""
    found = queries.network_of(initiative)
    if found is None:
        raise missing()
    shows_persons = initiative is not None and POSITIONS.allows(user, initiative)
    listed = queries.listed(user, initiative, with_persons=shows_persons).select_related(None)
    columns = ("party__ref", "party__name", "degree", *_MEASURES)
    rows, after = page_of(listed, columns, span)
    return {
        "measured_at": found.measured_at, "method": found.method, "seed": found.seed,
        "parties": found.parties_count, "ties": found.ties_count, "left_out": found.left_out_count,
        "density": found.density if found.parties_count > 1 else None,
        "modularity": found.modularity, "is_ranked": found.is_ranked,
        "items": [_position(row) for row in rows], "next": after,
    }  # fmt: skip


def _position(row: Row) -> Row:
    party = {"ref": row["party__ref"], "name": row["party__name"]}
    return {"party": party, "ties": row["degree"], **{name: row[name] for name in _MEASURES}}
