import importlib
from io import StringIO
from types import SimpleNamespace

import pytest
from django.db import connection

from accord.config.commands import main
from tests.installations import copied, empty, installation, migrated

FILL = "tests.commands.fill_process"
__all__ = ["empty", "installation", "migrated"]


@pytest.fixture(scope="session")
def told(migrated, tmp_path_factory):
    """Fill an installation once, for tests that only read it."""
    with copied(migrated, tmp_path_factory.mktemp("told")) as made:
        done = made.module(FILL, timeout=300)
        assert done.returncode == 0, done.stderr
        yield made


@pytest.fixture
def used(told, tmp_path):
    """Give a copy of the filled installation, to be changed."""
    with copied(told, tmp_path / "used") as made:
        yield made


class Here:
    """The commands in this process, on the database of the test; offers what installations do."""

    def __init__(self, capsys, monkeypatch):
        self.capsys, self.monkeypatch = capsys, monkeypatch

    def accord(self, *words, given="", timeout=0):
        """Run a command; gives what it said and its exit code."""
        del timeout  # for processes
        self.monkeypatch.setattr("sys.stdin", StringIO(given))
        self.capsys.readouterr()
        try:
            code = main([*map(str, words)])
        except SystemExit as ended:
            code = ended.code
        said = self.capsys.readouterr()
        return SimpleNamespace(returncode=code, stdout=said.out, stderr=said.err)

    def ask(self, query):
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(params=["here", pytest.param("process", marks=pytest.mark.walk)])
def console(request):
    """Give a console nobody has used: in this process, and with processes of its own."""
    if request.param == "process":
        return request.getfixturevalue("installation")
    return _here(request)


@pytest.fixture(params=["here", pytest.param("process", marks=pytest.mark.walk)])
def filled(request):
    """Give a console on what ``fill_process`` fills: in this process, and with its own."""
    if request.param == "process":
        return request.getfixturevalue("used")
    request.getfixturevalue("shelf")
    made = _here(request)
    importlib.import_module(FILL).fill()
    return made


def _here(request):
    for fixture in ("transactional_db", "real_hasher"):
        request.getfixturevalue(fixture)
    request.getfixturevalue("settings").HOME = request.getfixturevalue("tmp_path")
    return Here(request.getfixturevalue("capsys"), request.getfixturevalue("monkeypatch"))
