"""A file in, counted, undone, out again: by the console alone."""

import csv
from contextlib import suppress
from subprocess import TimeoutExpired

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "Name;E-mail;Register code\nŁódź Water;a@example.org;1\n;b@example.org;2\nTartu Vesi;;3\n"


def test_a_file_is_counted_imported_again_undone_and_exported(filled, tmp_path):
    path = tmp_path / "orgs.csv"
    path.write_text(ROWS, encoding="cp1250")
    who = ("--as", "marta@example.org")
    words = ("import", path, "--kind", "stakeholders", *who, "--set", "kind=organisation")
    count = "SELECT count(*) FROM stakeholders_party"
    ((before,),) = filled.ask(count)

    done = filled.accord(*words, "--dry-run")
    assert done.returncode == 3, done.stderr
    assert "would be: 3 rows, 2 new, 0 changed, 0 unchanged, 1 refused" in done.stdout
    assert filled.ask(count) == [(before,)]

    refused = tmp_path / "refused.csv"
    done = filled.accord(*words, "--refused", refused)
    assert "3 rows, 2 new, 0 changed, 0 unchanged, 1 refused" in done.stdout, done.stderr
    number = done.stdout.split()[1].rstrip(":")
    assert filled.ask(count) == [(before + 2,)]
    with refused.open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert (head[:2], row[0], row[3:]) == (["row", "reason"], "3", ["b@example.org", "2", ""])
    done = filled.accord(*words)
    assert "0 new, 0 changed, 2 unchanged, 1 refused" in done.stdout

    out = tmp_path / "out.csv"
    done = filled.accord("export", "stakeholders", out, *who)
    assert done.returncode == 0, done.stderr
    assert "Łódź Water" in out.read_text(encoding="utf-8-sig")

    assert filled.accord("import", "--undo", number, "--as", "nobody@example.org").returncode == 1
    done = filled.accord("import", "--undo", number, *who)
    assert (done.returncode, f"Import {number} is undone" in done.stdout) == (0, True)
    assert filled.ask(count) == [(before,)]
    assert filled.accord("check", "--audit", "--search").returncode == 0


def test_wrong_words_are_refused_before_anything_is_kept(filled, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    who = ("--as", "marta@example.org")
    for words, code in (
        (("import",), 2),
        (("import", path, "--kind", "nothing", *who), 1),
        (("import", tmp_path / "none.csv", "--kind", "stakeholders", *who), 4),
        (("import", path, "--kind", "stakeholders", *who, "--read", "colour=red"), 1),
        (("export", "stakeholders", tmp_path / "o.pdf", *who), 2),
        (("export", "nothing", tmp_path / "o.csv", *who), 2),
    ):
        assert filled.accord(*words).returncode == code, words
    assert filled.ask("SELECT count(*) FROM imports_import") == [(0,)]
    assert list(tmp_path.glob("o.*")) == []


@pytest.mark.walk
def test_a_mailbox_is_taken_in_once_however_often_it_is_killed(filled, tmp_path):
    box = tmp_path / "old.mbox"
    letters = (
        f"From x Mon May  4 10:00:00 2026\nMessage-ID: <{n}@x.example>\n"
        f"From: Person <p{n % 3}@known.example>\nTo: marta@example.org\nSubject: No {n}\n"
        f"Date: Mon, 4 May 2026 10:00:00 +0000\n\nWords of {n}\n\n"
        for n in range(400)
    )
    box.write_text("".join(letters))
    rows = tmp_path / "people.csv"
    rows.write_text("Name;E-mail\nAda;p0@known.example\nBo;p1@known.example\n")
    who = ("--as", "marta@example.org")
    done = filled.accord(
        "import", rows, "--kind", "stakeholders", *who, "--set", "kind=person",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    words = ("import", box, "--kind", "mail", *who)
    for patience in (1.5, 2.0, 2.5):
        with suppress(TimeoutExpired):
            filled.accord(*words, timeout=patience)

    done = filled.accord(*words)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("400 messages:")
    ends = "SELECT state, reason, count(*) FROM arrivals_arrival GROUP BY 1, 2 ORDER BY 1"
    assert filled.ask(ends) == [("dropped", "unknown", 133), ("filed", "known", 267)]
    talks = "SELECT count(*), count(DISTINCT once) FROM engagement_interaction WHERE once <> ''"
    assert filled.ask(talks) == [(267, 267)]
    assert filled.ask("SELECT count(*) FROM correspondence_message") == [(267,)]
    again = filled.accord(*words)
    assert "400 messages: 0 new, 400 were here already." in again.stdout
    assert filled.accord("check").returncode == 0
    assert filled.accord("import", rows, "--kind", "mail", *who).returncode == 1
