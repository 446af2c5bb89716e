"""One engine, measured: make what data is missing, then each row of the table in turn."""

import gc
import json
import sys
import time
from pathlib import Path

from accord.config.commands._setup import prepare

prepare()
gc.freeze()  # as the worker does
gc.set_threshold(50_000, 20, 50)

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from tests.bench import comparing, loading, mailing, moving, reading, starting, wide, writing  # noqa: E402
from tests.bench.budgets import Finding, line_of  # noqa: E402
from tests.bench.people import Bench  # noqa: E402

ROWS = {
    "list": reading.lists, "deep": reading.deep, "search": reading.search,
    "palette": reading.palette, "record": reading.record, "graph": reading.graph,
    "network": wide.network, "inbox": mailing.pages,
    "start": starting.start, "memory": starting.memory, "export": moving.export,
    "import": moving.imported, "mail": mailing.taken, "write": writing.written, "duplicates": comparing.duplicates,
}  # fmt: skip


def main() -> int:
    parties, rows = int(sys.argv[1]), int(sys.argv[2])
    home = Path(settings.HOME)
    made = home / "made.json"
    call_command("migrate", verbosity=0)  # also where the data is older than the tables
    if not made.exists():
        began = time.monotonic()
        made.write_text(json.dumps(loading.load(parties, rows)), encoding="utf-8")
        print(f"data made in {time.monotonic() - began:,.0f} s", flush=True)
    bench = Bench(connection, json.loads(made.read_text(encoding="utf-8")))
    found: list[Finding] = []
    try:
        for name, measure in ROWS.items():
            if name in sys.argv[3:]:
                one = measure(bench)
                found.append(one)
                print(line_of(one), flush=True)
                (home / "results.json").write_text(
                    json.dumps([one.to_plain() for one in found]), encoding="utf-8"
                )
    finally:
        bench.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
