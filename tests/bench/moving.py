"""Many at once: a table taken in, a list taken out."""

import csv
import time
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage

from django.conf import settings

from accord.foundation.accounts.models import User
from accord.foundation.imports import actions as imports
from accord.foundation.kernel import clock
from accord.foundation.search.actions import sort_in
from tests.bench.budgets import Finding
from tests.bench.meters import cpu_of, load
from tests.bench.names import names
from tests.bench.people import Bench

IMPORTED = 40_000


def _table(path: Path, count: int, seed: int) -> None:
    dice = Random(seed)  # noqa: S311
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Name", "Kind", "Register number", "E-mail", "Town", "Country"])
        for place, one in enumerate(names(count, seed)):
            country = dice.choice(("PL", "EE", "DE", "Sweden", "Spain", "FR"))
            out.writerow([one.name, one.kind, f"R{seed}{place:07}",
                          f"office{seed}.{place}@example.org", one.locality, country])  # fmt: skip


def _used() -> float:
    """Give the seconds of processor time of this process and of those that it has ended."""
    mine = time.process_time()
    children = getrusage(RUSAGE_CHILDREN)
    return mine + children.ru_utime + children.ru_stime


def imported(bench: Bench) -> Finding:
    """Import rows that are all new, one in twenty of them named like somebody who is there.

    Words that wait from an import before are sorted in first, as the worker does.
    """
    bench.leave_web()
    while sort_in():
        pass
    seed = int(time.time()) % 1_000_000
    path = Path(settings.HOME) / "bench.csv"
    _table(path, IMPORTED, seed)
    person = User.objects.get(email="lead@example.org")
    with path.open("rb") as body:
        batch = imports.take_file(
            by=person, target="stakeholders", name=path.name, body=body, at=clock.now()
        )
    began, used = time.perf_counter(), _used()
    mine = bench.backends.own()
    base = sum(map(cpu_of, mine))
    counts = imports.import_now(by=person, batch=batch, at=clock.now())
    wall = time.perf_counter() - began
    busy = (_used() - used, (sum(map(cpu_of, mine)) - base) / 1e9)
    assert counts["new"] + counts["refused"] == IMPORTED, counts
    return Finding(
        "import", bench.engine, IMPORTED / wall, load=load(),
        notes=f"{counts['new']:,} new, {counts['twin']:,} hints; CPU {busy[0]:.1f} s here,"
        f" {busy[1]:.1f} s database",
    )  # fmt: skip


def export(bench: Bench) -> Finding:
    """Take the whole list out through the web process, thrown away as it comes."""
    bench.leave_web()
    web = bench.web()
    before = web.memory()
    used = web.used(), bench.backends.used()
    began = time.perf_counter()
    web.client.request("GET", "/stakeholders/export/?view=all&as=csv", headers=web.headers())
    answer = web.client.getresponse()
    assert answer.status == 200, answer.status
    lines, peak, turn = 0, before, 0
    while part := answer.read1(1 << 16):
        lines += part.count(b"\n")
        turn += 1
        if turn % 50 == 0:
            peak = max(peak, web.memory())
    wall = time.perf_counter() - began
    busy = ((web.used() - used[0]) / 1e9, (bench.backends.used() - used[1]) / 1e9)
    bench.leave_web()
    return Finding(
        "export", bench.engine, (lines - 1) / wall, load=load(),
        notes=f"{lines - 1:,} rows; CPU {busy[0]:.1f} s web, {busy[1]:.1f} s database; memory"
        f" {before:.0f} MiB before, {peak:.0f} at most",
    )  # fmt: skip
