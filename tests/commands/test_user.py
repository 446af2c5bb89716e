"""People from the console."""

from hashlib import sha1

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def with_words(console, words, given):
    return console.accord("user", *words, given=given)


def test_people_from_nobody_to_several(console):
    done = console.accord("user", "first")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("http://localhost:8000/")

    words = ["add", "ann@example.org", "Ann Łęcka", "--role", "administrator", "--stdin"]
    assert with_words(console, words, "short\n").returncode == 1
    assert console.ask("SELECT count(*) FROM accounts_user") == [(0,)]
    done = with_words(console, words, "four quiet grey herons\n")
    assert (done.returncode, done.stdout) == (0, "ann@example.org has an account.\n")
    assert console.accord("user", "first").returncode == 1, "there is an administrator"

    done = console.accord("user", "add", "bob@example.org", "Bob")
    assert "within the hour: http://localhost:8000/" in done.stdout
    assert console.accord("user", "grant", "bob@example.org", "viewer").returncode == 0
    assert console.accord("user", "grant", "eve@example.org", "viewer").returncode == 1
    assert console.accord("user", "grant", "bob@example.org", "king").returncode == 2
    assert console.accord("user", "list").stdout.splitlines() == [
        "ann@example.org\tAnn Łęcka\tadministrator",
        "bob@example.org\tBob\tviewer",
    ]

    ((before,),) = console.ask("SELECT password FROM accounts_user WHERE name = 'Bob'")
    words = ["password", "bob@example.org", "--stdin"]
    assert with_words(console, words, "seven brown otters swim\n").returncode == 0
    ((after,),) = console.ask("SELECT password FROM accounts_user WHERE name = 'Bob'")
    assert after != before
    assert after.startswith("argon2")
    assert console.accord("check", "--audit").returncode == 0


def test_lost_factors_and_stolen_passwords(console, tmp_path):
    words = ["add", "ann@example.org", "Ann", "--role", "administrator", "--stdin"]
    assert with_words(console, words, "four quiet grey herons\n").returncode == 0
    done = console.accord("user", "factors", "ann@example.org")
    assert (done.returncode, "signed out everywhere" in done.stdout) == (0, True)

    stolen = tmp_path / "stolen.txt"
    stolen.write_text("DB1F5C31B4BB4C0F3DA6E7EC9B0B17F3F8C5C1A1:4\nno hash\n")
    assert console.accord("user", "stolen", str(stolen)).returncode == 1
    digest = sha1(b"seven brown otters swim", usedforsecurity=False).hexdigest()
    stolen.write_text(f"{digest.upper()}:12\n")
    done = console.accord("user", "stolen", str(stolen))
    assert (done.returncode, done.stdout) == (
        0, "1 stolen passwords are refused from now on.\n",
    )  # fmt: skip
    words = ["password", "ann@example.org", "--stdin"]
    assert with_words(console, words, "seven brown otters swim\n").returncode == 1
    assert with_words(console, words, "eight brown otters swim\n").returncode == 0
