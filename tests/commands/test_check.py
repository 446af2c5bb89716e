"""Tampering is found; what is whole is called so."""

import json

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_whole_installation_is_fine(filled):
    done = filled.accord("check")
    assert done.returncode == 0, done.stdout
    lines = [line for line in done.stdout.splitlines() if line.endswith(": fine")]
    assert lines == [
        "database: fine", "audit: fine", "search: fine", "files: fine", "networks: fine",
        "stakes: fine",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE journal_entry SET by_id = 7 WHERE id = {middle}", "entry {middle}: was changed"),
        ("DELETE FROM journal_image WHERE entry_id = {middle}", "entry {middle}: its images"),
        (
            "UPDATE journal_image SET after = '{{}}' WHERE entry_id = {middle}",
            "entry {middle}: an image of it was changed",
        ),
    ],
)
def test_a_change_of_the_trail_is_found(filled, statement, reason):
    ((middle,),) = filled.ask(
        "SELECT min(entry_id) FROM journal_image WHERE op = '+' AND kind = 'stakeholders.party'"
    )
    filled.ask(statement.format(middle=middle))
    done = filled.accord("check", "--audit")
    assert done.returncode == 3
    assert reason.format(middle=middle) in done.stdout


def test_only_the_anchor_tells_that_the_end_was_cut_off(filled, tmp_path):
    anchor = tmp_path / "anchor"
    assert filled.accord("check", "--anchor", anchor).returncode == 0
    (line,) = anchor.read_text().splitlines()
    ((last, digest),) = filled.ask("SELECT id, digest FROM journal_entry ORDER BY id DESC LIMIT 1")
    assert (json.loads(line)["entry"], json.loads(line)["digest"]) == (last, digest)
    assert filled.accord("check", "--anchor", anchor).returncode == 0
    assert len(anchor.read_text().splitlines()) == 1

    ((before, count),) = filled.ask(
        f"SELECT previous, (SELECT entries_count FROM journal_head) FROM journal_entry WHERE id = {last}"
    )
    filled.ask(f"DELETE FROM journal_image WHERE entry_id = {last}")
    filled.ask(f"DELETE FROM journal_entry WHERE id = {last}")
    filled.ask(f"UPDATE journal_head SET digest = '{before}', entries_count = {count - 1}")
    assert filled.accord("check", "--audit").returncode == 0, "the chain itself is whole"
    done = filled.accord("check", "--anchor", anchor)
    assert (done.returncode, "an anchored entry is missing" in done.stdout) == (3, True)
    anchor.write_text("rubbish\n")
    assert filled.accord("check", "--anchor", anchor).returncode == 1


@pytest.mark.walk
def test_a_database_of_an_earlier_version_is_named(empty):
    done = empty.accord("check", "--database")
    assert done.returncode == 3
    assert "is still to come: accord migrate" in done.stdout
