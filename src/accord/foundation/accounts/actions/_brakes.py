"""Count tries before they are made, so that many at once can't slip through together."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accord.foundation.accounts.brakes import Braked, Mark
from accord.foundation.accounts.models import Brake
from accord.foundation.journal.writing import writing

KEPT_FOR = timedelta(days=2)


def brake(*, marks: Sequence[Mark], at: datetime) -> None:
    """Count one try against each of ``marks``. Raises Braked, counting nothing, if it is too soon.

    Whoever succeeds calls ``release``.
    """
    with writing():
        found = _locked(marks, at)
        wait = max((_wait(found[mark.key], mark, at) for mark in marks), default=timedelta())
        if wait <= timedelta():
            for mark in sorted(marks, key=lambda mark: not mark.limit.is_alarm):
                _count(found[mark.key], mark, at, alarmed=_alarmed(marks, found, at))
            Brake.objects.bulk_update(found.values(), ["tries_count", "last_at", "until"])
    if wait > timedelta():
        raise Braked(-(-wait // timedelta(seconds=1)))


def release(*, marks: Sequence[Mark], at: datetime) -> None:
    """Forget the tries of somebody who got in; take one off where many are counted together."""
    with writing():
        found = _locked(marks, at)
        for mark in marks:
            row = found[mark.key]
            row.tries_count = max(row.tries_count - 1, 0) if mark.limit.is_shared else 0
            row.until = at
        Brake.objects.bulk_update(found.values(), ["tries_count", "until"])


def forget_brakes(*, at: datetime) -> int:
    """Drop what is long quiet; give how many."""
    return Brake.objects.filter(last_at__lt=at - KEPT_FOR, until__lt=at).delete()[0]


def _locked(marks: Sequence[Mark], at: datetime) -> dict[str, Brake]:
    keys = sorted({mark.key for mark in marks})
    fresh = [Brake(key=key, last_at=at, until=at) for key in keys]
    Brake.objects.bulk_create(fresh, ignore_conflicts=True)
    rows = Brake.objects.select_for_update().filter(key__in=keys).order_by("key")
    return {row.key: row for row in rows}


def _wait(row: Brake, mark: Mark, at: datetime) -> timedelta:
    """Tell how long is left; a moment that no wait of ours reaches was written by a wrong clock."""
    left = row.until - at
    return left if left <= mark.limit.longest else timedelta()


def _alarmed(marks: Sequence[Mark], found: dict[str, Brake], at: datetime) -> bool:
    """Tell whether an alarm among ``marks`` has gone off and not fallen silent since."""
    return any(
        found[mark.key].tries_count >= mark.limit.free
        and at - found[mark.key].last_at <= mark.limit.forgotten
        for mark in marks
        if mark.limit.is_alarm
    )


def _count(row: Brake, mark: Mark, at: datetime, *, alarmed: bool) -> None:
    if at - row.last_at > mark.limit.forgotten:
        row.tries_count = 0
    row.tries_count += 1
    row.last_at = at
    row.until = at + mark.limit.wait_after(row.tries_count, alarmed=alarmed)
