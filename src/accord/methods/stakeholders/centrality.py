"""Who stands where in a network.

Positions of single people are for themselves and for the owner of the engagement; no rankings.
Below 10 nodes, or above a density of 0.6, the flag `rankings_hidden` says: show the picture only.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from accord.methods.result import Method, Result
from accord.methods.stakeholders.ties import Edge, Network, Node, order, undirected

Positions = dict[Node, float]

DENSE_UP_TO: Final = 400
"""Nodes up to which all eigenvectors are computed exactly; above, only the leading one is."""

BIG: Final = 2_000
"""Nodes from which shortest ways are found by a library made for big networks, as exactly."""

SNA_DEGREE: Final = Method("sna_degree_centrality")
SNA_CLOSENESS: Final = Method("sna_closeness_centrality")
SNA_BETWEENNESS: Final = Method("sna_betweenness_centrality")
SNA_EIGENVECTOR: Final = Method("sna_eigenvector_centrality")


def sna_degree_centrality(
    edges: Iterable[Edge], nodes: Iterable[Node] = (), threshold: float = 0.0, graph: str = ""
) -> Result[Positions]:
    """Give each node's ties over those it could have: deg(v) / (n - 1), 0 to 1, by node.

    `edges` as in `ties`; `nodes` adds those without ties, which have 0; `threshold` drops lighter
    ties; `graph` is a name for the record. Fewer than two nodes give None and `insufficient_n`.
    Source: Freeman 1979.
    """
    network = undirected(edges, nodes, threshold=threshold)
    return _positions(SNA_DEGREE, network, 2, graph)


def sna_closeness_centrality(
    edges: Iterable[Edge], nodes: Iterable[Node] = (), threshold: float = 0.0, graph: str = ""
) -> Result[Positions]:
    """Measure how near each node is to those it can reach, 0 to 1, by node; for fast spread.

    ((r - 1) / sum of distances) * ((r - 1) / (n - 1)) with r the nodes within reach, itself
    included, so that networks in pieces work too. Arguments as in `sna_degree_centrality`.
    Source: Wasserman & Faust 1994.
    """
    network = undirected(edges, nodes, threshold=threshold)
    return _positions(SNA_CLOSENESS, network, 2, graph)


def sna_betweenness_centrality(
    edges: Iterable[Edge], nodes: Iterable[Node] = (), threshold: float = 0.0, graph: str = ""
) -> Result[Positions]:
    """Give the share of shortest ways between others that lead through each node, by node.

    Sum of sigma_st(v) / sigma_st over pairs, divided by (n - 1)(n - 2) / 2; fewer than three
    nodes give None and `insufficient_n`. Arguments as in `sna_degree_centrality`.
    Source: Freeman 1977; algorithm of Brandes 2001.
    """
    network = undirected(edges, nodes, threshold=threshold)
    return _positions(SNA_BETWEENNESS, network, 3, graph)


def sna_eigenvector_centrality(
    edges: Iterable[Edge], nodes: Iterable[Node] = (), threshold: float = 0.0, graph: str = ""
) -> Result[Positions]:
    """Measure how well connected each node's contacts are: the leading eigenvector, by node.

    Computed on the largest connected part (of equals the one with the first node), without
    weights, no entry negative, length 1; nodes outside have 0 and the flag
    `outside_largest_part`. Arguments as in `sna_degree_centrality`. Source: Bonacich 1972.
    """
    network = undirected(edges, nodes, threshold=threshold)
    return _positions(SNA_EIGENVECTOR, network, 2, graph)


def _positions(method: Method, network: Network, fewest: int, name: str) -> Result[Positions]:
    rests_on = network.basis(weighted=False, graph=name)
    if rests_on.n < fewest:
        return method.answer(None, rests_on, *network.flags, "insufficient_n")
    if method is SNA_EIGENVECTOR:
        part = _largest_part(network)
        flags = ("outside_largest_part",) if len(part) < rests_on.n else ()
        at = _leading_eigenvector(network, part)
        return method.answer(at, rests_on, *network.flags, *flags)
    return method.answer(_measured(method, network), rests_on, *network.flags)


def _measured(method: Method, network: Network) -> Positions:
    import networkx as nx

    measures: Mapping[Method, Any] = {
        SNA_DEGREE: nx.degree_centrality,
        SNA_CLOSENESS: nx.closeness_centrality,
        SNA_BETWEENNESS: nx.betweenness_centrality,
    }
    if method is not SNA_DEGREE and len(network.nodes) >= BIG:
        return _measured_fast(method, network)
    return {node: float(at) for node, at in measures[method](network.graph).items()}


def _measured_fast(method: Method, network: Network) -> Positions:
    import rustworkx as rx

    nodes = network.nodes
    place = {node: number for number, node in enumerate(nodes)}
    graph = rx.PyGraph()
    graph.add_nodes_from(range(len(nodes)))
    graph.add_edges_from_no_data([(place[a], place[b]) for a, b in network.graph.edges])
    measure = rx.closeness_centrality if method is SNA_CLOSENESS else rx.betweenness_centrality
    return {nodes[number]: float(at) for number, at in measure(graph).items()}


def _largest_part(network: Network) -> list[Node]:
    import networkx as nx

    parts = [sorted(part, key=order) for part in nx.connected_components(network.graph)]
    return min(parts, key=lambda part: (-len(part), order(part[0])))


def _leading_eigenvector(network: Network, part: Sequence[Node]) -> Positions:
    import networkx as nx
    import numpy as np
    from scipy.sparse.linalg import eigsh

    positions: Positions = dict.fromkeys(network.nodes, 0.0)
    if len(part) == 1:
        return positions
    if len(part) <= DENSE_UP_TO:
        ties = nx.to_numpy_array(network.graph, nodelist=part, weight=None)
        leading = np.linalg.eigh(ties)[1][:, -1]
    else:
        ties = nx.to_scipy_sparse_array(network.graph, nodelist=part, weight=None, dtype=float)
        leading = eigsh(ties, k=1, which="LA", v0=np.ones(len(part)))[1][:, 0]
    leading = np.abs(leading)
    return positions | {node: float(at) for node, at in zip(part, leading, strict=True)}
