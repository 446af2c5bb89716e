"""Workers and web processes that die while a file becomes records: nothing twice, nothing less."""

import json
import time
from random import Random

import pytest

from tests.faults.desks import Desk
from tests.faults.houses import write_rows

CHUNKS = "SELECT count(*) FROM imports_importchunk"
STATE = "SELECT state FROM imports_import"


def demand_all_once(house, rows):
    """Each row of the file is one party with all that belongs to it, and one entry each chunk."""
    assert house.one(STATE) == "done"
    counted = [
        house.one(f"SELECT {what} FROM stakeholders_{table}")
        for table, what in (
            ("party", "count(*)"), ("party", "count(DISTINCT name)"),
            ("party", "count(DISTINCT ref)"), ("identifier", "count(DISTINCT value)"),
            ("note", "count(DISTINCT text)"), ("note", "count(*)"),
        )
    ]  # fmt: skip
    assert counted == [rows] * len(counted)
    assert house.one("SELECT count(*) FROM stakeholders_contactpoint") == rows - -(-rows // 3)
    assert house.one("SELECT count(*) FROM stakeholders_timelinerow") == 2 * rows
    assert house.at.ask(
        "SELECT sum(rows_count), sum(new_count), count(*), count(DISTINCT entry_id)"
        " FROM imports_importchunk"
    ) == [(rows, rows, -(-rows // 100), -(-rows // 100))]
    house.demand_sound()


def killed_at(house, moments, **settings):
    """Kill a worker after each of so many chunks, a moment later each time."""
    chance = Random(len(moments))  # noqa: S311
    for chunks in moments:
        worker = house.worker(**settings)
        house.wait_for(CHUNKS, chunks)
        time.sleep(chance.random() / 10)  # somewhere within a chunk
        house.kill(worker)


def imported_with_kills(house, rows, moments):
    house.run("give", write_rows(house.home / "rows.csv", rows))
    killed_at(house, moments)
    house.worker()
    house.at.wait(STATE, [("done",)], seconds=120)
    demand_all_once(house, rows)


@pytest.mark.walk
def test_a_worker_killed_twice_leaves_each_row_once(house):
    imported_with_kills(house, 1200, [1, 5])


@pytest.mark.walk
def test_a_worker_killed_at_many_moments_leaves_each_row_once(house):
    imported_with_kills(house, 4000, [0, 4, 20, 38])


@pytest.mark.walk
def test_two_workers_and_one_dies(house):
    house.run("give", write_rows(house.home / "rows.csv", 2500))
    pair = [house.worker(), house.worker()]
    house.wait_for(CHUNKS, 5)
    for worker in pair:
        house.kill(worker)
    house.worker(), house.worker()
    house.at.wait(STATE, [("done",)], seconds=120)
    demand_all_once(house, 2500)


@pytest.mark.walk
def test_an_undo_that_is_killed_takes_everything_back_once(house):
    before = tables_of(house)
    number = house.run("give", write_rows(house.home / "rows.csv", 3000))
    worker = house.worker()
    house.at.wait(STATE, [("done",)], seconds=120)
    house.run("undo", number)
    house.wait_for("SELECT count(*) FROM journal_entry WHERE undone_by IS NOT NULL", 5)
    house.kill(worker)
    left = house.one("SELECT count(*) FROM stakeholders_party")
    assert 0 < left < 3000
    house.worker()
    house.at.wait(STATE, [("undone",)], seconds=120)
    assert tables_of(house) == before
    assert house.one("SELECT max(rows_count) FROM stakeholders_timelinemonth") == 0
    house.demand_sound()


LEFT_OUT = {f"stakeholders.{name}" for name in ("timelinemonth", "likeness", "likelypair")}


def tables_of(house):
    """Give the digest of each table that is neither trail nor work of the worker nor a count.

    What a worker learns of duplicates by itself is its work, too.
    """
    said = house.at.accord("check", "--tables").stdout
    lines = [line.split() for line in said.splitlines() if len(line.split()) == 3]
    kept = ("accounts.", "fields.", "files.", "search.", "stakeholders.")
    return {
        name: digest
        for digest, _rows, name in lines
        if name.startswith(kept) and name not in LEFT_OUT
    }


# --- The web process ---------------------------------------------------------------------------


def given_in_browser(desk, content):
    body, kind = desk.file("/imports/add/", "rows.csv", content)
    status, headers, page = desk.ask("POST", "/imports/add/", body, kind)
    assert status == 302, page[-2000:]
    return headers["Location"]


@pytest.mark.walk
@pytest.mark.parametrize("goes_on", [False, True])
def test_a_web_process_killed_while_a_file_arrives_has_taken_nothing(house, goes_on):
    content = write_rows(house.home / "rows.csv", 1200).read_bytes()
    process, address = house.web()
    desk = Desk(house, address)
    body, kind = desk.file("/imports/add/", "rows.csv", content)
    with desk.talk() as talk:
        desk.begin(talk, "POST", "/imports/add/", kind, len(body))
        talk.send(body[: len(body) // 2])
        house.kill(process)
    assert house.one("SELECT count(*) FROM imports_import") == 0
    if not goes_on:
        house.demand_sound()
        return

    _process, address = house.web()
    desk = Desk(house, address)
    where = given_in_browser(desk, content)
    assert desk.ask("POST", f"{where}run/", desk.form(where))[0] == 302
    house.worker()
    house.at.wait(STATE, [("done",)], seconds=60)
    demand_all_once(house, 1200)


@pytest.mark.walk
def test_a_web_process_killed_around_the_press_of_import_loses_and_doubles_nothing(house):
    content = write_rows(house.home / "rows.csv", 2000).read_bytes()
    process, address = house.web()
    desk = Desk(house, address)
    where = given_in_browser(desk, content)
    for pause in (0, 0.005, 0.02, 0.05, 0.2):
        form = desk.form(where)
        with desk.talk() as talk:
            desk.send(talk, "POST", f"{where}run/", form)
            time.sleep(pause)
            house.kill(process)
        asked = house.one("SELECT count(*) FROM jobs_job WHERE name = 'imports.import'")
        state = house.one(STATE)
        assert (asked, state) in {(0, "given"), (1, "running")}
        process, address = house.web()
        desk = Desk(house, address)
        if asked:
            break
    desk.ask("POST", f"{where}run/", desk.form(where))
    desk.ask("POST", f"{where}run/", desk.form(where))
    assert house.one("SELECT count(*) FROM jobs_job WHERE name = 'imports.import'") == 1
    worker = house.worker()
    house.wait_for(CHUNKS, 3)
    house.kill(process)
    house.kill(worker)
    house.worker()
    house.at.wait(STATE, [("done",)], seconds=60)
    demand_all_once(house, 2000)
    args = json.loads(
        house.one("SELECT CAST(args AS text) FROM jobs_job WHERE name = 'imports.import'")
    )
    assert args["batch"] == 1


@pytest.mark.walk
def test_a_command_killed_in_an_import_goes_on_where_it_stood(house):
    path = write_rows(house.home / "rows.csv", 6000)
    who = ("--as", "marta@example.org")
    process = house.at.start("accord", "import", path, "--kind", "stakeholders", *who)
    house.wait_for(CHUNKS, 2)
    house.kill(process)
    chunks = house.one(CHUNKS)
    assert chunks < 6
    done = house.at.accord("import", "--go-on", 1, *who, timeout=120)
    assert "6000 rows, 6000 new" in done.stdout, done.stderr
    assert house.one("SELECT count(DISTINCT name) FROM stakeholders_party") == 6000
    assert house.one("SELECT count(*) FROM stakeholders_party") == 6000
    again = house.at.accord("import", path, "--kind", "stakeholders", *who, timeout=120)
    assert "0 new, 0 changed, 6000 unchanged" in again.stdout, again.stderr
    house.demand_sound()
