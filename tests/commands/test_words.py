"""What the command line says: help, wrong words, exit codes."""

import subprocess
import sys

import pytest

from accord.config.commands import CODES, COMMANDS, Exit, _setup, main
from accord.config.env import Misconfigured


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "django"])
def test_each_command_explains_itself_with_examples(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert "For example:" in said
    assert f"  accord {name}" in said
    assert CODES in said


def test_alone_it_lists_its_words_and_help_is_no_mistake(capsys):
    assert main([]) == Exit.USAGE
    assert main(["--help"]) == Exit.FINE
    said = capsys.readouterr().out
    assert all(f"accord {name}" in said for name in COMMANDS)


def test_a_word_that_is_none_is_a_wrong_usage(capsys):
    assert main(["makemigrations"]) == Exit.USAGE
    assert "accord django makemigrations" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 53, 4), True), ((3, 51, 3), True), ((3, 51, 2), False), ((3, 50, 7), True),
        ((3, 50, 6), False), ((3, 44, 6), True), ((3, 40, 1), False), ((3, 45, 9), False),
    ],
)  # fmt: skip
def test_which_sqlite_may_serve_several_processes(version, sound):
    assert _setup.is_sound(version) is sound


def test_an_unsound_sqlite_is_refused():
    with pytest.raises(Misconfigured, match=r"SQLite 3\.40\.1 can lose data"):
        _setup.demand_sound_sqlite((3, 40, 1))
    _setup.demand_sound_database()


@pytest.mark.walk
def test_a_database_that_is_away_has_a_code_of_its_own(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "accord", "migrate"], capture_output=True, text=True, check=False,
        env={
            "PATH": "/usr/bin:/bin", "ACCORD_HOME": str(tmp_path), "PYTHONPATH": "src",
            "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        },
    )  # fmt: skip
    assert done.returncode == Exit.AWAY
    assert done.stderr.startswith("accord: the database: ")
    assert "Traceback" not in done.stderr


def test_a_wrong_environment_is_a_wrong_usage(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "accord", "migrate"], capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "ACCORD_HOME": str(tmp_path), "PYTHONPATH": "src",
             "ACCORD_DEBUG": "perhaps"},
    )  # fmt: skip
    assert (done.returncode, "ACCORD_DEBUG" in done.stderr) == (Exit.USAGE, True)
