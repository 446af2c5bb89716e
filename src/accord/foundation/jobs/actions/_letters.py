"""From the outbox to the queue: in one transaction a job for each reaction, and the letter done."""

from datetime import datetime

from django.db import connection

from accord.foundation.jobs.kinds import SOON
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.reactions import reactions_to
from accord.foundation.journal import rows
from accord.foundation.journal.models import Letter
from accord.foundation.journal.writing import writing

REACT = "jobs.react"
MOST = 200
TRIES = 8


def is_any_waiting() -> bool:
    return Letter.objects.filter(delivered_at=None).exists()


def deliver(*, at: datetime, limit: int = MOST) -> int:
    """Deliver the oldest letters; gives how many there were. Each one is delivered once."""
    with writing():
        waiting = Letter.objects.filter(delivered_at=None).order_by("id")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        letters = list(waiting[:limit])
        rows.insert_many(Job, [job for letter in letters for job in _jobs(letter, at)])
        keys = [letter.pk for letter in letters]
        Letter.objects.filter(pk__in=keys).update(delivered_at=at)
    return len(letters)


def _jobs(letter: Letter, at: datetime) -> list[Job]:
    return [
        Job(
            name=REACT,
            args={"reaction": reaction.name, "event": letter.body},
            unique_key=f"letter:{letter.pk}:{reaction.name}",
            priority=SOON,
            max_tries=TRIES,
            enqueued_at=at,
            run_at=at,
        )
        for reaction in reactions_to(letter.name)
    ]
