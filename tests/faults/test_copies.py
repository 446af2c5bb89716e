"""Reads from a copy of the database: who has just written reads what they wrote."""

import re
import shutil

import pytest

from tests import installations
from tests.faults.desks import Desk
from tests.faults.houses import House
from tests.installations import SERVER

pytestmark = pytest.mark.skipif(bool(SERVER), reason="copies a file of SQLite")
RECORD = "/stakeholders/S-1001/"


def names_it(page):
    """Tell whether the page holds the new fact, as a word of its own."""
    return re.search(r"\ba0\b", page) is not None


@pytest.fixture(scope="module")
def stood(peopled, tmp_path_factory):
    """Make a house whose copy stands still since Jonas got his name."""
    with installations.copied(peopled, tmp_path_factory.mktemp("stood")) as made:
        house = House(made)
        house.run("party", "Jonas")
        shutil.copyfile(house.home / "accord.sqlite3", house.home / "copy.sqlite3")
        house.run("edit", "a", "1")
        yield made


@pytest.fixture
def copied(stood, tmp_path):
    with installations.copied(stood, tmp_path) as made:
        kept = f"sqlite://{made.home / 'copy.sqlite3'}"
        made.settings = {"ACCORD_REPLICA_URLS": kept, "ACCORD_REPLICA_LAG": "60"}
        yield House(made)


@pytest.mark.walk
def test_pages_come_from_the_copy_until_one_writes(copied):
    _process, address = copied.web()
    desk, other = Desk(copied, address), Desk(copied, address)
    assert not names_it(desk.ask("GET", RECORD)[2])
    status, _headers, _page = desk.ask(
        "POST", f"{RECORD}note/", desk.form(f"{RECORD}note/", text="New", visibility="everyone")
    )
    assert (status, "wrote" in desk.cookies) == (302, True)
    mine = desk.ask("GET", RECORD)[2]
    assert (names_it(mine), ">New<" in mine) == (True, True)
    theirs = other.ask("GET", RECORD)[2]
    assert (names_it(theirs), ">New<" in theirs) == (False, False)
    assert "Jonas" in other.ask("GET", "/find/?q=jonas")[2]
    assert copied.one("SELECT count(*) FROM stakeholders_note") == 1


@pytest.mark.walk
def test_a_copy_that_is_away_is_done_without(copied):
    (copied.home / "copy.sqlite3").write_bytes(b"no database")
    _process, address = copied.web()
    assert names_it(Desk(copied, address).ask("GET", RECORD)[2])
    assert "does not answer" in copied.at.log()


@pytest.mark.walk
def test_who_somebody_is_never_comes_from_a_copy(copied):
    _process, address = copied.web()
    desk = Desk(copied, address)
    assert desk.ask("GET", RECORD)[0] == 200
    copied.at.ask("UPDATE accounts_user SET is_active = false")
    status, headers, _page = desk.ask("GET", RECORD)
    assert (status, "/sign-in/" in headers["Location"]) == (302, True)
