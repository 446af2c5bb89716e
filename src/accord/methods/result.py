"""The envelope in which every method hands back its answer.

A screen can explain and reproduce any number from it: which method in which version, with which
parameters, on how many observations, from which inputs (as a digest), and what to beware of.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, is_dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Result(Generic[Value]):
    """The answer of a method.

    `value` is None when there is not enough to answer from; a flag then says why
    (`insufficient_n`, `zero_denominator`, `no_variance`, `suppressed`). It is never NaN and never
    a 0 that stands for "unknown". `interval` is two-sided at 95 % unless `params` say otherwise.
    `n` counts the observations that were used. `inputs_hash` is a SHA-256 of the inputs without
    the parameters: the same on every machine and in every order of keys.
    """

    method: str
    version: str
    params: Mapping[str, Any]
    n: int
    value: Value | None
    interval: tuple[float, float] | None
    flags: tuple[str, ...]
    inputs_hash: str

    def __hash__(self) -> int:
        return hash((self.method, self.version, self.inputs_hash))

    def as_json(self) -> dict[str, Any]:
        """Give the envelope as JSON takes it; `interval` only where there is one."""
        told: dict[str, Any] = {
            "method": self.method,
            "version": self.version,
            "params": plain(self.params),
            "n": self.n,
            "value": plain(self.value),
            "flags": list(self.flags),
            "inputs_hash": self.inputs_hash,
        }
        if self.interval is not None:
            told["interval"] = list(self.interval)
        return told


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer rests on: the inputs, how many observations they are, the parameters."""

    inputs: Mapping[str, Any]
    n: int
    params: Mapping[str, Any]


def basis(inputs: Mapping[str, Any], n: int = 1, **params: Any) -> Basis:
    return Basis(inputs, n, params)


@dataclass(frozen=True, slots=True)
class Method:
    """A method by its key in the registry and the version of its rule."""

    key: str
    version: str = "1.0"

    def answer(
        self,
        value: Value | None,
        on: Basis,
        *flags: str,
        interval: tuple[float, float] | None = None,
    ) -> Result[Value]:
        """Put an answer into its envelope. A NaN or an infinity in it is a bug and says so."""
        _refuse_what_is_no_number(self.key, value)
        _refuse_what_is_no_number(self.key, interval)
        return Result(
            method=self.key,
            version=self.version,
            params=dict(on.params),
            n=on.n,
            value=value,
            interval=interval,
            flags=tuple(dict.fromkeys(flags)),
            inputs_hash=digest(on.inputs),
        )


def digest(inputs: object) -> str:
    """Take the SHA-256 of the inputs in a canonical form.

    1 and 1.0 are the same, moments count as instants, the order of keys and of sets does not
    count, the order of lists does.
    """
    return hashlib.sha256(_canonical(inputs).encode()).hexdigest()


def plain(given: object) -> Any:
    """Say the same in what JSON has: objects, lists, strings, numbers, true, false and null."""
    if is_dataclass(given) and not isinstance(given, type):
        given = asdict(given)
    if isinstance(given, Mapping):
        return {_text(key): plain(of) for key, of in given.items()}
    if isinstance(given, AbstractSet):
        return sorted((plain(one) for one in given), key=_canonical)
    if isinstance(given, list | tuple):
        return [plain(one) for one in given]
    return _text(given) if isinstance(given, date) else given


def _text(given: object) -> str:
    if isinstance(given, datetime) and given.tzinfo is not None:
        given = given.astimezone(UTC)
    return given.isoformat() if isinstance(given, date) else str(given)


def _canonical(given: object) -> str:
    return json.dumps(_keyed(plain(given)), sort_keys=True, separators=(",", ":"), allow_nan=False)


def _keyed(given: Any) -> Any:
    if isinstance(given, dict):
        return {key: _keyed(of) for key, of in given.items()}
    if isinstance(given, list):
        return [_keyed(one) for one in given]
    if isinstance(given, float) and given.is_integer():
        return int(given)
    return given


def _refuse_what_is_no_number(key: str, answer: object) -> None:
    if isinstance(answer, Mapping):
        answer = list(answer.values())
    if isinstance(answer, list | tuple):
        for part in answer:
            _refuse_what_is_no_number(key, part)
    elif isinstance(answer, float) and not math.isfinite(answer):
        raise ArithmeticError(f"{key} computed {answer}, which is no number")
