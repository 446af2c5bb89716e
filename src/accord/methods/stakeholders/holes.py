"""Brokers and fragile relations: structural holes, weak ties, single points of contact."""

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypedDict

from accord.methods import inputs
from accord.methods.errors import BadInput
from accord.methods.result import Method, Result
from accord.methods.stakeholders.ties import (
    Edge,
    Network,
    Node,
    order,
    symmetrised,
    undirected,
)

DOMINANT_SHARE: Final = 0.7

BURT_CONSTRAINT: Final = Method("burt_constraint")
BURT_EFFECTIVE_SIZE: Final = Method("burt_effective_size")
SNA_WEAK_TIES: Final = Method("sna_weak_ties")
SINGLE_POINT_OF_CONTACT: Final = Method("single_point_of_contact")


class WeakTie(TypedDict):
    """`span` is how far the two are from each other without this tie; None: not at all."""

    between: list[Node]
    weight: float
    span: int | None


class Fragility(TypedDict):
    """`cuts` disconnect the two organisations; `dominant` holds more than the given share."""

    is_single: bool
    cuts: list[Node]
    dominant: Node | None
    share: float


def burt_constraint(
    edges: Iterable[Edge], nodes: Iterable[Node] = (), *, directed: bool = False, graph: str = ""
) -> Result[dict[Node, float | None]]:
    """Measure how bound each node's contacts are to each other; low means broker. By node.

    c_i = sum over contacts j of (p_ij + sum over q of p_iq p_qj)^2 with p the share of a tie in
    all the node's weight. It may exceed 1 (1.125 in a triangle). Nodes without ties have None.
    Directed ties are made symmetric by adding up both directions. Source: Burt 1992.
    """
    import networkx as nx

    network = symmetrised(edges, nodes) if directed else undirected(edges, nodes)
    found = nx.constraint(network.graph, weight="weight")
    value = {node: None if math.isnan(found[node]) else float(found[node]) for node in found}
    return _answer(BURT_CONSTRAINT, network, value, weighted=True, directed=directed, graph=graph)


def burt_effective_size(
    edges: Iterable[Edge], nodes: Iterable[Node] = (), graph: str = ""
) -> Result[dict[Node, float | None]]:
    """Count the contacts of each node that do not know each other: n_i - 2 t_i / n_i, by node.

    n_i is the number of contacts, t_i the number of ties among them, all without weights. Nodes
    without ties have None. Source: Burt 1992 in the form of Borgatti 1997.
    """
    network = undirected(edges, nodes)
    value = {node: _effective_size(network, node) for node in network.nodes}
    return _answer(BURT_EFFECTIVE_SIZE, network, value, weighted=False, graph=graph)


def sna_weak_ties(edges: Iterable[Edge], graph: str = "") -> Result[list[WeakTie]]:
    """Find light ties that nobody doubles: news comes over them, and they break first.

    A tie in the lowest third of the weights (up to the weight at that rank) whose ends share no
    contact. Sorted by weight, then by nodes. No ties at all give None and `insufficient_n`; equal
    weights make every tie light and bear the flag `no_variance`.
    Source: Granovetter 1973; local bridges.
    """
    network = undirected(edges)
    weights = sorted(weight for _, _, weight in network.graph.edges.data("weight"))
    if not weights:
        return _answer(SNA_WEAK_TIES, network, None, "insufficient_n", weighted=True, graph=graph)
    light = weights[math.ceil(len(weights) / 3) - 1]
    found = [
        WeakTie(between=[one, other], weight=weight, span=_span(network, one, other))
        for one, other, weight in network.graph.edges.data("weight")
        if weight <= light and not set(network.graph[one]) & set(network.graph[other])
    ]
    found.sort(key=lambda tie: (tie["weight"], [order(node) for node in tie["between"]]))
    flags = ("no_variance",) if weights[0] == weights[-1] else ()
    return _answer(SNA_WEAK_TIES, network, found, *flags, weighted=True, graph=graph)


def single_point_of_contact(
    edges: Iterable[Edge],
    group: Mapping[Node, str],
    ours: str,
    theirs: str,
    share: float = DOMINANT_SHARE,
) -> Result[Fragility]:
    """Say whether the relation of two organisations hangs on one person.

    `group` names each node's organisation. `cuts` are the nodes without whom no way leads from
    the rest of one to the rest of the other; `dominant` is who of `ours` holds more than `share`
    of the weight of the direct ties with `theirs`. Without a way between them, None and
    `not_connected`. Refuses a node without organisation and two times the same one (`BadInput`).
    """
    share = inputs.number("share", share, 0, 1)
    network = undirected(edges)
    lost = [node for node in network.nodes if node not in group]
    if lost or ours == theirs:
        raise BadInput(f"two organisations are needed, and one for each node; without: {lost}")
    sides = [{node for node in network.nodes if group[node] == side} for side in (ours, theirs)]
    told = {"ours": ours, "theirs": theirs, "share": share, "weighted": True}
    if not _joined(network.graph, *sides):
        return _answer(SINGLE_POINT_OF_CONTACT, network, None, "not_connected", **told)
    cuts = [node for node in network.nodes if _cuts(network, node, *sides)]
    holder, held = _heaviest(network, *sides)
    dominant = holder if held > share else None
    value: Fragility = {
        "is_single": bool(cuts) or dominant is not None,
        "cuts": cuts,
        "dominant": dominant,
        "share": held,
    }
    return _answer(SINGLE_POINT_OF_CONTACT, network, value, **told)


def _answer(
    method: Method, network: Network, value: Any, *flags: str, **params: Any
) -> Result[Any]:
    return method.answer(value, network.basis(**params), *network.flags, *flags)


def _effective_size(network: Network, node: Node) -> float | None:
    contacts = set(network.graph[node])
    if not contacts:
        return None
    among = sum(len(contacts & set(network.graph[contact])) for contact in contacts) / 2
    return len(contacts) - 2 * among / len(contacts)


def _span(network: Network, one: Node, other: Node) -> int | None:
    import networkx as nx

    without = nx.restricted_view(network.graph, [], [(one, other)])
    try:
        return int(nx.shortest_path_length(without, one, other))
    except nx.NetworkXNoPath:
        return None


def _joined(graph: Any, ours: set[Node], theirs: set[Node]) -> bool:
    import networkx as nx

    return any(part & ours and part & theirs for part in nx.connected_components(graph))


def _cuts(network: Network, node: Node, ours: set[Node], theirs: set[Node]) -> bool:
    import networkx as nx

    without = nx.restricted_view(network.graph, [node], [])
    return not _joined(without, ours - {node}, theirs - {node})


def _heaviest(network: Network, ours: set[Node], theirs: set[Node]) -> tuple[Node | None, float]:
    held = {
        person: math.fsum(
            tie["weight"] for other, tie in network.graph[person].items() if other in theirs
        )
        for person in sorted(ours, key=order)
    }
    whole = math.fsum(held.values())
    if not whole:
        return None, 0.0
    holder = max(held, key=lambda person: held[person])
    return holder, held[holder] / whole
