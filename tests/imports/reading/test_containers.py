import gzip
import io
import stat
import struct
import zipfile
import zlib

import pytest

from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.rows import Unreadable
from tests.imports.reading.files import code_of, read
from tests.imports.reading.workbooks import packed, xls, xlsx

CSV = "id,name\n1,Łódź\n2,Tartu\n".encode()
READ = [("1", "Łódź"), ("2", "Tartu")]


def gz(body):
    """Pack without the moment, so that every process packs the same bytes."""
    return gzip.compress(body, mtime=0)


def _refused(content, code, **limits):
    with pytest.raises(Unreadable) as refusal:
        read(content, limits=Limits(**limits))
    assert code_of(refusal) == (code, True)


class _Pipe(io.RawIOBase):
    """A stream that can be read once and not wound back."""

    def __init__(self, content):
        self._inner = io.BytesIO(content)

    def readable(self):
        return True

    def readinto(self, buffer):
        return self._inner.readinto(buffer)


def test_gz_and_zip_around_a_table_are_taken_off(tmp_path):
    for name, content in {
        "a.csv": CSV, "a.csv.gz": gz(CSV), "b.zip": packed({"a.csv": CSV}),
        "c.zip": packed({"a.csv": CSV}, zipfile.ZIP_STORED),
        "two.gz": gz(CSV[:10]) + gz(CSV[10:]),
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
        assert read(tmp_path / name).cells == READ
        assert read(content).cells == READ
    with (tmp_path / "a.csv").open("rb") as stream:
        assert read(stream).cells == READ
        assert not stream.closed


@pytest.mark.parametrize(
    "content", [CSV, gz(CSV), packed({"a.csv": CSV})], ids=["csv", "gz", "zip"]
)
def test_a_pipe_is_detected_and_read_like_a_file(content):
    from accord.foundation.imports.reading import tables

    found = tables.detect(_Pipe(content))
    with tables.read(_Pipe(content), found) as table:
        assert [row.cells for row in table] == READ


def test_spreadsheets_and_cards_inside_one_archive_are_read():
    book = [["id", "name"], [1, "Łódź"], [2, "Tartu"]]
    assert read(packed({"a.xlsx": xlsx(("S", book))})).cells == READ
    assert read(gz(xlsx(("S", book)))).cells == READ
    assert read(packed({"dir/a.xls": xls(book)})).cells == READ
    card = b"BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nEND:VCARD\n"
    assert [row.card.formatted_name for row in read(packed({"a.vcf": card})).rows] == ["Anna"]


def test_of_several_tables_one_is_chosen_and_the_others_are_named():
    archive = packed({
        "readme.md": "hello", "__MACOSX/._a.csv": "x", ".hidden.csv": "x", "dir/": "",
        "dir/a.csv": CSV, "б.tsv": "id\tname\n7\tx\n",
    })  # fmt: skip
    whole = read(archive)
    assert whole.cells == READ
    assert (whole.detection.member, whole.detection.members) == (
        "dir/a.csv",
        ("dir/a.csv", "б.tsv"),
    )
    assert whole.warnings == ["several-members"]
    assert read(archive, member="б.tsv").cells == [("7", "x")]
    with pytest.raises(Unreadable) as refusal:
        read(archive, member="readme.md")
    assert code_of(refusal) == ("no-such-member", True)


def test_an_archive_without_tables_by_name_offers_its_files():
    assert read(packed({"export": CSV})).cells == READ
    _refused(packed({"dir/": ""}), "no-table-inside")
    _refused(packed({}), "no-table-inside")


@pytest.mark.parametrize(
    "content",
    [
        packed({"a.csv": gz(CSV)}),
        packed({"a.zip": packed({"a.csv": CSV})}),
        gz(gz(CSV)),
        gz(packed({"a.csv": CSV})),
    ],
    ids=["gz in zip", "zip in zip", "gz in gz", "zip in gz"],
)
def test_an_archive_inside_an_archive_is_refused(content):
    _refused(content, "nested")


def test_links_passwords_and_unknown_methods_are_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("a.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    _refused(made.getvalue(), "unsafe-archive")
    locked = bytearray(packed({"a.csv": CSV}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(header) + flags] |= 1
    _refused(bytes(locked), "encrypted")
    _refused(packed({"a.csv": CSV}, zipfile.ZIP_BZIP2), "unsupported-archive")
    _refused(packed({"a.csv": CSV}, zipfile.ZIP_LZMA), "unsupported-archive")


@pytest.mark.parametrize(
    "magic",
    [b"BZh91AY", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x00", b"\x28\xb5\x2f\xfd"],
)
def test_other_archives_are_named_and_refused(magic):
    _refused(magic + b"x" * 100, "unsupported-archive")
    _refused(gz(magic + b"x" * 100), "unsupported-archive")


def test_a_tar_is_refused_packed_or_not():
    tar = b"a.csv".ljust(257, b"\x00") + b"ustar\x0000" + b"\x00" * 300
    _refused(tar, "unsupported-archive")
    _refused(gz(tar), "unsupported-archive")


def _wide(archive, count=None, offset=None):
    """Add the directory records that archives beyond four gigabytes have."""
    end = archive.rindex(b"PK\x05\x06")
    entries, size, start = struct.unpack("<10xHII", archive[end : end + 20])
    count = entries if count is None else count
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end if offset is None else offset, 1)
    return archive[:end] + record + locator + archive[end:]


def test_archives_with_wide_directories_are_read_and_checked():
    archive = packed({"a.csv": CSV})
    assert read(_wide(archive)).cells == READ
    _refused(_wide(archive, count=3000), "too-many-entries")
    _refused(_wide(archive, offset=2**63), "damaged")
    _refused(_wide(archive, offset=len(archive) + 100), "damaged")


def test_a_directory_that_is_not_there_or_lies_about_its_length_is_damage():
    archive = packed({"a.csv": CSV, "b.csv": CSV})
    end = archive.rindex(b"PK\x05\x06")
    _refused(archive[:end], "damaged")
    _refused(archive[:end] + b"PK\x05\x06" + b"\x00" * 4, "damaged")
    liar = bytearray(archive)
    liar[end + 8 : end + 12] = struct.pack("<HH", 1, 1)
    _refused(bytes(liar), "too-many-entries", entries=1)
    liar[end + 12 : end + 16] = struct.pack("<I", 2**31)
    _refused(bytes(liar), "too-many-entries")


def test_an_entry_that_is_not_where_it_should_be_is_damage():
    archive = bytearray(packed({"a.csv": CSV}))
    archive[:4] = b"XX\x03\x04"
    _refused(b"PK\x03\x04" + b"x" * 50 + bytes(archive), "damaged")


def test_too_many_entries_are_refused_before_they_are_listed():
    _refused(packed({f"{n}.csv": "a" for n in range(2001)}), "too-many-entries")
    assert read(packed({f"{n}.csv": CSV for n in range(2000)})).cells == READ


def test_bombs_are_refused_by_what_they_declare():
    bomb = packed({"a.csv": b"0" * 40_000_000})
    assert len(bomb) < 50_000
    _refused(bomb, "bomb")
    workbook = packed(
        {"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>", "xl/a.xml": b" " * 40_000_000}
    )
    _refused(workbook, "bomb")


def _lying(content: bytes, declared: int, inside=None) -> bytes:
    """A zip file whose entries declare less than they hold."""
    parts = {"a.csv": content} if inside is None else {**inside, "z.xml": content}
    archive = bytearray(packed(parts))
    name = b"a.csv" if inside is None else b"z.xml"
    for header, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = archive.rindex(name, 0, archive.rindex(b"PK\x05\x06"))
        at = archive.rindex(
            header, 0, start if header != b"PK\x03\x04" else archive.rindex(name, 0, start)
        )
        archive[at + place : at + place + 4] = struct.pack("<I", declared)
    return bytes(archive)


def test_bombs_that_lie_are_refused_while_they_unpack():
    _refused(_lying(b"a,b\n" + b"1,2\n" * 90_000, 1000), "bomb")
    real = xlsx(("S", [["id", "name"], [1, "x"]]))
    with zipfile.ZipFile(io.BytesIO(real)) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    _refused(_lying(b"<x>" + b" " * 30_000_000 + b"</x>", 1000, inside), "bomb")


def test_a_gz_bomb_is_refused_while_it_unpacks():
    row = b"1," + b"2" * 1000 + b"\n"
    _refused(gz(b"a,b\n" + row * 20_000), "bomb")
    assert len(read(gz(b"a,b\n" + row * 15_000)).rows) == 15_000


def test_a_gz_beyond_the_limit_is_refused():
    content = gz("".join(f"{zlib.crc32(bytes([n % 256])) * n},x\n" for n in range(50_000)).encode())
    _refused(content, "too-big", unpacked=100_000)


def test_entries_that_share_their_bytes_are_refused():
    archive = bytearray(packed({"a.csv": CSV * 200, "b.csv": CSV * 200}))
    second = archive.rindex(b"PK\x01\x02")
    archive[second + 42 : second + 46] = struct.pack("<I", 0)
    _refused(bytes(archive), "bomb")


@pytest.mark.parametrize("cut", [20, -4, -9, -30])
def test_what_is_cut_short_is_damaged(cut):
    content = "".join(f"{n},name {n * 7919 % 1000}\n" for n in range(2000)).encode()
    _refused(gz(content)[:cut], "damaged")
    _refused(packed({"a.csv": content})[:cut], "damaged")


def test_a_wrong_check_sum_is_damage():
    archive = bytearray(packed({"a.csv": CSV}, zipfile.ZIP_STORED))
    archive[archive.index(b"Tartu")] = ord("X")
    _refused(bytes(archive), "damaged")


@pytest.mark.parametrize(
    "content", [b"", gz(b""), packed({"a.csv": ""})], ids=["bare", "gz", "zip"]
)
def test_nothing_is_empty(content):
    _refused(content, "empty")


@pytest.mark.parametrize(
    "content", [b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe\n\x00", b"\x00\x00\x00"]
)
def test_blank_text_is_empty(content):
    _refused(content, "empty")


def test_a_folder_or_nothing_at_all_is_not_a_file(tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(Unreadable) as refusal:
            read(path)
        assert code_of(refusal) == ("not-a-file", True)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
        b"\xff\xd8\xff\xe0\x00\x10JFIF", b"GIF89a" + b"\x01" * 50, b"\x7fELF\x02\x01\x01" + b"\x00" * 99,
        b"<!DOCTYPE html>\n<html><body><table>", b"\n<HTML><table>", b"<?xml version='1.0'?><a/>",
        b'{"a": 1}', b'[{"a": 1}]', b"[\n 1\n]", b"{\\rtf1\\ansi", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
        b"SQLite format 3\x00" + b"\x10\x00\x01\x01" * 30, bytes(range(256)) * 20,
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(content):
    _refused(content, "not-a-table")
