"""The database goes away and comes back while a worker works."""

import os
import signal
from collections import Counter

import pytest

from tests.installations import SERVER, Installation

pytestmark = pytest.mark.skipif(not SERVER, reason="needs a PostgreSQL server in DATABASE_URL")
WORKER = "tests.jobs.worker_process"


@pytest.fixture
def server():
    """Start a server of our own, which may be broken."""
    from tools.postgres import temporary

    with temporary() as started:
        yield started


def break_off(server):
    """End it as a power cut would: no farewell, recovery at the next start."""
    pid = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGQUIT)
    server.stop()
    server.start(stays=False)


def test_a_worker_survives_three_outages_and_nothing_is_lost_or_doubled(server, tmp_path):
    made = Installation(tmp_path, server.url())
    try:
        assert made.accord("migrate", timeout=120).returncode == 0
        moment = "'2026-05-04 12:00:00'"
        made.ask(
            "INSERT INTO jobs_job (name, args, priority, is_long, unique_key, state, enqueued_at,"
            " run_at, lease, tries, max_tries, error, steps_done, words, is_cancel_asked,"
            " checkpoint) VALUES ('tests.rows', '{\"count\": 300}', 0, true, '', 'waiting',"
            f" {moment}, {moment}, '', 0, 5, '', 0, '', false, '{{}}')"
        )
        worker = made.start(WORKER, TEST_STEP="0.05")
        count = "SELECT count(*) > {} FROM jobs_slot WHERE name = 'tests.rows'"
        for rows in (20, 60, 100):
            made.wait(count.format(rows), [(True,)], seconds=60)
            break_off(server)
        made.wait(
            "SELECT state, steps_done FROM jobs_job WHERE name = 'tests.rows'",
            [("done", 300)], seconds=120,
        )  # fmt: skip
        slots = made.ask("SELECT slot FROM jobs_slot WHERE name = 'tests.rows'")
        assert Counter(int(slot) for (slot,) in slots) == dict.fromkeys(range(300), 1)
        assert worker.poll() is None, "the same worker all the time"
        assert "the database is away" in made.log()
    finally:
        made.end()
