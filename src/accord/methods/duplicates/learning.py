"""The weights of duplicates learned from the records themselves, without examples, by Splink.

It loads a database engine of its own: import it only where a worker learns.
"""

import contextlib
import logging
import math
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.comparison_level_library import CustomLevel, ElseLevel
from splink.comparison_library import CustomComparison
from splink.internals.exceptions import SplinkException

from accord.methods.duplicates.pairs import (
    OF_OTHERS,
    OF_PERSONS,
    Described,
    Weights,
    usual_weights,
)

ENOUGH = 20  # records that agree in what hardly two share, below which nothing can be learned
RECALL = 0.7  # of all duplicates, how many the sure rules are taken to find
SAMPLE = 1_000_000  # pairs by which chance agreement is measured
SHARE = 0.02  # of records that must have a thing for it to be learned
MEMORY = "1GB"
ROUNDS = 30
MOST = 2_000_000  # pairs to learn from on one ground
LISTS = frozenset({"words", "gate_words", "mails", "phones", "numbers"})
WITHIN = "len(list_intersect(words_l, words_r)) * 1.0 / least(len(words_l), len(words_r))"


def _alike(column: str, least: float) -> str:
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {least}"


def _slips(column: str, most: int) -> str:
    return f"damerau_levenshtein({column}_l, {column}_r) <= {most}"


def _like(column: str, *least: float) -> dict[str, str]:
    found = {f"like{n}": _alike(column, each) for n, each in enumerate(least)}
    return {"same": f"{column}_l = {column}_r", **found}


def _near(column: str, most: int) -> dict[str, str]:
    found = {f"near{n}": _slips(column, n + 1) for n in range(most)}
    return {"same": f"{column}_l = {column}_r", **found}


def _shared(column: str) -> dict[str, str]:
    return {"same": f"list_has_any({column}_l, {column}_r)"}


# The same grades as `pairs.COMPARISONS`, in SQL: the column that must be there, and each.
GRADES: dict[str, tuple[str, dict[str, str]]] = {
    "given": ("given", _like("given", 0.92, 0.8)),
    "family": ("family", _like("family", 0.92, 0.8)),
    "name": (
        "in_order",
        {
            "same": "in_order_l = in_order_r",
            "like0": f"{_alike('in_order', 0.93)} OR {_alike('name', 0.93)}",
            "within": f"{WITHIN} >= 0.99",
            "like1": f"{_alike('name', 0.85)} OR {WITHIN} >= 0.5",
        },
    ),
    "mail": ("mail", {**_near("mail", 2), **_shared("mails")}),
    "phone": ("phone", _shared("phones")),
    "number": ("number", {**_near("number", 2), **_shared("numbers")}),
    "street": ("street", _like("street", 0.93, 0.8)),
    "house": ("house", _near("house", 1)),
    "town": ("town", _like("town", 0.9)),
    "postcode": ("postcode", _near("postcode", 1)),
    "day": ("day", _near("day", 2)),
}
# Only names that are somehow alike can be the same organisation, whatever else agrees.
GATE = (
    " AND (jaro_winkler_similarity(l.gate, r.gate) >= 0.75"
    " OR list_has_any(l.gate_words, r.gate_words))"
)


def learn(records: Sequence[Described]) -> Weights:
    """Learn from records that are all people, or none of them; usual weights if they are few."""
    persons = bool(records) and records[0].is_person
    rows = [_row(record) for record in records]
    used = _used(rows, OF_PERSONS if persons else OF_OTHERS)
    sure = [*_sure(used, persons=persons)]
    if _count_sure(rows, sure) < ENOUGH:
        return usual_weights(len(records))
    grounds = [
        columns
        for columns in _grounds(used, persons=persons)
        if _count(rows, columns, lambda n: n * (n - 1) // 2) <= MOST
    ]
    with _quietly():
        while grounds:
            found = _trained(rows, used, sure, grounds)
            if isinstance(found, Weights):
                return found
            grounds.remove(found)
    return usual_weights(len(records))


def _trained(
    rows: Sequence[dict[str, Any]],
    used: Sequence[str],
    sure: Sequence[tuple[str, ...]],
    grounds: Sequence[tuple[str, ...]],
) -> Weights | tuple[str, ...]:
    """Estimate how often two agree by chance, and then, by turns, who is the same and in what.

    Gives the ground on which that comes to no end, if there is one.
    """
    linker, gate = _linker(rows, used), GATE if "name" in used else ""
    training: Any = linker.training
    training.estimate_probability_two_random_records_match(
        [_rule(columns, gate) for columns in sure], recall=RECALL
    )
    chance = _model(linker)["probability_two_random_records_match"]
    training.estimate_u_using_random_sampling(max_pairs=SAMPLE, seed=1)
    for columns in grounds:
        try:
            training.estimate_parameters_using_expectation_maximisation(_rule(columns, gate))
        except (SplinkException, ValueError):
            return columns
    return _read(_model(linker), float(chance))


def _model(linker: Any) -> dict[str, Any]:
    found: dict[str, Any] = linker.misc.save_model_to_json()
    return found


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Keep to ourselves what it says of its steps."""
    log = logging.getLogger("splink")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)


def _row(record: Described) -> dict[str, Any]:
    first = {
        "mail": record.mails[:1], "phone": record.phones[:1], "number": record.numbers[:1],
    }  # fmt: skip
    found: dict[str, Any] = {
        "key": record.key, "given": record.given, "family": record.family, "name": record.name,
        "in_order": record.in_order, "words": record.words, "gate": record.name,
        "gate_words": record.words, "mails": list(record.mails), "phones": list(record.phones),
        "numbers": list(record.numbers), "street": record.street, "house": record.house,
        "town": record.town, "postcode": record.postcode, "day": record.day,
        **{name: "".join(values) for name, values in first.items()},
    }  # fmt: skip
    return {name: value if value or name == "key" else None for name, value in found.items()}


def _used(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> list[str]:
    """Give what enough of the records have."""
    least = max(2, SHARE * len(rows))
    return [
        name for name in names if sum(row[GRADES[name][0]] is not None for row in rows) >= least
    ]


def _sure(used: Sequence[str], *, persons: bool) -> Iterator[tuple[str, ...]]:
    """Give what hardly two different ones share."""
    yield from ((name,) for name in ("number", "mail", "phone") if name in used)
    whole = ("given", "family") if persons else ("in_order",)
    further = ("day", "street", "town") if persons else ("house", "street", "town")
    yield from ((*whole, name) for name in further if name in used)


def _count_sure(rows: Sequence[dict[str, Any]], sure: Sequence[tuple[str, ...]]) -> int:
    return sum(_count(rows, columns, lambda n: n - 1) for columns in sure)


def _count(rows: Sequence[dict[str, Any]], columns: Sequence[str], of: Callable[[int], int]) -> int:
    """Add up something of how many share the values of some columns."""
    counts = Counter(tuple(row[name] for name in columns) for row in rows)
    return sum(of(n) for values, n in counts.items() if None not in values)


def _grounds(used: Sequence[str], *, persons: bool) -> Iterator[tuple[str, ...]]:
    """Give on what to compare those that agree, so that the rest can be learned."""
    yield from ((name,) for name in ("number", "mail", "day") if name in used)
    if persons:
        yield from (("given", "family"), ("family",))
        return
    yield ("in_order",)
    if "house" in used and "street" in used:
        yield ("house", "street")


def _rule(columns: Sequence[str], gate: str) -> Any:
    return " AND ".join(f"l.{name} = r.{name}" for name in columns) + gate


def _linker(rows: Sequence[dict[str, Any]], used: Sequence[str]) -> Any:
    table = pa.table(
        {name: pa.array([row[name] for row in rows], type=_type(name)) for name in rows[0]}
    )
    database = DuckDBAPI()
    for setting in (f"memory_limit = '{MEMORY}'", "threads = 2", "temp_directory = ''"):
        database.duckdb_con.execute(f"SET {setting}")
    nothing: list[Any] = ["l.key = r.key"]  # the pairs are found elsewhere
    settings = SettingsCreator(
        link_type="dedupe_only", unique_id_column_name="key", max_iterations=ROUNDS,
        comparisons=[_comparison(name) for name in used],
        blocking_rules_to_generate_predictions=nothing,
    )  # fmt: skip
    return Linker(database.register(table), settings, log_level=None)


def _type(name: str) -> Any:
    if name == "key":
        return pa.int64()
    return pa.list_(pa.string()) if name in LISTS else pa.string()


def _comparison(name: str) -> Any:
    column, grades = GRADES[name]
    missing = CustomLevel(f"{column}_l IS NULL OR {column}_r IS NULL", "missing")
    return CustomComparison(
        output_column_name=name,
        comparison_levels=[
            missing.configure(is_null_level=True),
            *(CustomLevel(sql, level) for level, sql in grades.items()),
            ElseLevel(),
        ],
    )


def _read(model: dict[str, Any], chance: float) -> Weights:
    """Take from a trained model the weights of its grades."""
    grades: dict[str, dict[str, float]] = {}
    for comparison in model["comparisons"]:
        name = comparison["output_column_name"]
        levels = [each for each in comparison["comparison_levels"] if not each.get("is_null_level")]
        for level, said in zip((*GRADES[name][1], "other"), levels, strict=True):
            same, others = said.get("m_probability"), said.get("u_probability")
            if same is not None and others:
                weight = math.log2(max(same, 1e-9) / others)
                grades.setdefault(name, {})[level] = round(weight, 3)
    return Weights(prior=round(math.log2(chance / (1 - chance)), 3), grades=grades)
