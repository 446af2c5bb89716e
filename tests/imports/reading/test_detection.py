import io
import json

import pytest

from accord.foundation.imports.reading import sentences, tables
from accord.foundation.imports.reading.detection import Choices, Detection
from accord.foundation.imports.reading.rows import Remark, Unreadable, explain
from tests.imports.reading.files import read
from tests.imports.reading.workbooks import packed, xlsx

TEXT = "imię;miasto\nŻaneta;Łódź\nŚwiętosław;Kraków\n".encode("cp1250")


def test_a_detection_survives_being_kept_as_json():
    for content in (
        TEXT,
        packed({"a.csv": "a,,a\n1,2,3\n", "b.csv": "x"}),
        xlsx(("S", [["a", "b"], [1, 2]]), ("T", [])),
    ):
        found = tables.detect(io.BytesIO(content))
        again = Detection.from_plain(json.loads(json.dumps(found.to_plain())))
        assert again == found
        assert read(content, detection=again).cells == read(content).cells


def test_an_older_kept_detection_is_read_as_far_as_it_is_known():
    assert Detection.from_plain({"format": "csv", "delimiter": ";", "gone": 1}) == Detection(
        "csv", delimiter=";"
    )


def test_what_was_found_can_be_changed_before_reading():
    found = tables.detect(io.BytesIO(TEXT))
    assert (found.format, found.encoding, found.delimiter, found.quote) == (
        "csv",
        "cp1250",
        ";",
        '"',
    )
    assert (found.has_header, found.line_end, found.first_row, found.sheet) == (True, "lf", 1, "")
    changed = found.overridden(encoding="cp1252", delimiter=",", has_header=False)
    assert changed.encoding_certain
    assert read(TEXT, detection=changed).cells[1] == ("¯aneta;£ódŸ",)


def test_a_choice_is_kept_and_the_rest_is_found_for_it():
    found = tables.detect(io.BytesIO(b"a,b;c,d\n1,2;3\n4,5;6\n"), Choices(delimiter=";"))
    assert (found.delimiter, found.has_header, found.encoding) == (";", True, "utf-8")


@pytest.mark.parametrize(
    "chosen", [{"delimiter": ";;"}, {"delimiter": "\n"}, {"quote": "xx"}, {"delimiter": '"'}]
)
def test_a_choice_that_makes_no_sense_is_refused(chosen):
    with pytest.raises(Unreadable) as refusal:
        read(b"a,b\n1,2\n", **chosen)
    assert refusal.value.code == "dialect"


def test_a_detection_of_another_format_is_refused():
    found = tables.detect(io.BytesIO(xlsx(("S", [["a", "b"], [1, 2]]))))
    with pytest.raises(Unreadable) as refusal:
        read(b"a,b\n1,2\n", detection=found)
    assert refusal.value.code == "not-a-table"


def test_a_header_that_cant_be_read_refuses_the_file():
    with pytest.raises(Unreadable) as refusal:
        read(b"id,na\x00me\n1,Anna\n", has_header=True, encoding="utf-8")
    assert refusal.value.code == "header-unreadable"
    assert "line 1" in str(refusal.value)


def test_a_file_that_lost_its_header_meanwhile_has_no_rows():
    found = Detection(
        "csv", encoding="utf-8", delimiter=",", quote='"', has_header=True, first_row=5
    )
    whole = read(b"a,b\n1,2\x00\n", detection=found)
    assert (whole.header, whole.rows) == ((), [])
    assert [(row.number, row.code) for row in whole.refused] == [(2, "zero-byte")]


def test_every_sentence_can_be_translated_and_filled_in():
    for code, sentence in sentences.SENTENCES.items():
        assert sentence.endswith((".", "{reason}")), code
    said = explain(
        "encoding-changed", {"encoding": "cp1250", "line": 7}, lambda sentence: f"» {sentence}"
    )
    with_facts = Remark("encoding-changed", {"encoding": "cp1250", "line": 7}).message
    assert with_facts == "From line 7 on the file was read as cp1250."
    assert said == f"» {with_facts}"
