"""Groups in a network and who stands between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypedDict

from accord.methods import inputs
from accord.methods.errors import BadInput
from accord.methods.result import Method, Result, basis
from accord.methods.stakeholders.ties import Edge, Network, Node, directed_pairs, order, undirected

SEEDS: Final = 20
HAIR: Final = 1e-12

ROLES: Final = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")

SNA_MODULARITY: Final = Method("sna_modularity")
SNA_COMMUNITIES: Final = Method("sna_communities")
GOULD_FERNANDEZ_BROKERAGE: Final = Method("gould_fernandez_brokerage")


class Communities(TypedDict):
    """Each community sorted; they by their smallest members, so that labels stay the same."""

    communities: list[list[Node]]
    modularity: float


def sna_modularity(
    edges: Iterable[Edge],
    partition: Sequence[Sequence[Node]],
    *,
    weighted: bool = False,
    graph: str = "",
) -> Result[float]:
    """Measure how much more the groups keep to themselves than chance would have it.

    Q = sum over groups of L_c / m - (D_c / 2m)^2 with L_c the ties within a group, D_c the sum of
    its degrees and m all ties; weights count only if `weighted`. No ties give None and
    `zero_denominator`. Refuses a partition that leaves a node out or has one twice (`BadInput`).
    Source: Newman & Girvan 2004.
    """
    network = undirected(edges, [node for part in partition for node in part])
    members = [node for part in partition for node in part]
    if len(members) != len(set(members)) or set(members) != set(network.nodes):
        raise BadInput("each node must stand in exactly one group")
    groups = [sorted(part, key=order) for part in partition if part]
    groups.sort(key=lambda part: order(part[0]))
    rests_on = basis(
        {**network.told, "partition": groups}, n=len(members), weighted=weighted, graph=graph
    )
    if not network.graph.number_of_edges():
        return SNA_MODULARITY.answer(None, rests_on, *network.flags, "zero_denominator")
    found = _modularity(network, groups, weighted=weighted)
    return SNA_MODULARITY.answer(found, rests_on, *network.flags)


def sna_communities(
    edges: Iterable[Edge],
    nodes: Iterable[Node] = (),
    *,
    seeds: int = SEEDS,
    weighted: bool = False,
    graph: str = "",
) -> Result[Communities]:
    """Find communities by Louvain's method, the best of `seeds` runs with seeds 0, 1, 2 ...

    Of runs equally good the first in the order of the nodes is taken, so the same network gives
    the same answer. No ties give None and `zero_denominator`. Source: Blondel et al. 2008.
    """
    seeds = max(1, inputs.count("seeds", seeds))
    network = undirected(edges, nodes)
    rests_on = network.basis(weighted=weighted, seeds=seeds, graph=graph)
    if not network.graph.number_of_edges():
        return SNA_COMMUNITIES.answer(None, rests_on, *network.flags, "zero_denominator")
    runs = [
        (groups, _modularity(network, groups, weighted=weighted))
        for groups in _louvain(network, seeds, weighted=weighted)
    ]
    best = max(quality for _, quality in runs)
    good = [groups for groups, quality in runs if quality > best - HAIR]
    chosen = min(good, key=lambda groups: [[order(node) for node in part] for part in groups])
    found: Communities = {"communities": chosen, "modularity": best}
    return SNA_COMMUNITIES.answer(found, rests_on, *network.flags)


def gould_fernandez_brokerage(
    edges: Iterable[Edge], group: Mapping[Node, str], graph: str = ""
) -> Result[dict[Node, dict[str, int]]]:
    """Count how often each node stands between two others in five roles, by node, then role.

    Counted are directed pairs of ties a -> b -> c without a tie a -> c. By the groups of a, b, c:
    coordinator AAA, consultant ABA, gatekeeper ABB, representative AAB, liaison ABC. Refuses a
    node without group (`BadInput`). Source: Gould & Fernandez 1989.
    """
    pairs = directed_pairs(edges)
    nodes = sorted({node for pair in pairs for node in pair} | set(group), key=order)
    lost = [node for node in nodes if node not in group]
    if lost:
        raise BadInput(f"each node needs a group; without: {lost}")
    ahead: dict[Node, set[Node]] = {node: set() for node in nodes}
    for one, other in pairs:
        ahead[one].add(other)
    found = {node: dict.fromkeys(ROLES, 0) for node in nodes}
    for first, broker in pairs:
        for last in ahead[broker] - ahead[first] - {first}:
            found[broker][_role(group[first], group[broker], group[last])] += 1
    rests_on = basis(
        {"edges": pairs, "group": [[node, group[node]] for node in nodes]},
        n=len(nodes),
        graph=graph,
    )
    return GOULD_FERNANDEZ_BROKERAGE.answer(found, rests_on)


def _role(first: str, broker: str, last: str) -> str:
    if first == last:
        return "coordinator" if broker == first else "consultant"
    if broker == last:
        return "gatekeeper"
    return "representative" if broker == first else "liaison"


def _louvain(network: Network, seeds: int, *, weighted: bool) -> Iterator[list[list[Node]]]:
    """Run scikit-network's Louvain, which ends; that of networkx moves equals about for ever."""
    import networkx as nx
    from scipy.sparse import csr_matrix
    from sknetwork.clustering import Louvain

    nodes = network.nodes
    weight = "weight" if weighted else None
    table = csr_matrix(nx.to_scipy_sparse_array(network.graph, nodes, weight=weight, dtype=float))
    for seed in range(seeds):
        labels = Louvain(shuffle_nodes=True, random_state=seed).fit_predict(table)
        parts: dict[int, list[Node]] = {}
        for node, label in zip(nodes, labels, strict=True):  # sorted, and so are the parts
            parts.setdefault(int(label), []).append(node)
        yield list(parts.values())


def _modularity(network: Network, groups: Sequence[Sequence[Any]], *, weighted: bool) -> float:
    import networkx as nx

    weight = "weight" if weighted else None
    return float(nx.community.modularity(network.graph, groups, weight=weight))
