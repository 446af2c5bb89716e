"""What each kind of work may cost, and the table that says whether it does."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Budget:
    """``at_most`` or ``at_least`` binds; which of the two follows from the unit."""

    name: str
    work: str
    limit: float
    unit: str  # "ms" of CPU, "/s", "s", "MiB"
    limits: dict[str, float] = field(default_factory=dict)  # where an engine has one of its own

    def of(self, engine: str) -> float:
        return self.limits.get(engine, self.limit)

    def is_met(self, engine: str, value: float) -> bool:
        limit = self.of(engine)
        return value >= limit if self.unit == "/s" else value <= limit

    def said(self, engine: str) -> str:
        sign = "≥" if self.unit == "/s" else "≤"
        return f"{sign} {self.of(engine):,.0f} {self.unit}".replace(" /s", "/s")


BUDGETS = (
    Budget("list", "list of 50, filtered and sorted, HTML", 12, "ms"),
    Budget("deep", "the same at row 100,000 and on the last page", 12, "ms"),
    Budget("search", "search a name: part, typo, prefix, very common, any script", 15, "ms"),
    Budget("palette", "palette, per keystroke", 6, "ms"),
    Budget("record", "record page, latest 50 of 1,000 timeline rows", 20, "ms"),
    Budget("graph", "graph by month over the whole timeline", 20, "ms"),
    Budget("network", "network of 10,000 with 100,000 ties: page, picture, route", 1000, "ms"),
    Budget("inbox", "inbox, a mail, mail on a record, among as many mails as parties", 20, "ms"),
    Budget("mail", "mail from a maildir: kept, read, filed, indexed", 30, "/s"),
    Budget("write", "create or change one, flushed, four processes", 250, "/s", {"sqlite": 150}),
    Budget("import", "import CSV: validation, duplicate hint, audit, index", 4000, "/s"),
    Budget("export", "export to CSV, streamed", 50_000, "/s"),
    Budget("duplicates", "100,000 records looked through for duplicates", 300, "s"),
    Budget("start", "start to first answer", 2, "s"),
    Budget("memory", "memory (PSS) of a web process after 1,000 mixed requests", 200, "MiB"),
)
NAMES = tuple(budget.name for budget in BUDGETS)
_BY_NAME = {budget.name: budget for budget in BUDGETS}


@dataclass
class Finding:
    """What one row of the table came to on one engine.

    For work in milliseconds ``value`` is the median CPU of the dearest of ``parts``, at the pace
    of the machine at its best; ``counted`` is what was counted.
    """

    name: str
    engine: str
    value: float
    counted: float | None = None
    best: float | None = None
    wall: float | None = None
    raw: float | None = None
    load: float | None = None
    notes: str = ""
    parts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_met(self) -> bool:
        return _BY_NAME[self.name].is_met(self.engine, self.value)

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}{unit}" if unit == "/s" or value >= 1000 else f"{value:,.1f} {unit}"


def line_of(found: Finding) -> str:
    budget = _BY_NAME[found.name]
    unit = budget.unit
    other = "ms" if unit == "ms" else ""
    cells = [
        budget.work, found.engine, budget.said(found.engine), _figure(found.value, unit),
        _figure(found.counted, other) if other else "",
        _figure(found.best, other) if other else "", _figure(found.wall, other) if other else "", _figure(found.raw, other) if other else "",
        "" if found.load is None else f"{found.load:.1f}", "met" if found.is_met else "MISSED",
        found.notes,
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


HEAD = (
    "| work | engine | budget | measured | counted | best tenth | wall | raw driver | load | | notes |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|"
)


def table(found: Sequence[Finding]) -> str:
    """Give the table of section D, row by row, each engine beside the other."""
    order = {name: place for place, name in enumerate(NAMES)}
    rows = sorted(found, key=lambda one: (order[one.name], one.engine))
    return "\n".join([HEAD, *map(line_of, rows)])


def details(found: Sequence[Finding]) -> str:
    """Give the parts of each row: CPU of the web process and of the database apart."""
    lines = ["| row | engine | asked | CPU | counted | best tenth | web | database | wall | raw |",
             "|---|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for one in found:
        for part in one.parts:
            cells = [
                _figure(part.get(key), "ms")
                for key in ("cpu", "counted", "best", "web", "base", "wall", "raw")
            ]
            lines.append(
                f"| {one.name} | {one.engine} | {part['asked']} | " + " | ".join(cells) + " |"
            )
    return "\n".join(lines)
