"""Migrating is safe to repeat, to start twice, and to kill."""

import os
import signal

import pytest


@pytest.mark.walk
def test_two_at_once_and_again(empty):
    first, second = (empty.start("accord", "migrate") for _ in range(2))
    assert (first.wait(timeout=120), second.wait(timeout=120)) == (0, 0)
    said = empty.log()
    assert "Traceback" not in said
    assert said.count("Migrations applied") == 1
    assert said.count("up to date") == 1
    assert empty.accord("migrate", "--plan").returncode == 0


@pytest.mark.walk
def test_one_that_is_killed_goes_on_where_it_was(empty):
    assert empty.accord("migrate", "--plan").returncode == 3
    process = empty.start("accord", "migrate")
    while process.poll() is None and _applied(empty) < 12:
        pass
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    done = empty.accord("migrate", timeout=120)
    assert done.returncode == 0, done.stderr
    assert empty.accord("check", "--database").returncode == 0


def _applied(empty):
    try:
        ((count,),) = empty.ask("SELECT count(*) FROM django_migrations")
    except Exception:  # noqa: BLE001 -- the table is not there yet
        return 0
    return count
