"""How soon a web process answers, and how much memory it has after much work."""

import time
from itertools import cycle, islice
from statistics import median
from urllib.parse import quote

from tests.bench.budgets import Finding
from tests.bench.meters import load, web
from tests.bench.people import Bench
from tests.bench.reading import ASKED, LIST, TYPED, WORDS

STARTS, REQUESTS = 5, 1000


def start(bench: Bench) -> Finding:
    bench.leave_web()
    found, used = [], []
    for _turn in range(STARTS):
        began = time.perf_counter()
        with web(bench.cookies) as served:
            found.append(time.perf_counter() - began)
            used.append(served.used() / 1e9)
    return Finding("start", bench.engine, median(found), load=load(),
                   notes=f"median of {STARTS}; {median(used):.1f} s of CPU")  # fmt: skip


def memory(bench: Bench) -> Finding:
    bench.leave_web()
    served = bench.web()
    paths = [
        "/", *(LIST + query for query in ASKED.values()),
        *(f"/find/?q={quote(word)}" for word in WORDS.values()),
        *(f"/find/palette/?q={quote(word)}" for word in TYPED),
        *(f"{LIST}{ref}/" for ref, _rows in bench.made["long"]),
        *(f"{LIST}{ref}/peek/" for ref, _rows in bench.made["long"]),
        "/tasks/", "/promises/", "/needs/", "/initiatives/", f"{LIST}?view=all&last=1",
    ]  # fmt: skip
    first = served.memory()
    for path in islice(cycle(paths), REQUESTS):
        served.get(path)
    found = served.memory()
    bench.leave_web()
    return Finding("memory", bench.engine, found, load=load(),
                   notes=f"{first:.0f} MiB before, {REQUESTS:,} requests of {len(paths)} pages")  # fmt: skip
