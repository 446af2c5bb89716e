"""Whether arrangements are made evenly: how many, by whom, how long, what appeals came to."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from accord.features.conduct.models import Appeal, Arrangement
from accord.features.conduct.queries._incidents import agreement
from accord.features.conduct.queries._seen import arrangements_visible_to
from accord.features.conduct.states import KINDS, AppealOutcome, Level

FEWEST_READ: Final = 20
"""No share of agreement between readers on fewer readings."""


@dataclass(frozen=True)
class Fairness:
    """Counts over the arrangements one may see; ``agreed`` is None on too few readings."""

    in_force: int
    overdue: list[Arrangement]
    untold: list[Arrangement]
    by_level: dict[int, int]
    by_kind: dict[str, int]
    by_decider: dict[str, int]
    appeals: dict[str, int]
    read: int
    agreed: float | None


def fairness(user: Any, today: date) -> Fairness:
    """Count what is in force, and every appeal there was."""
    found = list(arrangements_visible_to(user).filter(ended_at=None).order_by("review_date", "pk"))
    kinds = Counter(kind for one in found for kind in one.kinds)
    levels = Counter(one.level for one in found)
    appeals = Appeal.objects.filter(arrangement__in=arrangements_visible_to(user))
    outcomes = Counter(appeals.values_list("outcome", flat=True))
    read, agreed = agreement(user)
    return Fairness(
        in_force=len(found),
        overdue=[one for one in found if one.review_date < today],
        untold=[one for one in found if one.told_at is None],
        by_level={level: levels[level] for level in Level.values if levels[level]},
        by_kind={kind: kinds[kind] for kind in KINDS if kinds[kind]},
        by_decider=dict(Counter(one.decided_by.name for one in found if one.decided_by)),
        appeals={key: outcomes[key] for key in ("", *AppealOutcome.values) if outcomes[key]},
        read=read,
        agreed=agreed / read if read >= FEWEST_READ else None,
    )
