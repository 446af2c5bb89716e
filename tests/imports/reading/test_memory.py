"""A file many times as long takes no more memory."""

import gzip
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

WITHIN = 20 * 1024
PEAK = Path(__file__).with_name("peak.py")
SOURCE = Path(__file__).parents[3] / "src"


def _peak(path, rows) -> int:
    ran = subprocess.run(
        [sys.executable, str(PEAK), str(path)],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    read, kibibytes = map(int, ran.stdout.split())
    assert read == rows
    return kibibytes


def _filler():
    """A kilobyte that does not pack to nothing, different in each row by its beginning."""
    chance = random.Random(5)  # noqa: S311
    return "".join(f"{chance.getrandbits(64):x} " for _ in range(55))[:930]


def _csv(file, rows):
    filler = _filler()
    file.write("id,name,email,note\n")
    file.writelines(f'{n},"Żółw, {n}",p{n}@example.org,"{filler}"\n' for n in range(rows))


def _tsv(file, rows):
    filler = _filler()
    file.write("id\tname\tnote\n")
    file.writelines(f"{n}\tŻółw {n}\t{filler}\n" for n in range(rows))


def _cards(file, rows):
    filler = _filler()
    file.writelines(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:Õie {n}\nNOTE:{filler}\nEND:VCARD\n" for n in range(rows)
    )


@pytest.mark.walk
@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.csv", _csv),
        ("a.tsv", _tsv),
        ("a.vcf", _cards),
        ("a.csv.gz", _csv),
    ],
)
def test_forty_thousand_rows_take_no_more_memory_than_ten_thousand(tmp_path, name, write):
    peaks = []
    for rows in (10_000, 40_000):
        path = tmp_path / f"{rows}-{name}"
        opened = gzip.open if name.endswith(".gz") else open
        with opened(path, "wt", encoding="utf-8") as file:
            write(file, rows)
        peaks.append(_peak(path, rows))
        path.unlink()
    assert peaks[1] - peaks[0] < WITHIN


@pytest.mark.walk
@pytest.mark.parametrize(
    ("name", "write", "many"),
    [("a.csv", _csv, 1_000_000), ("a.csv.gz", _csv, 300_000), ("a.vcf", _cards, 300_000)],
)
def test_very_many_rows_take_no_more_memory_than_ten_thousand(tmp_path, name, write, many):
    peaks = []
    for rows in (10_000, many):
        path = tmp_path / f"{rows}-{name}"
        opened = gzip.open if name.endswith(".gz") else open
        with opened(path, "wt", encoding="utf-8") as file:
            write(file, rows)
        peaks.append(_peak(path, rows))
        path.unlink()
    assert peaks[1] - peaks[0] < WITHIN


@pytest.mark.parametrize(
    "content",
    [b"id,text\n" + b"x" * 60_000_000, b'id,text\n1,"' + (b"a," + b"b" * 998 + b"\n") * 60_000],
    ids=["a line without end", "a quote nobody closes"],
)
def test_what_never_ends_is_not_collected(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n1,a\n2,b\n")
    usual = _peak(path, 2)
    path.write_bytes(content)
    ran = subprocess.run(
        [sys.executable, str(PEAK), str(path)],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert int(ran.stdout.split()[1]) - usual < 3 * WITHIN
