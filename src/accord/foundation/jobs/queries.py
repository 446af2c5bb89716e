"""What waits, runs, failed; and whether anybody works at it."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from accord.foundation.accounts.models import User
from accord.foundation.jobs.models import OPEN, Job, State, Worker
from accord.foundation.kernel.roles import ADMINISTRATORS

SEEN_WITHIN = timedelta(seconds=60)


def visible_to(user: Any) -> QuerySet[Job]:
    """Give the jobs a person may see: all as an administrator, else one's own. Newest first."""
    jobs = Job.objects.order_by("-id")
    if user.holds(ADMINISTRATORS):
        return jobs
    return jobs.filter(by_id=user.pk)


def failed(user: User) -> QuerySet[Job]:
    return visible_to(user).filter(state=State.DEAD).order_by("-done_at", "-id")


def running(user: User) -> QuerySet[Job]:
    return visible_to(user).filter(state=State.RUNNING)


def counts() -> dict[str, int]:
    """How many jobs are in each state."""
    found = Job.objects.values_list("state").annotate(jobs_count=Count("id"))
    return {state.value: 0 for state in State} | dict(found)


def open_with(unique_key: str) -> Job | None:
    """Give the one job of a key that waits or runs."""
    return Job.objects.filter(unique_key=unique_key, state__in=OPEN).first()


def workers(at: datetime) -> QuerySet[Worker]:
    """Give the workers seen within the last minute."""
    return Worker.objects.filter(seen_at__gte=at - SEEN_WITHIN).order_by("started_at")
