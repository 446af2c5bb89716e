"""What is read from the bytes of a message, and that nothing in them can raise."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.foundation.mail.reading.from_html import text_of
from accord.foundation.mail.reading.message import read
from accord.foundation.mail.reading.nature import judge
from accord.foundation.mail.reading.quotes import pieces
from accord.foundation.mail.reading.shapes import Addressed

WHOLE = b"""Return-Path: <mari@vald.example>
Message-ID: <one@vald.example>
In-Reply-To: <zero@water.example>
References: <first@water.example>
 <zero@water.example>
Date: Mon, 2 Nov 2026 10:00:00 +0200
From: =?utf-8?Q?Mari_M=C3=A4gi?= <Mari@Vald.example>
To: "Lee, Ann" <ann@water.example>, capture+C-12@water.example
Cc: undisclosed
Subject: =?utf-8?B?VmVl?= =?utf-8?B?dG9ydQ==?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=out

--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

T=E4na kell 10.

--in
Content-Type: text/html; charset=utf-8

<p>T\xc3\xa4na <b>kell 10</b>.</p><img src="cid:map@1">

--in--
--out
Content-Type: image/png
Content-ID: <map@1>
Content-Transfer-Encoding: base64

iVBORw0KGgo=

--out
Content-Type: text/calendar; charset=utf-8

BEGIN:VCALENDAR
END:VCALENDAR

--out
Content-Type: application/octet-stream
Content-Disposition: attachment; filename*=utf-8''..%2Fm%C3%A4gi.vcf

BEGIN:VCARD
END:VCARD

--out
Content-Type: message/rfc822

Message-ID: <inner@else.example>
Subject: Inner

Said before.

--out--
"""


def test_a_message_is_read_whole():
    message = read(WHOLE)
    assert message.message_id == message.identity == "one@vald.example"
    assert message.in_reply_to == ("zero@water.example",)
    assert message.references == ("first@water.example", "zero@water.example")
    assert message.sender == Addressed("mari@vald.example", "Mari Mägi")
    assert message.to == (
        Addressed("ann@water.example", "Lee, Ann"),
        Addressed("capture+c-12@water.example"),
    )
    assert message.cc == ()
    assert message.return_path == "mari@vald.example"
    assert message.sent_at == datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert message.subject == "Veetoru"
    assert message.text == "Täna kell 10."
    assert "<b>kell 10</b>" in message.html
    assert [(each.name, each.content_id, each.is_inline) for each in message.enclosed] == [
        ("part-1.png", "map@1", True), ("part-2.ics", "", False), ("mägi.vcf", "", False),
    ]  # fmt: skip
    assert message.calendars == ("BEGIN:VCALENDAR\nEND:VCALENDAR\n",)
    assert message.cards == ("BEGIN:VCARD\nEND:VCARD\n",)
    assert [read(inner).message_id for inner in message.inner] == ["inner@else.example"]
    assert message.defects == ()


def test_a_message_without_an_id_is_known_by_its_bytes():
    one, other = read(b"Subject: a\n\nx"), read(b"Subject: a\n\ny")
    assert one.identity.startswith("sha256:")
    assert one.identity == read(b"Subject: a\n\nx").identity != other.identity


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"Subject: =?gb2312?B?u+HS6Q==?=\n\n", "会议"),
        (b"Subject: =?koi8-r?B?98/EwQ==?=\n\n", "Вода"),
        (b"Subject: =?utf-8?B?xIXEhw==?=\r\n =?utf-8?Q?_=C5=82?=\r\n\r\n", "ąć ł"),
        (b"Subject: =?utf-8?B?xA==?= =?utf-8?B?hQ==?=\n\n", "ą"),
        (b"Subject: W\xc4\x99ze\xc5\x82\n\n", "Węzeł"),
        (b"Subject: caf\xe9\n\n", "café"),
        (b"Subject: =?x-unknown?Q?caf=E9?=\n\n", "café"),
        (b"Subject: a\0b\n\n", "ab"),
    ],
)
def test_words_of_headers_are_read_in_any_charset(raw, words):
    assert read(raw).subject == words


@pytest.mark.parametrize(
    "charset",
    ["rot13", "hex", "base64", "zlib", "uu", "idna", "undefined", "punycode", "unicode_escape"],
)
def test_a_codec_that_is_no_charset_is_read_as_the_words_that_stand_there(charset):
    raw = f"""From: =?{charset}?q?Ann?= <ann@vald.example>
Subject: =?{charset}?q?W+ater=5Cx?=
Content-Type: text/plain; charset={charset}

W+ater\\x
"""
    message = read(raw.encode())
    assert (message.sender.name, message.subject) == ("Ann", "W+ater\\x")
    assert message.text.strip() == "W+ater\\x"


def test_nothing_that_a_database_refuses_stands_in_names_and_addresses():
    message = read(
        b"Message-ID: <a\x00b@x>\nIn-Reply-To: <\x00>\nReferences: <\x07> <c@x>\n"
        b"From: Mari a\x00b@x y\nTo: \x00me@x.example\n\nHello"
    )
    assert (message.message_id, message.in_reply_to, message.references) == ("ab@x", (), ("c@x",))
    assert message.sender == Addressed("ab@xy")
    assert message.to == (Addressed("me@x.example"),)


def test_what_a_sender_did_wrong_is_a_defect_and_the_words_stay():
    broken = read(b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nHere I am.\n')
    assert broken.text.strip() == "Here I am."
    assert broken.defects == ("CloseBoundaryNotFoundDefect",)
    nonsense = read(b"Content-Type: text/plain; charset*0=x\n\nstill read")
    assert nonsense.text == "still read"
    headless = read(b"no headers at all\n\nbut words")
    assert "but words" in headless.text


def test_html_alone_becomes_text_with_its_quotes_marked():
    html = (
        "<head><style>p{}</style></head><p>Hello<br>there</p><ul><li>one</ul>"
        "<blockquote>said<blockquote>before</blockquote></blockquote><hr>end<script>x</script>"
    )
    assert text_of(html) == f"Hello\nthere\n\n- one\n> said\n>> before\n{'-' * 20}\nend"
    message = read(b"Content-Type: text/html\n\n<p>Only here</p>")
    assert (message.text, message.html) == ("Only here", "<p>Only here</p>")


@pytest.mark.parametrize(
    "body",
    [
        b"a@" * 200_000, b"<a " * 200_000, b"<!--" * 100_000, b"<div>" * 100_000,
        b">" * 300_000, b"--\nx\n" * 40_000, b"=?" * 200_000, b"From: a@b.c 2014 12:30\n" * 20_000,
    ],
    ids=lambda body: body[:8].decode(),
)  # fmt: skip
def test_no_message_keeps_the_reader_busy(body):
    begun = time.monotonic()
    for kind in (b"text/plain", b"text/html"):
        message = read(b"From: mailer-daemon@x.y\nContent-Type: " + kind + b"\n\n" + body)
        judge(message)
        pieces(message.text)
    for name in (b"To", b"References", b"Content-Type"):
        read(name + b": " + body.replace(b"\n", b" ") + b"\n\n")
    assert time.monotonic() - begun < 30


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(WHOLE)), st.integers(0, 60), st.binary(max_size=40),
    st.integers(0, len(WHOLE)), st.integers(0, 300),
)  # fmt: skip
def test_whatever_is_broken_in_a_message_it_is_read(place, cut, bytes_, begins, length):
    raw = WHOLE[:place] + bytes_ + WHOLE[begins : begins + length] + WHOLE[place + cut :]
    message = read(raw)
    judge(message)
    assert "\n".join(piece.text for piece in pieces(message.text)) == message.text
    for words in (message.subject, message.text, message.message_id, message.html):
        assert "\0" not in words
        words.encode()
    assert all("/" not in each.name and each.name for each in message.enclosed)
