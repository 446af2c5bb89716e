"""Writers of SQLite: each is flushed before it goes on, and nobody waits for another's flush.

A power cut itself is not made here: killing a process leaves what the system holds for the disk
where it is, and only a machine that dies loses it.
"""

import fcntl
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import Party
from accord.foundation.journal.checking import breaks
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.stakeholders import party

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL flushes by itself"),
]
real_flush = os.fdatasync


def names_on_disk(file):
    with closing(sqlite3.connect(file)) as other:
        return {row[0] for row in other.execute("SELECT name FROM stakeholders_party")}


@pytest.fixture
def flushes(monkeypatch):
    """Note at each flush of the log what is committed then, and whether the turn is free."""
    seen, file = [], connection.settings_dict["NAME"]

    def flush(handle):
        assert Path(f"/proc/self/fd/{handle}").readlink() == Path(f"{file}-wal")
        with Path(f"{file}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                is_free = True
            except BlockingIOError:
                is_free = False
        seen.append((names_on_disk(file), is_free))
        real_flush(handle)

    monkeypatch.setattr(os, "fdatasync", flush)
    return seen


def test_a_change_is_flushed_once_after_its_commit_and_out_of_its_turn(flushes):
    party("Jonas")
    assert flushes == [({"Jonas"}, True)]


def broken(jonas):
    actions.change_party(by=SYSTEM, party=jonas, name="Janus", at=NOON)
    return OSError("broken")


def test_what_comes_to_nothing_is_not_flushed_and_leaves_the_turn_free(flushes):
    jonas = party("Jonas")
    flushes.clear()
    with pytest.raises(OSError, match="broken"), writing():
        raise broken(jonas)
    assert flushes == []
    party("Anna")
    assert flushes == [({"Jonas", "Anna"}, True)]


def test_no_writer_of_several_goes_on_before_its_own_commit_is_flushed(flushes):
    faults = []

    def write(own):
        for n in range(5):
            name = f"{own} {n}"
            party(name)
            if not any(name in names for names, _is_free in list(flushes)):
                faults.append(name)
        connection.close()

    threads = [Thread(target=write, args=(own,)) for own in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert len(flushes) == Party.objects.count() == 20
    assert list(breaks()) == []
