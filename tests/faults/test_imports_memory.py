"""Ever more rows take the worker no more memory, through the whole of an import."""

import json
import os
import random
from pathlib import Path

import pytest

WITHIN = 20 * 1024  # KiB
LONG = os.environ.get("ACCORD_LONG", "")  # a whole gigabyte, which takes a quarter of an hour
STATE = "SELECT state FROM imports_import ORDER BY id DESC LIMIT 1"


def write(path, rows):
    """Write rows of a kilobyte each; what they say differs, as what people write does."""
    chance = random.Random(rows)  # noqa: S311
    vocabulary = [f"{chance.getrandbits(24):x}" for _ in range(5000)]
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name,email,phone,country,note\n")
        for n in range(rows):
            words = " ".join(chance.choices(vocabulary, k=130))[:900]
            file.write(f'{n},"Żółw {n}, and more",p{n}@example.org,+37255{n:06d},EE,"{words}"\n')
    return path


def peak(house, rows, word, ends):
    """Have a worker of its own do it; gives the most memory it ever held, in KiB."""
    path = write(house.home / "rows.csv", rows)
    house.run(word, path)
    path.unlink()
    worker = house.worker(TEST_CHUNK="1000")
    house.at.wait(STATE, [(ends,)], seconds=3600)
    status = Path(f"/proc/{worker.pid}/status").read_text()
    house.kill(worker)
    return int(status.partition("VmHWM:")[2].split()[0])


@pytest.mark.walk
def test_a_look_at_ever_more_rows_takes_no_more_memory(house):
    few = peak(house, 10_000, "look", "checked")
    rows = 1_000_000 if LONG else 100_000
    many = peak(house, rows, "look", "checked")
    counts = house.one("SELECT CAST(counts AS text) FROM imports_import ORDER BY id DESC LIMIT 1")
    assert json.loads(counts)["rows"] == rows
    assert many - few < WITHIN, (few, many)


@pytest.mark.walk
def test_an_import_of_ever_more_rows_takes_no_more_memory(house):
    few = peak(house, 10_000, "give", "done")
    rows = 1_000_000 if LONG else 50_000
    many = peak(house, rows, "give", "done")
    assert house.one("SELECT sum(rows_count) FROM imports_importchunk") == 10_000 + rows
    assert many - few < WITHIN, (few, many)
