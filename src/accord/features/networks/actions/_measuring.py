"""Measures a network with the methods of the trade, lays its picture out, and keeps both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from json import dumps
from typing import Any

from accord.features.initiatives.models import Initiative
from accord.features.networks import policies, queries
from accord.features.networks.models import Network, Position
from accord.features.networks.queries import Gathered
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.jobs.models import Job
from accord.foundation.journal import rows
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.rules import Actor
from accord.methods.stakeholders import (
    burt_constraint,
    missing_voices,
    single_point_of_contact,
    sna_betweenness_centrality,
    sna_closeness_centrality,
    sna_communities,
    sna_eigenvector_centrality,
)
from accord.methods.stakeholders.layout import network_layout
from accord.methods.stakeholders.ties import FEW_NODES, Node

SEED = 1
JOB = "networks.measure"
BROKERS = 50
MOST_CLOSE = 2_000  # parties up to which closeness is told: no list needs it, and it takes long
MOST_DRAWN = 100_000
SEEDS = ((500, 20), (2_000, 5), (10_000, 1))  # parties up to which so many runs are made
STRONG = 3.0  # a tie worth this much pulls with all its force
CHUNK = 2_000
Step = Callable[[int, int], None]


@dataclass
class _Measured:
    """What the methods say, by party."""

    density: float
    is_ranked: bool
    modularity: float | None = None
    values: dict[str, Mapping[Any, float | None]] = field(default_factory=dict)
    community: dict[int, int] = field(default_factory=dict)
    broker_rank: dict[int, int] = field(default_factory=dict)
    seeds: int = 0


def ask_to_measure(*, by: Actor, initiative: Initiative | None, at: datetime) -> Job:
    """Have a network measured anew soon."""
    policies.MEASURE.demand(by, initiative)
    key = initiative.pk if initiative else 0
    order = Order(JOB, {"initiative_id": key}, unique_key=f"{JOB}-{key}")
    return enqueue(by=by, order=order, at=at)


def measure(
    *, by: Actor, initiative: Initiative | None, at: datetime, step: Step = lambda _n, _of: None
) -> Network:
    """Measure a network and lay it out, in place of what was known of it before."""
    del by
    found = queries.gather(initiative, at)
    step(1, 4)
    measured = _measured(found)
    step(2, 4)
    places = _laid_out(found, initiative)
    step(3, 4)
    kept = _positions(found, measured, places, initiative)
    _mark_unheard(kept, initiative)
    _mark_held(kept, at)
    network = _network(found, measured, initiative, at)
    network.drawn_ties = _drawn(found, {row.party_id: row.place for row in kept})
    _keep(network, kept, initiative)
    step(4, 4)
    return network


def _measured(found: Gathered) -> _Measured:
    edges = [[*pair, weight] for pair, weight in sorted(found.ties.items())]
    count = len(found.parties)
    density = 2 * len(edges) / (count * (count - 1)) if count > 1 else 0.0
    if not edges:  # nothing to measure, and nothing to load for it
        return _Measured(density, count >= FEW_NODES)
    seeds = next(runs for most, runs in SEEDS if count <= most)
    groups = sna_communities(edges, found.parties, weighted=True, seeds=seeds)
    is_ranked = "rankings_hidden" not in groups.flags
    measured = _Measured(density, is_ranked, seeds=seeds)
    if groups.value is not None:
        measured.modularity = groups.value["modularity"]
        measured.community = _numbered(groups.value["communities"])
    if is_ranked:
        for name, method in (
            ("betweenness", sna_betweenness_centrality),
            ("closeness", sna_closeness_centrality),
            ("eigenvector", sna_eigenvector_centrality),
            ("constraint", burt_constraint),
        ):
            if name != "closeness" or count <= MOST_CLOSE:
                measured.values[name] = method(edges, found.parties).value or {}
        measured.broker_rank = _ranked(measured.values)
    return measured


def _numbered(communities: Sequence[Sequence[Any]]) -> dict[int, int]:
    """Give each party of a community of two or more its number, the largest being 0."""
    groups = sorted((g for g in communities if len(g) > 1), key=lambda g: (-len(g), g[0]))
    return {key: number for number, group in enumerate(groups) for key in group}


def _ranked(values: Mapping[str, Mapping[Any, float | None]]) -> dict[int, int]:
    """Rank brokers: of those through whom ways lead, by both orders added up."""
    between = {key: at for key, at in values["betweenness"].items() if at}
    bound = {key: at for key in between if (at := values["constraint"].get(key)) is not None}
    by_ways = sorted(bound, key=lambda key: (-between[key], key))
    by_bonds = sorted(bound, key=lambda key: (bound[key], key))
    rank = {key: place for place, key in enumerate(by_ways)}
    for place, key in enumerate(by_bonds):
        rank[key] += place
    best = sorted(rank, key=lambda key: (rank[key], -between[key], key))[:BROKERS]
    return {key: number for number, key in enumerate(best, 1)}


def _laid_out(found: Gathered, initiative: Initiative | None) -> list[tuple[float, float]]:
    place = {key: number for number, key in enumerate(found.parties)}
    ties = [
        (place[one], place[other], min(0.2 + weight / STRONG, 1.0))
        for (one, other), weight in sorted(found.ties.items())
    ]
    before = Position.objects.filter(initiative=initiative).values_list("party_id", "x", "y")
    start = {place[key]: (x, y) for key, x, y in before if key in place}
    return network_layout(len(place), ties, SEED, start) if place else []


def _positions(
    found: Gathered, measured: _Measured, places: Sequence[tuple[float, float]],
    initiative: Initiative | None,
) -> list[Position]:  # fmt: skip
    """Give a row for each party, numbered by age."""
    weight, degree = dict.fromkeys(found.parties, 0.0), dict.fromkeys(found.parties, 0)
    for pair, worth in found.ties.items():
        for key in pair:
            weight[key] += worth
            degree[key] += 1
    return [
        Position(
            initiative=initiative, party_id=key, place=place, x=x, y=y, degree=degree[key],
            weight=weight[key], community=measured.community.get(key),
            broker_rank=measured.broker_rank.get(key),
            **{name: values.get(key) for name, values in measured.values.items()},
        )
        for place, (key, (x, y)) in enumerate(zip(found.parties, places, strict=True))
    ]  # fmt: skip


def _mark_unheard(kept: Sequence[Position], initiative: Initiative | None) -> None:
    if initiative is None:
        return
    salience = queries.salience_by_party(initiative)
    degree = {str(row.party_id): float(row.degree) for row in kept}
    known = {key: at for party, at in salience.items() if (key := str(party)) in degree}
    unheard = set(missing_voices(known, degree).value or ())
    for row in kept:
        row.is_unheard = str(row.party_id) in unheard


def _mark_held(kept: Sequence[Position], at: datetime) -> None:
    """Note with whom of us alone the relation to a party hangs together."""
    by_party = {row.party_id: row for row in kept}
    for key, shared in queries.shared_among_us(list(by_party), at):
        edges = [(f"we-{who}", f"they-{one}", weight) for who, one, weight in shared.ties]
        group: dict[Node, str] = {
            end: end.partition("-")[0] for us, them, _weight in edges for end in (us, them)
        }
        said = single_point_of_contact(edges, group, "we", "they").value
        ours = [cut for cut in said["cuts"] if group[cut] == "we"] if said else []
        holder = (said["dominant"] or next(iter(ours), None)) if said else None
        if said is not None and holder is not None:
            row = by_party[key]
            row.holder_id = int(str(holder).partition("-")[2])
            row.held_share = said["share"]


def _network(
    found: Gathered, measured: _Measured, initiative: Initiative | None, at: datetime
) -> Network:
    return Network(
        initiative=initiative, measured_at=at, seed=SEED,
        method=(
            "sna_ties 1.0, half-life 90 d, ties by strength, posts 1; betweenness, closeness,"
            " eigenvector, burt_constraint 1.0;"
            f" sna_communities 1.0 weighted, {measured.seeds} seeds; network_layout"
        ),
        parties_count=len(found.parties), ties_count=len(found.ties),
        left_out_count=found.left_out, density=measured.density,
        modularity=measured.modularity, is_ranked=measured.is_ranked, drawn_ties="[]",
    )  # fmt: skip


def _drawn(found: Gathered, place: Mapping[int, int]) -> str:
    """Write the ties by the places of their ends, the strongest last so that they lie on top."""
    strongest = sorted(found.ties.items(), key=lambda tie: (-tie[1], tie[0]))[:MOST_DRAWN]
    drawn = [
        [place[one], place[other], round(weight, 2)] for (one, other), weight in strongest[::-1]
    ]
    return dumps(drawn, separators=(",", ":"))


def _keep(network: Network, kept: list[Position], initiative: Initiative | None) -> None:
    with writing():
        Position.objects.filter(initiative=initiative).delete()
        Network.objects.filter(initiative=initiative).delete()
        rows.insert_many(Network, [network])
        for start in range(0, len(kept), CHUNK):
            rows.insert_many(Position, kept[start : start + CHUNK])
