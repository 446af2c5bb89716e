"""What a running job knows of itself, and how it tells how far it is."""

import time
from collections.abc import Callable
from typing import Any

from accord.foundation.jobs.actions import _leases
from accord.foundation.jobs.errors import Cancelled, Interrupted, LeaseLost
from accord.foundation.jobs.models import Job
from accord.foundation.kernel.text import visible

PAUSE = 0.5  # seconds between two looks at the database


class Context:
    """Handed to ``Kind.run`` first. A long job calls ``progress`` or ``go_on`` at each step."""

    def __init__(self, job: Job, is_stopping: Callable[[], bool] = lambda: False) -> None:
        self.job = job
        self.is_stopping = is_stopping
        self.state: dict[str, Any] = dict(job.checkpoint)
        self._looked = time.monotonic()
        self._is_cancelled = job.is_cancel_asked

    @property
    def job_id(self) -> int:
        return int(self.job.pk)

    def progress(self, done: int, total: int | None = None, words: str = "") -> None:
        """Say how far it is. Cheap to call often: written twice a second. Then ``go_on``."""
        if time.monotonic() - self._looked >= PAUSE or (total is not None and done >= total):
            self._write(steps_done=done, steps_total=total, words=visible(words)[:200])
        self.go_on()

    def cancelled(self) -> bool:
        """Tell whether somebody asked to stop; the job ends by returning or by ``go_on``."""
        if time.monotonic() - self._looked >= PAUSE:
            self._write()
        return self._is_cancelled

    def go_on(self) -> None:
        """Return if the job may go on. Raises Cancelled, Interrupted or LeaseLost if not.

        Don't catch them: what was committed stays, and an interrupted job starts again with
        ``state`` as of its last checkpoint.
        """
        if self.cancelled():
            raise Cancelled
        if self.is_stopping():
            raise Interrupted

    def checkpoint(self, **state: Any) -> None:
        """Keep what to go on from, in the caller's transaction: it commits with the work or not.

        Who gets on is not given up: tries count anew from each checkpoint. Raises LeaseLost where
        another worker has taken over, so that nothing is done twice.
        """
        self.state.update(state)
        if not _leases.write_held(job=self.job, checkpoint=self.state, tries=1):
            raise LeaseLost
        self.job.tries = 1

    def _write(self, **fields: Any) -> None:
        self._looked = time.monotonic()
        if fields and not _leases.write_held(job=self.job, **fields):
            raise LeaseLost
        now = Job.objects.filter(pk=self.job.pk).values_list("lease", "is_cancel_asked").first()
        if now is None or now[0] != self.job.lease:
            raise LeaseLost
        self._is_cancelled = now[1]
