from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accord.foundation.jobs import policies
from accord.foundation.jobs.kinds import kinds
from accord.foundation.jobs.models import Job, State
from accord.foundation.journal import rows
from accord.foundation.journal.change import change
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class Order:
    """One job to be done. ``run_at`` is now if not given, ``priority`` that of its kind.

    Of orders with one ``unique_key`` only one is open at a time; one that has begun may have read
    already, so who needs a fresh run gives no key.
    """

    kind: str
    args: dict[str, Any] = field(default_factory=dict)
    unique_key: str = ""
    run_at: datetime | None = None
    priority: int | None = None


def enqueue(*, by: Actor, order: Order, at: datetime) -> Job:
    """Put a job in the queue, in the caller's transaction; gives the open one of the same key."""
    if order.unique_key:
        there = _open_with(order.unique_key)
        if there is not None:
            return there
    job = _row(order, by, at)
    with writing():
        try:
            with transaction.atomic():
                job.save(force_insert=True)
        except IntegrityError:
            there = _open_with(order.unique_key)
            if there is None:
                raise
            return there
    return job


def enqueue_many(*, by: Actor, orders: list[Order], at: datetime) -> None:
    """Put jobs without keys in the queue at once, in the caller's transaction."""
    if any(order.unique_key for order in orders):
        raise ValueError("orders with a key are enqueued one by one")
    with writing():
        rows.insert_many(Job, [_row(order, by, at) for order in orders])


def _row(order: Order, by: Actor, at: datetime) -> Job:
    kind = kinds[order.kind]
    return Job(
        name=kind.name,
        args=order.args,
        unique_key=order.unique_key,
        priority=kind.priority if order.priority is None else order.priority,
        is_long=kind.is_long,
        max_tries=kind.max_tries,
        by_id=by.pk,
        enqueued_at=at,
        run_at=order.run_at or at,
    )


def _open_with(key: str) -> Job | None:
    return Job.objects.filter(unique_key=key, done_at=None).first()


def cancel(*, by: Actor, job: Job, at: datetime) -> Job:
    """Stop a job: at once while it waits, at its next step while it runs.

    Raises: NotAllowed; Stale when it has ended.
    """
    with change(policies.CANCEL, by=by, at=at, subject=job) as record:
        if job.done_at is not None:
            raise Stale(_("This job has ended already."))
        record.note(name=job.name)
        waiting = Q(pk=job.pk, state=State.WAITING)
        if not Job.objects.filter(waiting).update(state=State.CANCELLED, done_at=at):
            Job.objects.filter(pk=job.pk).update(is_cancel_asked=True)
    job.refresh_from_db()
    return job


def retry(*, by: Actor, job: Job, at: datetime) -> Job:
    """Let a failed or cancelled job run again from its last checkpoint.

    Raises: NotAllowed; Stale when it has not failed, or when another of its key is open.
    """
    with change(policies.RETRY, by=by, at=at, subject=job) as record:
        if job.state not in {State.DEAD, State.CANCELLED}:
            raise Stale(_("This job has not failed."))
        if job.unique_key and _open_with(job.unique_key) is not None:
            raise Stale(_("The same work is waiting or running already."))
        record.note(name=job.name)
        Job.objects.filter(pk=job.pk).update(
            state=State.WAITING, done_at=None, run_at=at, error="", is_cancel_asked=False,
            max_tries=F("tries") + kinds[job.name].max_tries,
        )  # fmt: skip
    job.refresh_from_db()
    return job
