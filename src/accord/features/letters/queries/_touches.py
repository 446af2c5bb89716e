"""How often a party heard from us lately, over all channels and departments."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accord.features.engagement.models import Participation
from accord.features.engagement.states import Direction
from accord.features.letters.models import Addressee, Manner
from accord.features.letters.states import Copy
from accord.features.stakeholders.models import Party
from accord.foundation.kernel.registry import Registry

OURS = (Direction.OUT, Direction.BOTH)
# When features above came to parties, by their keys, since a moment.
Coming = Callable[[Sequence[int], datetime], Iterable[tuple[int, datetime | None]]]
coming: Registry[Coming] = Registry("how features above come to parties")


@dataclass(frozen=True)
class Touches:
    """When we came to a party, oldest first, within the days that count."""

    moments: tuple[datetime, ...]
    most: int
    days: int

    @property
    def is_many(self) -> bool:
        return len(self.moments) >= self.most

    @property
    def free_at(self) -> datetime | None:
        """Tell when there is room for one more; None if there is now."""
        if not self.is_many:
            return None
        return self.moments[len(self.moments) - self.most] + timedelta(days=self.days)


def touches_of(parties: Sequence[Party], rule: Manner, at: datetime) -> dict[int, Touches]:
    """Count talks in which we came to them, and letters that left and are not filed yet.

    It counts also what the asker may not read: that they were written to, not by whom or of what.
    """
    since = at - timedelta(days=rule.touch_days)
    keys = [party.pk for party in parties]
    talked = Participation.objects.filter(
        party__in=keys, interaction__at__gt=since, interaction__at__lte=at,
        interaction__direction__in=OURS,
    ).values_list("party_id", "interaction__at")  # fmt: skip
    leaving = Addressee.objects.filter(
        party__in=keys, letter__left_at__gt=since, state=Copy.LEAVING
    ).values_list("party_id", "letter__left_at")
    found: dict[int, list[datetime]] = {key: [] for key in keys}
    above = [each for source in coming for each in source(keys, since)]
    for key, moment in [*talked, *leaving, *above]:
        if moment is not None:
            found[key].append(moment)
    return {
        key: Touches(tuple(sorted(moments)), rule.most_touches, rule.touch_days)
        for key, moments in found.items()
    }
