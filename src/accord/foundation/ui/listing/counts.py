"""How many rows there are, as far as a person wants to know: "642", or "1,000+"."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accord.foundation.ui import formats

MOST = 1000


@dataclass(frozen=True)
class Counted:
    """A count that stops at ``MOST``; ``is_whole`` says that it did not have to."""

    n: int
    is_whole: bool

    def __str__(self) -> str:
        return formats.number(self.n) + ("" if self.is_whole else "+")


def count(rows: QuerySet[Any]) -> Counted:
    """Count up to ``MOST`` rows; a big table is never counted through."""
    n = rows.order_by().values("pk")[: MOST + 1].count()
    return Counted(min(n, MOST), n <= MOST)


def exactly(n: int) -> Counted:
    return Counted(n, is_whole=True)
