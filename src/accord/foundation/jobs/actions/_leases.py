"""Claiming work, holding it, ending it: each step one statement that asks for its token."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.db import connection
from django.db.models import F

from accord.foundation.jobs.models import Job, State
from accord.foundation.journal.writing import writing
from accord.foundation.kernel import clock

LEASE = timedelta(seconds=20)
# A lease that ends later than any worker would have asked for: the clock was set back.
_ABSURD = LEASE * 10


def moment() -> datetime:
    """Give the time by which leases are judged: the database's own where machines share one."""
    if connection.vendor != "postgresql":
        return clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


_DUE = """
    done_at IS NULL AND {lane} (
        (state = 'waiting' AND run_at <= %s)
        OR (state = 'running' AND (lease_until < %s OR lease_until > %s))
    )
"""


def _due(at: datetime, *, short_only: bool) -> tuple[str, list[Any]]:
    lane = "NOT is_long AND" if short_only else ""
    adapt = connection.ops.adapt_datetimefield_value
    return _DUE.format(lane=lane), [adapt(at), adapt(at), adapt(at + _ABSURD)]


def is_any_due(*, at: datetime, short_only: bool) -> bool:
    """Look without taking a lock, so that an idle worker costs nothing."""
    where, values = _due(at, short_only=short_only)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM jobs_job WHERE {where} LIMIT 1", values)
        return cursor.fetchone() is not None


def claim(
    *, at: datetime, limit: int = 1, short_only: bool = False, lease: timedelta = LEASE
) -> list[Job]:
    """Take up to ``limit`` due jobs, most urgent first: no other worker gets the same ones."""
    token = token_hex(16)
    where, values = _due(at, short_only=short_only)
    skip = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    adapt = connection.ops.adapt_datetimefield_value
    sql = f"""
        WITH picked AS MATERIALIZED (
            SELECT id FROM jobs_job WHERE {where}
            ORDER BY priority DESC, run_at, id LIMIT {int(limit)} {skip}
        )
        UPDATE jobs_job
        SET state = 'running', lease = %s, lease_until = %s, tries = tries + 1, started_at = %s
        WHERE id IN (SELECT id FROM picked)
        RETURNING id
    """
    with writing(), connection.cursor() as cursor:
        cursor.execute(sql, [*values, token, adapt(at + lease), adapt(at)])
        keys = [row[0] for row in cursor.fetchall()]
    found = Job.objects.filter(pk__in=keys, lease=token)
    return list(found.order_by("-priority", "run_at", "id"))


def renew(*, held: Mapping[int, str], at: datetime, lease: timedelta = LEASE) -> None:
    """Hold on to jobs by id and token; what is being written at this moment renews itself."""
    if not held:
        return
    with writing():
        mine = Job.objects.filter(
            pk__in=list(held), lease__in=set(held.values()), state=State.RUNNING
        )
        if connection.features.has_select_for_update_skip_locked:
            mine = mine.select_for_update(skip_locked=True)
        keys = list(mine.values_list("pk", flat=True))
        Job.objects.filter(pk__in=keys).update(lease_until=at + lease)


def write_held(*, job: Job, **fields: Any) -> bool:
    """Write columns of a job that is still held; False when somebody else has it now."""
    with writing():
        mine = Job.objects.filter(pk=job.pk, lease=job.lease, state=State.RUNNING)
        return mine.update(**fields) == 1


def end(*, job: Job, state: State, at: datetime, error: str = "", result: Any = None) -> bool:
    return write_held(
        job=job, state=state, done_at=at, lease="", lease_until=None, error=error, result=result
    )


def put_back(*, job: Job, run_at: datetime, error: str = "", is_try: bool = True) -> bool:
    """Let it run again from ``run_at`` on."""
    return write_held(
        job=job, state=State.WAITING, lease="", lease_until=None, run_at=run_at, error=error,
        tries=F("tries") - (0 if is_try else 1),
    )  # fmt: skip
