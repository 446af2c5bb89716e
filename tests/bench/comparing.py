"""Many compared with each other: the nightly look for duplicates."""

import resource
import time

from accord.features.stakeholders import queries
from accord.features.stakeholders.models import Party
from accord.methods.duplicates import find_pairs
from accord.methods.duplicates.learning import learn
from tests.bench.budgets import Finding
from tests.bench.meters import load
from tests.bench.people import Bench

COMPARED = 100_000


def duplicates(bench: Bench) -> Finding:
    """Read 100,000 records, learn what tells of duplicates, and weigh those that share a key."""
    bench.leave_web()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    seen = pairs = learning = 0.0
    for persons in (True, False):
        keys = queries.of_sort(persons=persons).order_by("pk").values("pk")[: COMPARED // 2]
        some = Party.objects.filter(pk__in=list(keys.values_list("pk", flat=True)))
        records = list(queries.describe(some))
        started = time.perf_counter()
        weights = learn(records)
        learning += time.perf_counter() - started
        pairs += sum(1 for _pair in find_pairs(records, weights))
        seen += len(records)
    most = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    wall = time.perf_counter() - began
    return Finding(
        "duplicates", bench.engine, wall, load=load(),
        notes=f"{seen:,.0f} records, {pairs:,.0f} pairs; {learning:.0f} s to learn;"
        f" {most:.0f} MiB more memory",
    )  # fmt: skip
