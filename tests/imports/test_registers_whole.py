"""Whole registers by the console and in a browser: counted, undone, imported again."""

import os
import re
import zipfile
from pathlib import Path

import pytest

from tests.faults.houses import House
from tests.installations import installation, migrated

__all__ = ["installation", "migrated"]
FOLDER = os.environ.get("ACCORD_REAL_DATA", "")
LONG = os.environ.get("ACCORD_LONG", "")
pytestmark = [
    pytest.mark.walk,
    pytest.mark.skipif(not FOLDER, reason="ACCORD_REAL_DATA names no folder"),
    pytest.mark.skipif(not LONG, reason="takes a quarter of an hour: ACCORD_LONG=1"),
]
ENTITIES = Path(FOLDER) / "registers/gleif_transportation.csv.gz"
WHO = ("--kind", "stakeholders", "--as", "marta@example.org")
COUNTED = re.compile(
    r"50814 rows, 50814 new, 0 changed, 0 unchanged, 0 refused, \d+ possible duplicates, 2 with"
)
PARTIES = "SELECT count(*) FROM stakeholders_party"


@pytest.fixture
def house(installation):
    made = House(installation)
    made.run("people")
    return made


def number_of(done):
    return int(re.search(r"Import (\d+)", done.stdout)[1])


def test_legal_entities_by_the_console(house):
    """50,814 rows are kept; the check digits of two are wrong, and said so."""
    accord = house.at.accord
    dry = accord("import", ENTITIES, *WHO, "--dry-run", timeout=600)
    assert COUNTED.search(dry.stdout), dry.stdout + dry.stderr
    assert house.one(PARTIES) == 0
    done = accord("import", ENTITIES, *WHO, timeout=900)
    assert house.one(PARTIES) == 50_814, done.stdout + done.stderr
    warned = house.at.ask("SELECT code FROM imports_importremark WHERE batch_id = 2")
    assert warned == [("lei",), ("lei",)]
    again = accord("import", ENTITIES, *WHO, timeout=900)
    assert "0 new, 0 changed, 50814 unchanged, 0 refused" in again.stdout
    for number in (number_of(again), number_of(done)):
        undone = accord("import", "--undo", number, *WHO[2:], timeout=900)
        assert (undone.returncode, "kept" in undone.stdout) == (0, False), undone.stdout
    assert house.one(PARTIES) == 0
    assert "50814 rows, 50814 new" in accord("import", ENTITIES, *WHO, timeout=900).stdout
    assert house.one(PARTIES) == 50_814
    house.demand_sound()


def test_legislators_by_the_console(house):
    """Of 4,833 rows 3,569 are people met for the first time."""
    words = (*WHO, "--set", "kind=person", "--set", "scheme=everypolitician")
    with zipfile.ZipFile(Path(FOLDER) / "registers/everypolitician_10_legislatures.zip") as archive:
        names = sorted(name for name in archive.namelist() if "__term-" in name)
        archive.extractall(house.home, names)
    people = f"{PARTIES} WHERE kind = 'person'"

    def taken_in():
        done = [house.at.accord("import", house.home / name, *words, timeout=300) for name in names]
        rows = [int(re.search(r"(\d+) rows", each.stdout)[1]) for each in done]
        new = [int(re.search(r"(\d+) new", each.stdout)[1]) for each in done]
        assert (sum(rows), sum(new), house.one(people)) == (4833, 3569, 3569)
        return [number_of(each) for each in done]

    for number in reversed(taken_in()):
        undone = house.at.accord("import", "--undo", number, *WHO[2:], timeout=300)
        assert (undone.returncode, "kept" in undone.stdout) == (0, False), undone.stdout
    assert house.one(PARTIES) == 0
    taken_in()
    house.demand_sound()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("file", "rows", "warned"),
    [
        ("registers/gleif_transportation.csv.gz", "50,814 of 50,814", "2"),
        ("Estonia", "120 of 121", "0"),  # one sat for two groups
    ],
)
def test_in_the_browser(house, chromium, file, rows, warned):
    path = Path(FOLDER) / file
    if file == "Estonia":
        path = house.home / "Estonia__Riigikogu__term-13.csv"
        with zipfile.ZipFile(
            Path(FOLDER) / "registers/everypolitician_10_legislatures.zip"
        ) as archive:
            path.write_bytes(archive.read(path.name))
    _process, address = house.web()
    house.at.start("accord", "worker")
    context = chromium.new_context()
    context.set_default_timeout(600_000)
    context.add_cookies([{"name": "session", "value": house.run("session"), "url": address}])
    page = context.new_page()
    for turn in ("first", "again"):
        page.goto(f"{address}/imports/add/")
        page.set_input_files("input[type=file]", path)
        press(page, "Read it")
        press(page, "Check")
        page.locator("h1", has_text="will be new. None is refused.").wait_for()
        assert page.locator("h1").inner_text().startswith(f"{rows} rows")
        press(page, "Import")
        page.locator("h1", has_text="new here. None is refused.").wait_for()
        assert f"{warned} read with a warning" in page.inner_text("main")
        if turn == "again":
            break
        press(page, "Undo the whole import")
        page.locator("h1", has_text="The import is taken back whole.").wait_for()
        assert house.one(PARTIES) == 0
    context.close()


def press(page, label):
    page.locator("main .btn", has_text=re.compile(f"^{label}$")).first.click()
