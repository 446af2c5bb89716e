"""An erasure outlives the database: what an older backup brings back is erased again."""

import pytest

from tests.installations import Installation

ERASE = "tests.commands.erase_process"
TRACES = (b"xanthippe", b"quuxbury")


@pytest.fixture
def elsewhere(tmp_path):
    """Give an empty installation on SQLite, whatever the tests run on."""
    home = tmp_path / "elsewhere"
    home.mkdir()
    made = Installation(home)
    yield made
    made.end()


def run(installation, *words):
    done = installation.module(ERASE, *words, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def traces(installation):
    """Name the files of a home in whose bytes the person can still be found."""
    found = set()
    for path in installation.home.rglob("*"):
        if path.is_file() and path.suffix not in {".zip", ".key", ".lock"}:
            body = path.read_bytes().lower()
            found |= {path.name for trace in TRACES if trace in body}
    return found


@pytest.mark.walk
def test_an_older_backup_is_restored_without_whom_was_erased_since(elsewhere, tmp_path):
    assert elsewhere.accord("migrate", timeout=200).returncode == 0
    ref = run(elsewhere)
    backup = tmp_path / "accord.zip"
    assert elsewhere.accord("backup", backup, timeout=120).returncode == 0
    assert "accord.sqlite3" in traces(elsewhere)

    run(elsewhere, ref)
    assert traces(elsewhere) == set()
    checked = elsewhere.accord("check", "--audit", "--files", "--search", timeout=120)
    assert checked.returncode == 0, checked.stdout

    home = tmp_path / "restored"
    home.mkdir()
    restored = Installation(home)
    missing = restored.accord("restore", backup, "--erasures", tmp_path / "nowhere", timeout=200)
    assert missing.returncode == 4
    ledger = elsewhere.home / "files" / "erasures"
    done = restored.accord("restore", backup, "--erasures", ledger, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 erasure that is newer than the backup was made again." in done.stdout
    assert traces(restored) == set()
    assert restored.ask(f"SELECT name FROM stakeholders_party WHERE ref = '{ref}'") == [
        (f"Erased {ref}",)
    ]
    checked = restored.accord("check", "--audit", "--files", "--search", timeout=120)
    assert checked.returncode == 0, checked.stdout
