"""Golden values: inputs and answers by method, and when an answer counts as the same."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

VECTORS = Path(__file__).parent / "vectors"


class Vector(NamedTuple):
    method: str
    given: dict[str, Any]
    gives: Any
    tolerance: float


def vectors() -> Iterator[Vector]:
    """Every case of every file; what a file names may stand for edges or a calendar by its name."""
    for path in sorted(VECTORS.glob("*.json")):
        told = json.loads(path.read_text())
        named = told.get("named", {})
        for method, series in told["methods"].items():
            for one in series:
                for case in one["cases"]:
                    given = {key: _meant(key, at, named) for key, at in case["given"].items()}
                    yield Vector(method, given, case["gives"], one["tolerance"])


def named(file: str, name: str) -> Any:
    return json.loads((VECTORS / file).read_text())["named"][name]


def differences(got: Any, wanted: Any, tolerance: float, at: str = "value") -> list[str]:
    """Where `got` is not `wanted`; of a mapping only the wanted keys count."""
    if isinstance(wanted, Mapping):
        if not isinstance(got, Mapping):
            return [f"{at}: {got!r} is no mapping"]
        keyed = {str(key): of for key, of in got.items()}
        missing = [f"{at}.{key} is missing" for key in wanted if key not in keyed]
        return missing + [
            difference
            for key, of in wanted.items()
            if key in keyed
            for difference in differences(keyed[key], of, tolerance, f"{at}.{key}")
        ]
    if isinstance(wanted, list):
        if not isinstance(got, list) or len(got) != len(wanted):
            return [f"{at}: {got!r} for {wanted!r}"]
        pairs = enumerate(zip(got, wanted, strict=True))
        return [d for i, (g, w) in pairs for d in differences(g, w, tolerance, f"{at}[{i}]")]
    return [] if _same(got, wanted, tolerance) else [f"{at}: {got!r} for {wanted!r}"]


def _same(got: Any, wanted: Any, tolerance: float) -> bool:
    if isinstance(wanted, bool | str) or wanted is None:
        return type(got) is type(wanted) and got == wanted
    is_number = isinstance(got, int | float) and not isinstance(got, bool)
    return is_number and abs(got - wanted) <= tolerance


def _meant(key: str, at: Any, named: Mapping[str, Any]) -> Any:
    return named[at] if key in {"edges", "calendar"} and isinstance(at, str) else at
