"""Mail from the wild; ``ACCORD_REAL_DATA`` names the folder it lies in."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from accord.foundation.mail.reading.bounces import bounce_in
from accord.foundation.mail.reading.from_html import text_of
from accord.foundation.mail.reading.message import read
from accord.foundation.mail.reading.nature import judge
from accord.foundation.mail.reading.quotes import new_text, pieces

FOLDER = os.environ.get("ACCORD_REAL_DATA", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="ACCORD_REAL_DATA names no folder")


def _members(archive):
    with zipfile.ZipFile(Path(FOLDER) / "email" / archive) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}


def test_all_messages_of_the_corpora_are_read():
    members = _members("mime_corpora_dev.zip")
    assert len(members) == 185
    for raw in members.values():
        message = read(raw)
        judge(message)
        assert "\n".join(piece.text for piece in pieces(message.text)) == message.text
    assert sum(bool(read(raw).defects) for raw in members.values()) >= 28


def test_hard_bounces_are_known_and_no_soft_one_is_taken_for_hard():
    members = _members("bounces_dev.zip")
    [expected] = [json.loads(raw) for name, raw in members.items() if name.endswith(".json")]
    letters = {Path(name).stem: raw for name, raw in members.items() if name.endswith(".eml")}
    hard, known, wrong, recipients = 0, 0, [], 0
    for name, results in expected.items():
        bounce = bounce_in(read(letters[name]))
        failures = bounce.failures if bounce else ()
        for place, result in enumerate(results):
            judged = place < len(failures) and failures[place].is_hard
            recipients += 1
            hard += result["hardbounce"]
            known += judged and result["hardbounce"]
            if judged and not result["hardbounce"]:
                wrong.append(name)
    assert (recipients, hard, wrong) == (202, 61, [])
    assert known / hard >= 0.95, f"{known} of {hard}"


def test_replies_of_all_programs_reduce_to_what_was_written():
    members = _members("reply_extraction_dev.zip")
    said = "Hi. I am fine. Thanks, Alex"
    pages = {name: raw for name, raw in members.items() if "html_replies/" in name}
    letters = {
        name: raw for name, raw in members.items()
        if "standard_replies/" in name and name.endswith(".eml")
    }  # fmt: skip
    assert (len(pages), len(letters)) == (9, 12)
    found = {name: " ".join(new_text(text_of(raw.decode())).split()) for name, raw in pages.items()}
    assert found == dict.fromkeys(pages, said)
    found = {name: new_text(read(raw).text) for name, raw in letters.items()}
    assert found == dict.fromkeys(letters, "Hello")
