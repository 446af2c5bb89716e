"""The disk is full, the database is locked or dies: what was acknowledged is there, and it heals."""

import os
import signal
import sqlite3
import subprocess
import time
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.faults.desks import Desk
from tests.faults.houses import House
from tests.installations import SERVER, Installation

on_sqlite = pytest.mark.skipif(bool(SERVER), reason="SQLite's file alone")
WORDS = "x" * 20_000


def open_desk(house):
    process, address = house.web()
    desk = Desk(house, address)
    where = "/stakeholders/add/"
    status, headers, page = desk.ask(
        "POST", where, desk.form(where, kind="organisation", name="Jonas")
    )
    assert status == 302, page[-2000:]
    return process, desk, headers["Location"]


class Ledger:
    """Keeps notes through the web and remembers which ones were acknowledged."""

    def __init__(self, desk, record):
        self.desk, self.record = desk, record
        self.token = desk.token("/stakeholders/add/")
        self.tried, self.kept, self.answers = 0, set(), []

    def keep(self):
        self.tried += 1
        text = f"{self.tried} {WORDS}"
        body = f"csrfmiddlewaretoken={self.token}&visibility=everyone&text={text}".replace(" ", "+")
        try:
            status, headers, _page = self.desk.ask("POST", f"{self.record}note/", body.encode())
        except (OSError, HTTPException):
            status, headers = 0, {}
        self.answers.append(status)
        if status == 302:
            self.kept.add(text)
        elif status == 503:
            assert headers["Retry-After"]
        return status

    def demand_true(self, house):
        """What was acknowledged is stored, each once; nothing is stored that nobody tried."""
        stored = [text for (text,) in house.at.ask("SELECT text FROM stakeholders_note")]
        assert len(stored) == len(set(stored))
        assert self.kept <= set(stored)
        assert {int(text.split()[0]) for text in stored} <= set(range(1, self.tried + 1))
        house.demand_sound()


@pytest.fixture
def small(tmp_path):
    """Give a house on a disk of 16 MiB; only root may mount one."""
    if SERVER:
        pytest.skip("SQLite's file alone")
    home = tmp_path / "small"
    home.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "none", home]
    if os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("NOT RUN: only root may mount a small disk")
    made = Installation(home)
    yield made
    made.end()
    subprocess.run(["umount", "-l", home], check=True)


@pytest.mark.walk
def test_a_full_disk_refuses_loses_nothing_and_heals(small, migrated):
    body = (migrated.home / "accord.sqlite3").read_bytes()
    (small.home / "accord.sqlite3").write_bytes(body)
    house = House(small)
    house.run("people")
    _process, desk, record = open_desk(house)
    ledger = Ledger(desk, record)
    while ledger.keep() == 302:
        assert ledger.tried < 500
    assert {ledger.keep() for _ in range(5)} == {503}
    assert desk.ask("GET", record)[0] == 200
    subprocess.run(["mount", "-o", "remount,size=64m", small.home], check=True)
    assert [ledger.keep() for _ in range(3)] == [302] * 3
    ledger.demand_true(house)


@pytest.mark.walk
@on_sqlite
def test_a_writer_waits_for_another_and_says_so_when_it_takes_too_long(house):
    """Another program holds the file; ours waits its turn, reads go on meanwhile."""
    _process, desk, record = open_desk(house)
    ledger = Ledger(desk, record)
    other = sqlite3.connect(house.home / "accord.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with desk.talk() as talk:
        body = f"csrfmiddlewaretoken={ledger.token}&visibility=everyone&text=waits".encode()
        desk.send(talk, "POST", f"{record}note/", body)
        assert desk.ask("GET", record)[0] == 200
        other.execute("COMMIT")
        assert talk.getresponse().status == 302
    assert time.monotonic() - began < 15
    other.close()
    assert house.one("SELECT text FROM stakeholders_note") == "waits"


@on_sqlite
@pytest.mark.walk
def test_a_file_locked_for_good_is_answered_with_503(house):
    _process, desk, record = open_desk(house)
    ledger = Ledger(desk, record)
    other = sqlite3.connect(house.home / "accord.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert ledger.keep() == 503
    other.execute("COMMIT")
    other.close()
    assert ledger.keep() == 302
    ledger.demand_true(house)


@on_sqlite
@pytest.mark.walk
def test_a_database_server_that_dies_is_waited_for(tmp_path):
    from tools.postgres import temporary

    with temporary(fast=False) as server:
        made = Installation(tmp_path, server.url())
        try:
            assert made.accord("migrate", timeout=300).returncode == 0
            house = House(made)
            house.run("people")
            _process, desk, record = open_desk(house)
            ledger = Ledger(desk, record)
            worker = house.worker()
            for _ in range(3):
                assert ledger.keep() == 302
                crash(server)
                assert ledger.keep() in {503, 302}
                server.start(stays=False)
                while ledger.keep() != 302:
                    assert ledger.tried < 200
                    time.sleep(0.1)  # the server comes back
            assert set(ledger.answers) <= {302, 503}
            assert worker.poll() is None
            house.run("post", "3")
            house.at.wait("SELECT count(*) FROM mail_outmail WHERE state = 'kept'", [(3,)])
            ledger.demand_true(house)
        finally:
            made.end()


def crash(server):
    pid = int((Path(server.data) / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGQUIT)  # at once, without a checkpoint
    while server.running():
        time.sleep(0.05)
