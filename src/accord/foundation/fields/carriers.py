"""Which records carry custom values and tags; features add theirs in ``apps.py``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from accord.foundation.kernel.registry import Registry


@dataclass(frozen=True)
class Carrier:
    """``values`` walks the (key, custom values) of every record that has a value of one field."""

    kind: str
    label: str | Promise
    values: Callable[[str], Iterator[tuple[int, dict[str, Any]]]]


carriers: Registry[Carrier] = Registry("records that carry fields and tags")
