"""A network as wide as it is drawn, at the best connected of all stakeholders."""

from json import dumps
from random import Random

from accord.features.networks.models import Network, Position
from accord.features.networks.queries import MOST
from accord.features.stakeholders.models import Party
from accord.foundation.journal import rows
from accord.foundation.journal.writing import writing
from accord.foundation.kernel import clock
from tests.bench.budgets import Finding
from tests.bench.people import Bench
from tests.bench.reading import asked

TIES, GROUPS, CHUNK = 100_000, 60, 2_000


def network(bench: Bench) -> Finding:
    """Ask for the lists with the table, for what the picture is drawn from, and for a way."""
    if not Network.objects.filter(initiative=None).exists():
        _make()
    ref = Party.objects.order_by("pk").values_list("ref", flat=True)[0]
    parts = [
        asked(bench, "/networks/", "lists, table, drawing without script"),
        asked(bench, "/networks/picture/", "places and ties of the picture"),
        asked(bench, f"/networks/routes/?to={ref}", "a warm route"),
    ]
    return bench.dearest("network", parts)


def _make() -> None:
    chance = Random(11)  # noqa: S311 -- made-up data
    keys = list(Party.objects.filter(visibility="everyone").order_by("pk")[:MOST].values_list("pk", flat=True))  # fmt: skip
    made = [
        Position(
            party_id=key, place=place, x=chance.uniform(-1, 1), y=chance.uniform(-1, 1),
            degree=20, weight=chance.uniform(1, 60), betweenness=chance.random() / 100,
            constraint=chance.random(), community=place % GROUPS,
            broker_rank=place + 1 if place < 50 else None,
        )
        for place, key in enumerate(keys)
    ]  # fmt: skip
    ties = {}
    while len(ties) < min(TIES, len(keys) ** 2 // 10):
        one, other = sorted(chance.sample(range(len(keys)), 2))
        ties[one, other] = round(chance.uniform(0.1, 5), 2)
    drawn = dumps([[*pair, weight] for pair, weight in ties.items()], separators=(",", ":"))
    network = Network(
        measured_at=clock.now(), method="made", seed=11, parties_count=len(keys),
        ties_count=len(ties), density=0.002, is_ranked=True, drawn_ties=drawn,
    )  # fmt: skip
    with writing():
        rows.insert_many(Network, [network])
        for start in range(0, len(made), CHUNK):
            rows.insert_many(Position, made[start : start + CHUNK])
