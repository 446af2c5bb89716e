"""Who of those who must know has said that they do."""

from collections.abc import Collection
from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.result import Method, Result, basis

READ_RECEIPT_COVERAGE: Final = Method("read_receipt_coverage")


class Coverage(TypedDict):
    """`coverage` is a share from 0 to 1; `missing` is sorted."""

    coverage: float
    missing: list[str]
    complete: bool
    escalate: bool


def read_receipt_coverage(
    required: Collection[str], acknowledged: Collection[str], *, due_passed: bool = False
) -> Result[Coverage]:
    """Tell who of the required has acknowledged; words of others do not count.

    The set of the required is frozen when the thing is sent. Who is missing after it is due is
    reminded, then their deputy, then the owner is told: `escalate`. None where nobody must know
    (`insufficient_n`). Source: rule of our own.
    """
    must, said = frozenset(required), frozenset(acknowledged)
    is_due = inputs.yes_or_no("due_passed", due_passed)
    told = {"required": must, "acknowledged": said, "due_passed": is_due}
    rests_on = basis(told, n=len(must))
    if not must:
        return READ_RECEIPT_COVERAGE.answer(None, rests_on, "insufficient_n")
    missing = sorted(must - said)
    found: Coverage = {
        "coverage": len(must & said) / len(must),
        "missing": missing,
        "complete": not missing,
        "escalate": bool(missing) and is_due,
    }
    return READ_RECEIPT_COVERAGE.answer(found, rests_on)
