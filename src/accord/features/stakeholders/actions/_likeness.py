"""What was found to be alike is kept; that two are not the same is remembered."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from accord.features.stakeholders import policies, queries
from accord.features.stakeholders.models import LikelyPair, Likeness, Party, ToldApart
from accord.foundation.journal import rows
from accord.foundation.journal.change import change
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import Actor
from accord.methods.duplicates import Pair, Weights, judge

CHUNK = 500
LEAST = 0.5


def tell_apart(*, by: Actor, first: Party, second: Party, at: datetime) -> ToldApart:
    """Remember that two records are not of the same party. Raises Stale when that is known."""
    one, other = sorted((first, second), key=lambda party: party.pk)
    with change(policies.MERGE, by=by, at=at, subject=one) as record:
        policies.MERGE.demand(by, other)
        if ToldApart.objects.filter(first=one, second=other).exists():
            raise Stale(_("These two are known to be different."))
        apart = ToldApart(first=one, second=other, by_id=by.pk, at=at)
        record.add(apart)
    return apart


def keep_likeness(
    *, by: Actor, persons: bool, weights: Weights, count: int, at: datetime
) -> Likeness:
    """Keep what was learned of one sort of records in place of what was learned before."""
    del by
    learned = Likeness(
        is_of_persons=persons, prior=weights.prior, records_count=count, learned_at=at,
        grades={name: dict(levels) for name, levels in weights.grades.items()},
    )  # fmt: skip
    with writing():
        Likeness.objects.filter(is_of_persons=persons).delete()
        rows.insert_many(Likeness, [learned])
    return learned


def keep_pairs(
    *, by: Actor, pairs: Sequence[Pair], of: Collection[int] | None, at: datetime,
    persons: bool,
) -> int:  # fmt: skip
    """Keep the pairs in place of those that were found before: of some parties, or of one sort."""
    del by
    with writing():
        if of is None:
            sort = queries.of_sort(persons=persons).values("pk")
            LikelyPair.objects.filter(first_id__in=sort).delete()
        else:
            _forget(of)
        there = set(
            Party.objects.filter(
                pk__in={key for pair in pairs for key in (pair.first, pair.second)}
            ).values_list("pk", flat=True)
        ) if len(pairs) <= CHUNK else None  # fmt: skip
        kept = [
            LikelyPair(first_id=pair.first, second_id=pair.second, probability=pair.probability,
                       evidence=[list(each) for each in pair.evidence], found_at=at)
            for pair in pairs
            if there is None or {pair.first, pair.second} <= there
        ]  # fmt: skip
        for start in range(0, len(kept), CHUNK):
            rows.insert_many(LikelyPair, kept[start : start + CHUNK])
    return len(kept)


def look_for_twins(*, by: Actor, party: Party, at: datetime) -> int:
    """Weigh a party against those that share an address, a number or the name with it."""
    persons = party.kind == "person"
    weights = queries.weights_of(persons=persons)
    mine = next(queries.describe(Party.objects.filter(pk=party.pk)), None)
    if mine is None:
        return 0
    near = queries.alike_by_key(party).order_by("pk").values("pk")[:CHUNK]
    others = queries.describe(Party.objects.filter(pk__in=list(near.values_list("pk", flat=True))))
    pairs = [judge(mine, other, weights) for other in others]
    likely = [pair for pair in pairs if pair.probability >= LEAST]
    return keep_pairs(by=by, pairs=likely, of=[party.pk], at=at, persons=persons)


def forget_pairs(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Let go of the pairs of those that are gone, or whose name is another now."""
    del by, at
    stale = {key for key, _before in touched.removed}
    stale |= {key for key, _before, after in touched.changed if "name" in after}
    if stale:
        _forget(stale)


def _forget(keys: Collection[int]) -> None:
    LikelyPair.objects.filter(Q(first_id__in=keys) | Q(second_id__in=keys)).delete()
