"""What was backed up comes back the same, on either database, and damage is found."""

import os
import zipfile

import pytest

from tests.installations import SERVER, Installation

FILL = "tests.commands.fill_process"
NONE = (b"", b"no zip at all")


def add_party(installation):
    """Add somebody; gives the number of their reference."""
    done = installation.module(FILL, "New")
    assert done.returncode == 0, done.stderr
    return int(done.stdout.strip().removeprefix("S-"))


def last_number(installation):
    return max(int(ref[2:]) for (ref,) in installation.ask("SELECT ref FROM stakeholders_party"))


def backed_up(told, folder, *words, **settings):
    path = folder / "accord.zip"
    done = told.accord("backup", path, *words, timeout=120, **settings)
    assert done.returncode == 0, done.stderr
    return path, done.stdout


@pytest.fixture(scope="session")
def archive(told, tmp_path_factory):
    """Back up once, for tests that only read it; gives where to and what was said."""
    return backed_up(told, tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="session")
def portable(told, tmp_path_factory):
    return backed_up(told, tmp_path_factory.mktemp("portable"), "--portable")


@pytest.fixture
def elsewhere(tmp_path):
    """Give an empty installation on SQLite, whatever the tests run on."""
    home = tmp_path / "elsewhere"
    home.mkdir()
    made = Installation(home)
    yield made
    made.end()


def restored(path, target):
    done = target.accord("restore", path, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Equal: " in done.stdout
    checked = target.accord("check", "--against", path, "--database", "--audit", "--files")
    assert checked.returncode == 0, checked.stdout
    return done.stdout


@pytest.mark.walk
def test_a_backup_comes_back_the_same_and_references_go_on(told, archive, empty):
    path, said = archive
    assert " 1 files" in said
    assert path.stat().st_mode & 0o777 == 0o600
    restored(path, empty)

    # The reference and the key of somebody whose adding was undone are not given out again.
    assert add_party(empty) == last_number(told) + 2
    checked = empty.accord("check", "--against", path)
    assert checked.returncode == 3
    assert "stakeholders.party: " in checked.stdout


@pytest.mark.walk
def test_a_place_in_use_is_refused_and_nothing_happened(archive, used):
    before = rows_of(used)
    done = used.accord("restore", archive[0])
    assert (done.returncode, "in use" in done.stderr) == (1, True)
    assert rows_of(used) == before


def rows_of(installation):
    """Give what stands in every table."""
    if installation.url:
        return installation.accord("check", "--tables").stdout
    tables = installation.ask("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name: installation.ask(f'SELECT * FROM "{name}"') for (name,) in tables}


@pytest.mark.walk
def test_rows_go_into_the_other_kind_of_database(told, portable, elsewhere):
    path, said = portable
    assert said.rstrip().endswith("as rows.")
    restored(path, elsewhere)
    assert add_party(elsewhere) == last_number(told) + 2


@pytest.mark.skipif(not SERVER, reason="needs a PostgreSQL server in DATABASE_URL")
def test_an_sqlite_file_moves_to_postgresql(elsewhere, empty, tmp_path):
    for words in (["accord", "migrate"], [FILL]):
        assert elsewhere.module(*words, timeout=200).returncode == 0
    path, said = backed_up(elsewhere, tmp_path)
    assert said.rstrip().endswith("as sqlite.")
    restored(path, empty)
    assert add_party(empty) == last_number(elsewhere) + 2


@pytest.mark.skipif(not SERVER, reason="needs a PostgreSQL server in DATABASE_URL")
def test_postgresqls_own_dump_is_used_where_it_is_new_enough(told, empty, tmp_path):
    from tools.postgres import binaries

    tools = f"{binaries()}{os.pathsep}{os.environ['PATH']}"
    told.settings = empty.settings = {"PATH": tools}
    try:
        path, said = backed_up(told, tmp_path)
        assert said.rstrip().endswith("as pg_dump.")
        restored(path, empty)
    finally:
        told.settings = {}


def damaged(path, target, member):
    """Copy an archive with one byte of one member changed, as a thief would: checksums mended."""
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            body = before.read(name)
            if name.startswith(member):
                body = body[:-3] + bytes([body[-3] ^ 1]) + body[-2:]
            after.writestr(name, body)
    return target


@pytest.mark.walk
@pytest.mark.parametrize("member", ["files/", "accord.sqlite3", "rows/stakeholders.party."])
def test_a_changed_archive_is_refused(request, elsewhere, tmp_path, member):
    if SERVER and member == "accord.sqlite3":
        pytest.skip("a backup of SQLite")
    kind = "portable" if SERVER or member.startswith("rows/") else "archive"
    path, _ = request.getfixturevalue(kind)
    done = elsewhere.accord("restore", damaged(path, tmp_path / "bad.zip", member), timeout=200)
    assert done.returncode == 1
    assert "was changed in this backup" in done.stderr


@pytest.mark.walk
@pytest.mark.parametrize(
    "body", [b"PK\x03\x04 cut", *(pytest.param(body, marks=pytest.mark.walk) for body in NONE)]
)
def test_what_is_no_backup_is_refused(elsewhere, tmp_path, body):
    path = tmp_path / "x.zip"
    path.write_bytes(body)
    done = elsewhere.accord("restore", path)
    assert (done.returncode, "is no backup of Accord" in done.stderr) == (1, True)


@pytest.mark.walk
def test_a_backup_that_is_not_there_has_a_code_of_its_own(elsewhere, tmp_path):
    assert elsewhere.accord("restore", tmp_path / "none.zip").returncode == 4


@pytest.mark.walk
def test_a_missing_file_is_named_by_backup_and_check(used, tmp_path):
    (kept,) = (path for path in (used.home / "files").rglob("*") if path.is_file())
    kept.unlink()
    done = used.accord("backup", tmp_path / "a.zip")
    assert (done.returncode, "a file was missing" in done.stdout) == (3, True)
    done = used.accord("check", "--files")
    assert (done.returncode, "missing" in done.stdout) == (3, True)


@pytest.mark.walk
def test_in_a_folder_the_newest_stay(told, tmp_path):
    old = [tmp_path / f"accord-2026-01-0{day}T000000.zip" for day in (1, 2, 3)]
    other = tmp_path / "holiday.zip"
    for path in (*old, other):
        path.write_bytes(b"x")
    assert told.accord("backup", tmp_path, "--keep", "2").returncode == 0
    left = set(tmp_path.iterdir())
    assert {old[2], other} < left
    assert len(left) == 3
