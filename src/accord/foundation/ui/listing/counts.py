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
    return counted(rows.order_by().values("pk")[: MOST + 1].count())


def counted(n: int) -> Counted:
    """Say how many there are where no more than ``MOST`` and one were looked for."""
    return Counted(min(n, MOST), is_whole=n <= MOST)


def exactly(n: int) -> Counted:
    return Counted(n, is_whole=True)
