"""Workers as real processes: several at once, killed, stopped."""

import os
import signal
from collections import Counter

import pytest

WORKER = "tests.jobs.worker_process"


def put(installation, name, *, count=1, args="{}", is_long=False):
    moment = "'2026-05-04 12:00:00'"
    for _ in range(count):
        installation.ask(
            "INSERT INTO jobs_job (name, args, priority, is_long, unique_key, state, enqueued_at,"
            " run_at, lease, tries, max_tries, error, steps_done, words, is_cancel_asked,"
            f" checkpoint) VALUES ('{name}', '{args}', 0, {is_long}, '', 'waiting', {moment},"
            f" {moment}, '', 0, 5, '', 0, '', false, '{{}}')"
        )


def ran(installation):
    return (installation.home / "ran").read_text().split()


@pytest.mark.walk
def test_three_workers_run_each_job_once_and_react_to_each_event_once(installation):
    put(installation, "tests.alone", count=120)
    for number in range(150):
        installation.ask(
            "INSERT INTO journal_letter (name, body, written_at) VALUES ('tests.happened',"
            f' \'{{"number": {number}, "at": "2026-05-04T12:00:00Z"}}\', \'2026-05-04 12:00\')'
        )
    workers = [installation.start(WORKER) for _ in range(3)]
    installation.wait(
        "SELECT state, tries, count(*) FROM jobs_job WHERE name = 'tests.alone' GROUP BY 1, 2",
        [("done", 1, 120)],
    )
    installation.wait("SELECT count(*) FROM jobs_slot WHERE name = 'tests.kept'", [(150,)])
    installation.wait(
        "SELECT state, tries, count(*) FROM jobs_job WHERE name = 'jobs.react' GROUP BY 1, 2",
        [("done", 1, 150)],
    )
    assert len(ran(installation)) == len(set(ran(installation))) == 120
    assert installation.ask("SELECT count(*) FROM journal_letter WHERE delivered_at IS NULL") == [
        (0,)
    ]
    assert all(worker.poll() is None for worker in workers)


@pytest.mark.walk
def test_a_killed_worker_leaves_nothing_out_and_nothing_twice(installation):
    put(installation, "tests.rows", args='{"count": 400}', is_long=True)
    progress = "SELECT count(*) > {} FROM jobs_slot WHERE name = 'tests.rows'"
    true = [(True,)] if installation.url else [(1,)]
    for rows in (30, 120):
        worker = installation.start(WORKER, TEST_STEP="0.05")
        installation.wait(progress.format(rows), true)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    installation.start(WORKER)
    installation.wait(
        "SELECT state, steps_done, steps_total FROM jobs_job WHERE name = 'tests.rows'",
        [("done", 400, 400)],
    )
    slots = installation.ask("SELECT slot FROM jobs_slot WHERE name = 'tests.rows'")
    assert Counter(int(slot) for (slot,) in slots) == dict.fromkeys(range(400), 1)
    assert len(ran(installation)) == 3


@pytest.mark.walk
def test_a_worker_that_is_told_to_stop_puts_its_work_back(installation):
    put(installation, "tests.rows", args='{"count": 400}', is_long=True)
    worker = installation.start(WORKER, TEST_STEP="0.05")
    true = [(True,)] if installation.url else [(1,)]
    installation.wait("SELECT count(*) > 30 FROM jobs_slot WHERE name = 'tests.rows'", true)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=10) == 0
    assert installation.ask(
        "SELECT state, tries, lease, error FROM jobs_job WHERE name = 'tests.rows'"
    ) == [("waiting", 0, "", "")]
    assert installation.ask("SELECT count(*) FROM jobs_worker") == [(0,)]
    assert "Traceback" not in installation.log()
