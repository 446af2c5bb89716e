"""Pages, measured in a real web process; the queries of each asked again of the bare driver."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import quote

from django.db import connection

from accord.features.stakeholders.queries import rows_by_month
from accord.foundation.ui import charts
from tests.bench.budgets import Finding
from tests.bench.meters import TIMES, cost, cpu_of
from tests.bench.people import Bench

LIST = "/stakeholders/"
ASKED = {
    "all by name": "?view=all",
    "people, by last contact": "?view=all&f=kind:is:person&sort=contact",
    "going quiet": "?view=quiet",
    "one owner, by name": "?view=mine",
    "active tier, by town": "?view=all&f=tier:is:active&sort=locality",
    "all by country": "?view=all&sort=country",
    "one country, by name": "?view=all&f=country:is:EE",
}
WORDS = {
    "a part": "montek", "a typo": "kowalsik", "a prefix": "gdań", "very common": "anna",
    "very common word": "energy", "two words": "anna nowak", "two common words": "water gmbh",
    "Cyrillic": "иванов", "Chinese": "北京", "Georgian": "ბერიძე", "Arabic": "محمد",
    "Thai": "สมชาย", "nobody": "qwxzvb",
}  # fmt: skip
TYPED = ("k", "ko", "kow", "kowa", "kowal", "an", "ann", "anna", "anna n", "wo", "en", "北", "ив")


@contextmanager
def _captured() -> Iterator[list[tuple[str, Any]]]:
    found: list[tuple[str, Any]] = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if not many and sql.lstrip().upper().startswith(("SELECT", "WITH", "VALUES")):
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield found


def raw(bench: Bench, queries: list[tuple[str, Any]]) -> float:
    """Give what the bare driver needs for the same queries, fetched and thrown away."""
    connection.ensure_connection()
    bare: Any = connection.connection
    if bench.engine == "sqlite":
        queries = [(sql.replace("%s", "?").replace("%%", "%") if params else sql, params or ())
                   for sql, params in queries]  # fmt: skip
    cursor = bare.cursor()
    mine = bench.backends.own()

    def ask() -> None:
        for sql, params in queries:
            cursor.execute(sql, params)
            cursor.fetchall()

    import os

    def own() -> int:
        return cpu_of(os.getpid())

    found = cost(ask, own, lambda: sum(map(cpu_of, mine)), times=TIMES // 2)
    return found.cpu


def asked(bench: Bench, path: str, label: str, **headers: str) -> dict[str, Any]:
    """Measure one page and its queries."""
    web = bench.web()
    for _ in range(3):
        web.get(path, **headers)
    bench.backends.look()
    found = cost(lambda: web.get(path, **headers), web.used, bench.backends.used)
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    bench.client.get(path, **named)
    with _captured() as queries:
        bench.client.get(path, **named)
    return {"asked": label, **asdict(found), "raw": raw(bench, queries), "queries": len(queries)}


def lists(bench: Bench) -> Finding:
    return bench.dearest("list", [asked(bench, LIST + q, name) for name, q in ASKED.items()])


def _at(bench: Bench, query: str, row: int) -> str:
    """Give the address of the page at a row, as its own cursor says it."""
    from django.test import RequestFactory

    from accord.features.stakeholders.tables import party_list
    from accord.foundation.kernel import clock
    from accord.foundation.ui.listing.paging import Cursor, read_cursor
    from accord.foundation.ui.listing.showing import Shown

    request = RequestFactory().get(LIST + query)
    shown = Shown(party_list(bench.person, clock.now()), request.GET)
    page = shown.listing.pager(shown.state, ("id",), shown._plan).first(row)
    after = page.after
    assert isinstance(after, Cursor)
    assert read_cursor(after.written())
    return f"{LIST}{query}&after={after.written()}"


def deep(bench: Bench) -> Finding:
    row = min(100_000, bench.made["parties"] // 4)
    parts = []
    for name in ("all by name", "people, by last contact"):
        parts.append(asked(bench, _at(bench, ASKED[name], row), f"{name}, row {row:,}"))
        parts.append(asked(bench, f"{LIST}{ASKED[name]}&last=1", f"{name}, last page"))
    return bench.dearest("deep", parts)


def search(bench: Bench) -> Finding:
    parts = [asked(bench, f"/find/?q={quote(w)}", f"{name}: {w}") for name, w in WORDS.items()]
    return bench.dearest("search", parts)


def palette(bench: Bench) -> Finding:
    parts = [asked(bench, f"/find/palette/?q={quote(w)}", w, **{"HX-Request": "true"})
             for w in TYPED]  # fmt: skip
    return bench.dearest("palette", parts)


def record(bench: Bench) -> Finding:
    parts = [asked(bench, f"{LIST}{ref}/", f"{ref}, {rows:,} rows")
             for ref, rows in bench.made["long"]]  # fmt: skip
    return bench.dearest("record", parts)


def graph(bench: Bench) -> Finding:
    """Measure query and drawing here: the picture stands on no page of its own."""
    import os

    def draw() -> str:
        cells = rows_by_month(bench.person, date(2016, 1, 1))
        months: dict[str, int] = {}
        for cell in cells:
            name = f"{cell['month']:%m.%y}"
            months[name] = months.get(name, 0) + cell["rows"]
        return str(charts.columns(list(months.values()), list(months), "Rows by month"))

    mine = bench.backends.own()
    found = cost(draw, lambda: cpu_of(os.getpid()), lambda: sum(map(cpu_of, mine)))
    with _captured() as queries:
        drawn = draw()
    assert "</svg>" in unescape(drawn)
    part = {"asked": "rows by month, drawn", **asdict(found), "raw": raw(bench, queries)}
    return bench.dearest("graph", [part])
