"""The worker: delivers letters, follows the clock, runs jobs, until it is told to stop."""

import logging
import os
import platform
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from secrets import token_hex

from django.db import (
    DatabaseError,
    InterfaceError,
    close_old_connections,
    connection,
    connections,
)

from accord.foundation.jobs.actions import _leases, _letters, _slots
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.running import run

log = logging.getLogger(__name__)

QUICKEST, SLOWEST = 0.02, 0.3  # seconds between two looks when there is nothing to do
LONGEST_BREAK = 5.0  # seconds between two looks for a database that is away
CLOCK_PAUSE = 1.0  # seconds between two looks at the clock
SEEN_PAUSE = 15.0  # seconds between two signs of life
GRACE = 8.0  # seconds that running jobs get to put themselves away
BATCH = 16  # short jobs claimed at once


def drain() -> int:
    """Deliver letters and do jobs till none is due; gives how many ran. Leaves the clock alone."""
    count = 0
    while True:
        while _letters.deliver(at=_leases.moment()):
            pass
        jobs = _leases.claim(at=_leases.moment(), limit=1)
        if not jobs:
            return count
        run(jobs[0])
        count += 1


def fill_slots() -> int:
    """Enqueue what the clock asks for by now; gives how many jobs that were."""
    return _slots.fill_slots(at=_leases.moment())


class Worker:
    """One process: lanes that run jobs, the first for short ones alone, and one to hold leases."""

    def __init__(self, *, lanes: int = 2, lease: timedelta = _leases.LEASE) -> None:
        self.lanes = lanes
        self.lease = lease
        self._token = token_hex(16)
        self._held: dict[int, str] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._ended = threading.Event()
        self._wake = [threading.Event() for _ in range(lanes)]
        self._clock_at = 0.0
        self._seen_at = 0.0

    def stop(self) -> None:
        """Claim nothing more; running jobs are asked to put themselves away."""
        self._stopping.set()
        self._rouse()

    def run(self) -> None:
        """Work until ``stop``; what does not end in time is left to the next worker."""
        threads = [
            threading.Thread(target=self._lane, args=(number,), name=f"lane-{number}", daemon=True)
            for number in range(self.lanes)
        ]
        holder = threading.Thread(target=self._hold, name="leases", daemon=True)
        for thread in (*threads, holder):
            thread.start()
        self._repeat(self._post, self._stopping)
        deadline = time.monotonic() + GRACE
        for thread in threads:
            thread.join(max(deadline - time.monotonic(), 0))
        self._ended.set()
        holder.join(1)
        with suppress(DatabaseError, InterfaceError):
            _slots.dismiss_worker(token=self._token)
        connections.close_all()

    def _rouse(self) -> None:
        for wake in self._wake:
            wake.set()

    # Each of the three kinds of threads repeats its step.

    def _post(self) -> bool:
        """Bring letters and the clock's work into the queue."""
        busy = _letters.is_any_waiting() and _letters.deliver(at=_leases.moment()) > 0
        now = time.monotonic()
        if now >= self._clock_at:
            self._clock_at = now + CLOCK_PAUSE
            busy = _slots.fill_slots(at=_leases.moment()) > 0 or busy
        if now >= self._seen_at:
            self._seen_at = now + SEEN_PAUSE
            place = f"{platform.node()}, process {os.getpid()}"
            _slots.see_worker(token=self._token, place=place, at=_leases.moment())
        if busy:
            self._rouse()
        return busy

    def _lane(self, number: int) -> None:
        short_only = number == 0 and self.lanes > 1
        limit = BATCH if short_only else 1

        def step() -> bool:
            at = _leases.moment()
            if not _leases.is_any_due(at=at, short_only=short_only):
                return False
            jobs = _leases.claim(at=at, limit=limit, short_only=short_only, lease=self.lease)
            self._run(jobs)
            return bool(jobs)

        self._repeat(step, self._wake[number])

    def _run(self, jobs: list[Job]) -> None:
        with self._lock:
            self._held.update({job.pk: job.lease for job in jobs})
        try:
            for job in jobs:
                if self._stopping.is_set():
                    _leases.put_back(job=job, run_at=_leases.moment(), is_try=False)
                else:
                    close_old_connections()
                    run(job, is_stopping=self._stopping.is_set)
                self._let_go([job])
        finally:
            self._let_go(jobs)

    def _let_go(self, jobs: list[Job]) -> None:
        with self._lock:
            for job in jobs:
                self._held.pop(job.pk, None)

    def _hold(self) -> None:
        """Renew the leases of what runs, in a connection of its own."""
        while not self._ended.wait(self.lease.total_seconds() / 4):
            with self._lock:
                held = dict(self._held)
            try:
                close_old_connections()
                _leases.renew(held=held, at=_leases.moment(), lease=self.lease)
            except (DatabaseError, InterfaceError) as error:
                log.warning("leases could not be renewed: %s", error)
                connection.close()
        connections.close_all()

    def _repeat(self, step: Callable[[], bool], wake: threading.Event) -> None:
        """Repeat at once while there is work, ever slower while there is none or no database."""
        pause, outage = QUICKEST, 0.0
        while not self._stopping.is_set():
            busy = False
            try:
                close_old_connections()
                busy = step()
                outage = 0.0
            except (DatabaseError, InterfaceError) as error:
                outage = min(max(outage * 2, 0.1), LONGEST_BREAK)
                log.warning("the database is away, again in %.1f s: %s", outage, error)
                connection.close()
            pause = QUICKEST if busy else min(pause * 2, SLOWEST)
            if not busy:
                wake.wait(outage or pause)
                if wake is not self._stopping:
                    wake.clear()
        connections.close_all()
