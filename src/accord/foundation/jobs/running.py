"""One job, from claimed to ended: its work, its errors, its next try."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from accord.foundation.jobs import errors
from accord.foundation.jobs.actions import _leases
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import Kind, kinds
from accord.foundation.jobs.models import Job, State
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.text import visible

log = logging.getLogger(__name__)

ERROR_LENGTH = 2000


def run(job: Job, *, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Run a claimed job and write how it ended. Only errors of the database come out."""
    kind = kinds.get(job.name)
    if kind is None:
        _bury(job, f"there is no kind of job named {job.name!r}")
        return
    if job.is_cancel_asked:
        _leases.end(job=job, state=State.CANCELLED, at=_leases.moment())
        return
    if job.tries > job.max_tries:
        _bury(job, job.error or "every worker that ran it died")
        return
    try:
        with timezone.override(settings.HOUSE_TIME_ZONE):
            _work(kind, job, Context(job, is_stopping))
    except errors.Ended as ending:
        _end_early(job, ending)
    except Refusal as refusal:
        _bury(job, str(refusal))
    except (Exception, SystemExit) as error:  # noqa: BLE001 -- written down and tried again
        _fail(kind, job, error)


def _work(kind: Kind, job: Job, ctx: Context) -> None:
    if not kind.is_atomic:
        result = kind.run(ctx, **job.args)
        _leases.end(job=job, state=State.DONE, at=_leases.moment(), result=result)
        return
    with writing():
        result = kind.run(ctx, **job.args)
        if not _leases.end(job=job, state=State.DONE, at=_leases.moment(), result=result):
            raise errors.LeaseLost


def _end_early(job: Job, ending: errors.Ended) -> None:
    at = _leases.moment()
    if isinstance(ending, errors.Cancelled):
        _leases.end(job=job, state=State.CANCELLED, at=at)
    elif isinstance(ending, errors.Interrupted):
        _leases.put_back(job=job, run_at=at, is_try=False)
    elif isinstance(ending, errors.Later):
        _leases.put_back(job=job, run_at=at + ending.after, error=str(ending), is_try=False)
    elif isinstance(ending, errors.GiveUp):
        _bury(job, str(ending))
    else:
        log.warning("job %s (%s) was taken over by another worker", job.pk, job.name)


def _fail(kind: Kind, job: Job, error: BaseException) -> None:
    words = _words(error)
    if job.tries >= job.max_tries:
        log.error("job %s (%s) failed for good: %s", job.pk, job.name, words, exc_info=error)
        _bury(job, words)
        return
    wait: timedelta = kind.wait(job.tries)
    log.warning("job %s (%s) failed, again in %s: %s", job.pk, job.name, wait, words)
    _leases.put_back(job=job, run_at=_leases.moment() + wait, error=words)


def _bury(job: Job, words: str) -> None:
    _leases.end(job=job, state=State.DEAD, at=_leases.moment(), error=words[:ERROR_LENGTH])


def _words(error: BaseException) -> str:
    return visible(f"{type(error).__name__}: {error}")[:ERROR_LENGTH]


def react(ctx: Context, *, reaction: str, event: dict[str, Any]) -> None:
    """Run one reaction to one event; the kind of job that letters become."""
    import msgspec

    from accord.foundation.jobs.reactions import reactions

    del ctx
    wanted = next((r for r in reactions if r.name == reaction), None)
    if wanted is None:
        raise errors.GiveUp(f"there is no reaction named {reaction!r}")
    wanted.run(msgspec.convert(event, wanted.event), _leases.moment())
