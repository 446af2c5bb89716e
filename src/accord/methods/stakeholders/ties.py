"""Networks of ties, read once and for all measures in the same way.

A network is a list of edges `[one, other]` or `[one, other, weight]`; nodes are strings or whole
numbers. It is built from sorted nodes and edges, so that no order of the input and no choice of
an algorithm among equals can change a number.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypedDict

from accord.methods import inputs
from accord.methods.decay import HALF_LIFE_DAYS, remaining
from accord.methods.errors import BadInput, UnknownWord
from accord.methods.result import Basis, Method, Result, basis

Node = str | int
Edge = Sequence[Any]
"""[one, other] or [one, other, weight]: two nodes and a weight from 0 up, 1 where none stands."""

FEW_NODES: Final = 10
DENSE: Final = 0.6

SNA_TIES: Final = Method("sna_ties")


class Contact(TypedDict):
    """One interaction between two people or organisations."""

    between: Sequence[Node]
    age: float


@dataclass(frozen=True, slots=True)
class Network:
    """A simple graph of networkx with its canonical form and what was odd about its input."""

    graph: Any
    told: Mapping[str, Any]
    flags: tuple[str, ...]

    @property
    def nodes(self) -> list[Node]:
        return list(self.graph.nodes)

    def basis(self, **params: Any) -> Basis:
        return basis(self.told, n=self.graph.number_of_nodes(), **params)


def undirected(
    edges: Iterable[Edge], nodes: Iterable[Node] = (), *, threshold: float = 0.0
) -> Network:
    """Build a simple undirected network: no ties to oneself, parallel ties merged.

    Parallel ties that bear weights add up; plain ones stay a tie of weight 1. A weight of 0 is no
    tie, nor is one below `threshold`. Nodes without ties come in by `nodes`.
    """
    threshold = inputs.number("threshold", threshold, lowest=0)
    weights, flags = _weighed(edges, directed=False)
    kept = {pair: w for pair, w in weights.items() if w > 0 and w >= threshold}
    return _network(kept, [*nodes, *(node for pair in weights for node in pair)], flags)


def symmetrised(edges: Iterable[Edge], nodes: Iterable[Node] = ()) -> Network:
    """Build the undirected network of directed ties: the weights of both directions add up."""
    weights, flags = _weighed(edges, directed=True)
    both: dict[tuple[Node, Node], float] = {}
    for (one, other), weight in weights.items():
        pair = (one, other) if order(one) < order(other) else (other, one)
        both[pair] = both.get(pair, 0.0) + weight
    kept = {pair: w for pair, w in both.items() if w > 0}
    return _network(kept, [*nodes, *(node for pair in weights for node in pair)], flags)


def directed_pairs(edges: Iterable[Edge]) -> list[tuple[Node, Node]]:
    """List the directed ties with a weight above 0, each once, sorted, none to oneself."""
    weights, _ = _weighed(edges, directed=True)
    pairs = [pair for pair, weight in weights.items() if weight > 0]
    return sorted(pairs, key=lambda pair: (order(pair[0]), order(pair[1])))


def order(node: Node) -> tuple[str, Node]:
    """Give the key by which nodes are sorted; numbers stand before strings."""
    return type(node).__name__, node


def sna_ties(
    contacts: Sequence[Contact],
    half_life_days: float = HALF_LIFE_DAYS,
    threshold: float | None = None,
) -> Result[list[list[Any]]]:
    """Make edges for the other measures from interactions: [one, other, weight], sorted.

    The weight is the decayed number of interactions, each 0.5 ** (age / half-life), ages in days;
    with a `threshold` a tie is there (weight 1) from that weight on, or not at all. Refuses
    future-dated interactions (`FutureDated`). Such data need a lawful basis, a purpose and a
    notice to the people in them.
    """
    half_life_days = inputs.positive("half_life_days", half_life_days)
    if threshold is not None:
        threshold = inputs.number("threshold", threshold, lowest=0)
    edges = []
    for contact in contacts:
        one, other = contact["between"]
        edges.append([one, other, remaining(inputs.age("age", contact["age"]), half_life_days)])
    weights, flags = _weighed(edges, directed=False)
    found: list[list[Any]] = [[*pair, weight] for pair, weight in weights.items()]
    if threshold is not None:
        found = [[one, other, 1] for one, other, weight in found if weight >= threshold]
    found.sort(key=lambda edge: (order(edge[0]), order(edge[1])))
    rests_on = basis(
        {"contacts": contacts},
        n=len(contacts),
        half_life_days=half_life_days,
        threshold=threshold,
    )
    odd = [flag for flag in flags if flag == "ties_to_oneself_left_out"]
    return SNA_TIES.answer(found, rests_on, *odd)


def _weighed(
    edges: Iterable[Edge], *, directed: bool
) -> tuple[dict[tuple[Node, Node], float], tuple[str, ...]]:
    bundles: dict[tuple[Node, Node], list[float | None]] = {}
    flags = set()
    for edge in edges:
        one, other, weight = _read(edge)
        if one == other:
            flags.add("ties_to_oneself_left_out")
            continue
        swap = not directed and order(other) < order(one)
        pair = (other, one) if swap else (one, other)
        if pair in bundles:
            flags.add("parallel_ties_merged")
        bundles.setdefault(pair, []).append(weight)
    weights = {
        pair: math.fsum(weight for weight in bundle if weight is not None)
        if any(weight is not None for weight in bundle)
        else 1.0
        for pair, bundle in bundles.items()
    }
    return weights, tuple(sorted(flags))


def _read(edge: Edge) -> tuple[Node, Node, float | None]:
    if isinstance(edge, str) or len(edge) not in (2, 3):
        raise BadInput(f"a tie is [one, other] or [one, other, weight], not {edge!r}")
    one, other = _node(edge[0]), _node(edge[1])
    weight = inputs.number("weight", edge[2], lowest=0) if edge[2:] else None
    return one, other, weight


def _node(given: object) -> Node:
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise UnknownWord(f"a node is a string or a whole number, not {given!r}")
    return given


def _network(
    weights: Mapping[tuple[Node, Node], float], nodes: Iterable[Node], flags: tuple[str, ...]
) -> Network:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted({_node(node) for node in nodes}, key=order))
    for one, other in sorted(weights, key=lambda pair: (order(pair[0]), order(pair[1]))):
        graph.add_edge(one, other, weight=weights[one, other])
    told = {
        "nodes": list(graph.nodes),
        "edges": [[one, other, weight] for one, other, weight in graph.edges.data("weight")],
    }
    crowded = graph.number_of_nodes() < FEW_NODES or nx.density(graph) > DENSE
    hidden = ("rankings_hidden",) if crowded else ()
    return Network(graph, told, (*flags, *hidden))
