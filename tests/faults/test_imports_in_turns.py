"""Two processes write an import in turns; whichever of them dies, each row is there once."""

import os
import signal
import time
from pathlib import Path

import pytest

CHUNKS = "SELECT count(*) FROM imports_importchunk"
STATE = "SELECT state FROM imports_import"
ROWS = 12_000


def write_plain(path, count, first=0, word="Żółw"):
    """Write rows that say no more than can be made ready: one in a hundred can't be kept."""
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name,email,country\n")
        for n in range(first, first + count):
            name = "" if n % 100 == 99 else f"{word} {str(n)[::-1]}"  # no order of theirs
            file.write(f'{n},"{name}",p{n}@example.org,EE\n')
    return path


def partner_of(worker):
    """Give the process id of a worker's partner, once it has one."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for path in Path("/proc").iterdir():
            if path.name.isdigit() and _is_partner(path, worker.pid):
                return int(path.name)
        time.sleep(0.01)
    raise AssertionError("no partner came")


def _is_partner(process, parent):
    try:
        line = (process / "cmdline").read_bytes()
        above = int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return False
    return b"accord.foundation.imports.partner" in line and above == parent


def in_turns(house):
    """Start a worker, and wait until its partner writes every other chunk."""
    worker = house.worker(TEST_LEAST="1")
    other = partner_of(worker)
    deadline = time.monotonic() + 60
    while not were_made_ready(house) and time.monotonic() < deadline:
        time.sleep(0.05)  # what other processes do is seen by looking
    return worker, other


def were_made_ready(house):
    """Tell whether rows were made ready ahead: their keys follow the names, not the file."""
    found = house.at.ask("SELECT ref FROM stakeholders_party ORDER BY id")
    numbers = [int(ref.partition("-")[2]) for (ref,) in found]
    return numbers != sorted(numbers)


def demand_all_once(house):
    kept = ROWS - ROWS // 100
    assert house.one("SELECT count(*) FROM stakeholders_party") == kept
    for table, what in (
        ("party", "name"), ("party", "ref"), ("identifier", "value"), ("contactpoint", "folded"),
    ):  # fmt: skip
        assert house.one(f"SELECT count(DISTINCT {what}) FROM stakeholders_{table}") == kept
    assert house.one("SELECT count(*) FROM stakeholders_timelinerow") == kept
    assert house.at.ask(
        "SELECT sum(rows_count), sum(new_count), sum(refused_count), count(*),"
        " count(DISTINCT entry_id) FROM imports_importchunk"
    ) == [(ROWS, kept, ROWS // 100, ROWS // 100, ROWS // 100)]
    house.demand_sound()


def demand_ready(house, last):
    """Demand that the last chunks were all made ready ahead, whoever wrote them."""
    found = house.at.ask(
        "SELECT i.value FROM stakeholders_identifier i JOIN stakeholders_party p"
        " ON p.id = i.party_id ORDER BY p.id"
    )
    chunks = {}
    for (value,) in found:
        chunks.setdefault(int(value) // 100, []).append(int(value))
    in_order = [number for number, rows in chunks.items() if rows == sorted(rows)]
    assert [number for number in in_order if number >= ROWS // 100 - last] == []


def order_of_chunks(house):
    """Give the last rows of the chunks in the order in which their entries were written."""
    found = house.at.ask("SELECT last_row FROM imports_importchunk ORDER BY entry_id")
    return [row for (row,) in found]


@pytest.mark.walk
@pytest.mark.parametrize("who", ["nobody", "partner", "worker", "both"])
def test_whoever_of_two_dies_each_row_is_there_once_and_in_order(house, who):
    house.run("give", write_plain(house.home / "rows.csv", ROWS))
    worker, other = in_turns(house)
    if who == "partner":
        os.kill(other, signal.SIGKILL)
    elif who == "worker":
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    elif who == "both":
        house.kill(worker)
    if who in {"worker", "both"}:
        house.worker(TEST_LEAST="1")
    house.at.wait(STATE, [("done",)], seconds=180)
    demand_all_once(house)
    order = order_of_chunks(house)
    assert order == sorted(order)
    assert were_made_ready(house)
    if who == "nobody":
        demand_ready(house, last=40)


@pytest.mark.walk
def test_what_is_known_can_not_be_made_ready_and_is_written_in_turns_all_the_same(house):
    house.run("give", write_plain(house.home / "rows.csv", ROWS))
    in_turns(house)
    house.at.wait(STATE, [("done",)], seconds=180)
    path = write_plain(house.home / "more.csv", ROWS, first=ROWS // 2, word="Ćma")
    number = house.run("give", path)
    house.at.wait(f"{STATE} WHERE id = {number}", [("done",)], seconds=180)
    half = (ROWS - ROWS // 100) // 2
    assert house.at.ask(
        "SELECT sum(rows_count), sum(new_count), sum(changed_count), sum(refused_count), count(*),"
        f" max(number) FROM imports_importchunk WHERE batch_id = {number}"
    ) == [(ROWS, half, half, ROWS // 100, ROWS // 100, ROWS // 100)]
    assert house.one("SELECT count(*) FROM stakeholders_party") == 3 * half
    order = house.at.ask(
        f"SELECT last_row FROM imports_importchunk WHERE batch_id = {number} ORDER BY entry_id"
    )
    assert order == sorted(order)
    house.demand_sound()


@pytest.mark.walk
def test_who_stands_in_the_chunk_before_is_recognised_there_and_not_written_twice(house):
    path = house.home / "rows.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name,email,country\n")
        for n in range(ROWS):
            number = n // 200 * 100 + n % 100  # every other chunk says more of the one before
            file.write(f"{number},Żółw {str(number)[::-1]},p{n}@example.org,EE\n")
    house.run("give", path)
    in_turns(house)
    house.at.wait(STATE, [("done",)], seconds=180)
    assert house.at.ask("SELECT sum(new_count), sum(changed_count) FROM imports_importchunk") == [
        (ROWS // 2, ROWS // 2)
    ]
    assert house.one("SELECT count(*) FROM stakeholders_identifier") == ROWS // 2
    assert house.one("SELECT count(*) FROM stakeholders_party") == ROWS // 2
    assert house.one("SELECT count(DISTINCT folded) FROM stakeholders_contactpoint") == ROWS
    house.demand_sound()


@pytest.mark.walk
def test_what_two_wrote_is_taken_back_whole(house):
    number = house.run("give", write_plain(house.home / "rows.csv", ROWS))
    in_turns(house)
    house.at.wait(STATE, [("done",)], seconds=180)
    house.run("undo", number)
    house.at.wait(STATE, [("undone",)], seconds=180)
    for table in ("party", "identifier", "contactpoint", "timelinerow"):
        assert house.one(f"SELECT count(*) FROM stakeholders_{table}") == 0
    house.demand_sound()
