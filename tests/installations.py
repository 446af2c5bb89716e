"""Whole installations for tests that need real processes: a home, a database, its commands."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[1]
FRESH = pytest.StashKey[Path | None]()
SERVER = os.environ.get("DATABASE_URL", "")


class Installation:
    """A migrated database in a folder of its own; what is started ends with the test."""

    def __init__(self, home: Path, url: str = "") -> None:
        self.home = home
        self.url = url
        self.started: list[subprocess.Popen] = []
        self.settings: dict[str, str] = {}

    @property
    def environment(self):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ACCORD_", "PYTEST"))}
        return {
            **kept,
            "ACCORD_HOME": str(self.home),
            "ACCORD_CACHE": str(ROOT / ".run/cache"),
            "DATABASE_URL": self.url,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "PYTHONWARNINGS": "ignore",
            "COLUMNS": "100",
            **self.settings,
        }

    def module(self, *words, timeout=60, given=None, **settings):
        """Run ``python -m`` to its end; gives what it said and its exit code."""
        return subprocess.run(
            [sys.executable, "-m", *map(str, words)], cwd=ROOT, capture_output=True, text=True,
            timeout=timeout, check=False, input=given, env={**self.environment, **settings},
        )  # fmt: skip

    def accord(self, *words, timeout=60, **settings):
        return self.module("accord", *words, timeout=timeout, **settings)

    def start(self, *words, **settings):
        """Start ``python -m`` in a process group of its own; its words go to ``home/log``."""
        with (self.home / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *map(str, words)], cwd=ROOT, stdout=log, stderr=log,
                env={**self.environment, **settings}, start_new_session=True,
            )  # fmt: skip
        self.started.append(process)
        return process

    def log(self):
        return (self.home / "log").read_text(errors="replace")

    def ask(self, query):
        """Give the rows of a query, or an empty list for a statement."""
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as connection:
                cursor = connection.execute(query)
                return cursor.fetchall() if cursor.description else []
        connection = sqlite3.connect(self.home / "accord.sqlite3", timeout=20)
        try:
            with connection:
                return connection.execute(query).fetchall()
        finally:
            connection.close()

    def wait(self, query, rows, seconds=30):
        """Wait until a query gives ``rows``; fails with what it gave last."""
        deadline = time.monotonic() + seconds
        while (found := self.ask(query)) != rows:
            if time.monotonic() > deadline:
                said = self.log() if (self.home / "log").exists() else ""
                raise AssertionError(f"{query}: {found}, not {rows}\n{said[-4000:]}")
            time.sleep(0.05)  # what other processes do is seen by looking

    def end(self):
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _server_url(name):
    parts = urlsplit(SERVER)
    return urlunsplit(parts._replace(path=f"/{name}"))


def on_server(statement):
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def empty_installation(home, template=""):
    """Give an installation whose database has no tables, or those of ``template``."""
    name = f"accord_test_{token_hex(6)}"
    if SERVER:
        on_server(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    made = Installation(home, _server_url(name)) if SERVER else Installation(home)
    try:
        yield made
    finally:
        made.end()
        if SERVER:
            on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, request):
    """Give a migrated installation, for the others to copy."""
    with empty_installation(tmp_path_factory.mktemp("migrated")) as made:
        request.getfixturevalue("django_db_setup")
        fresh = request.config.stash.get(FRESH, None)
        if fresh:
            shutil.copy(fresh, made.home)
        else:
            done = made.accord("django", "migrate", "-v", "0", timeout=300)
            assert done.returncode == 0, done.stderr
        yield made


@contextmanager
def copied(original, home):
    """Give another installation as ``original`` is now."""
    shutil.copytree(original.home, home, dirs_exist_ok=True)
    template = urlsplit(original.url).path.lstrip("/") if SERVER else ""
    with empty_installation(home, template) as made:
        yield made


@pytest.fixture
def installation(migrated, tmp_path):
    """Give a migrated installation that nobody has used."""
    with copied(migrated, tmp_path) as made:
        yield made


@pytest.fixture
def empty(tmp_path):
    """Give an installation without tables."""
    with empty_installation(tmp_path) as made:
        yield made
