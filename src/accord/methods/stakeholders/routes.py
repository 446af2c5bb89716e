"""The warmest way from one of us to somebody: who can open the door."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from accord.methods import inputs
from accord.methods.result import Method, Result
from accord.methods.stakeholders.ties import Edge, Node, order, undirected

WARM_ROUTES: Final = Method("warm_routes")
MOST_ROUTES: Final = 5


class Route(NamedTuple):
    """A way of ``nodes`` from one of us to the target; ``length`` adds up 1 over each weight."""

    nodes: list[Node]
    length: float


def warm_routes(
    edges: Iterable[Edge], ours: Iterable[Edge], target: Node, most: int = MOST_ROUTES
) -> Result[list[Route]]:
    """Give for each of us the shortest way to ``target``, the shortest of all first.

    ``edges`` tie parties to each other, ``ours`` are [one of us, party, weight]. A step is as long
    as 1 over its weight, so strong ties are short, and few strong steps beat many weak ones.
    Nobody of ours stands within a way. No way at all gives an empty list.
    Source: shortest paths of Dijkstra 1959 on inverse weights.
    """
    import networkx as nx

    most = inputs.count("most", most)
    network = undirected(edges, [target])
    graph = network.graph
    lengths, ways = nx.single_source_dijkstra(
        graph, target, weight=lambda _one, _other, tie: 1 / tie["weight"]
    )
    best: dict[Node, Route] = {}
    for who, party, weight in ours:
        if party in lengths and weight > 0:
            route = Route([who, *reversed(ways[party])], lengths[party] + 1 / weight)
            if who not in best or route.length < best[who].length:
                best[who] = route
    found = sorted(best.values(), key=lambda route: (route.length, order(route.nodes[0])))[:most]
    return WARM_ROUTES.answer(found, network.basis(target=target, most=most), *network.flags)
