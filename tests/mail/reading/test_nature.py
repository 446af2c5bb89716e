"""Bounces, complaints, answering machines, lists and loops told from what people write."""

import pytest

from accord.foundation.mail.reading.message import read
from accord.foundation.mail.reading.nature import Nature, judge
from accord.foundation.mail.reading.reasons import Reason

REPORT = """From: MAILER-DAEMON@mx.water.example (Mail Delivery System)
To: office@water.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

The mail system

{told}

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.water.example

Final-Recipient: rfc822; ann@else.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: message/rfc822

Message-ID: <ours@water.example>
Subject: Water

Hello

--b--
"""


def report(said, *, status="5.1.1", action="failed", told="<ann@else.example>: see below"):
    raw = REPORT.format(said=said, status=status, action=action, told=told)
    return judge(read(raw.encode()))


@pytest.mark.parametrize(
    ("said", "status", "reason", "is_hard"),
    [
        ("550 5.1.1 <ann@else.example>: User unknown", "5.1.1", Reason.UNKNOWN, True),
        ("550 5.1.2 Host unknown", "5.1.2", Reason.NO_HOST, True),
        ("551 5.1.6 The user has moved", "5.1.6", Reason.MOVED, True),
        ("556 5.1.10 Domain does not accept mail (null MX)", "5.1.10", Reason.TAKES_NONE, True),
        ("452 4.2.2 Mailbox full", "4.2.2", Reason.FULL, False),
        ("552 5.2.2 Over quota", "5.2.2", Reason.FULL, False),
        ("550 5.7.1 Blocked by Spamhaus", "5.7.1", Reason.BLOCKED, False),
        ("550 5.7.26 DMARC policy", "5.7.26", Reason.AUTHENTICATION, False),
        ("554 5.6.0 Message is spam", "5.6.0", Reason.CONTENT, False),
        ("450 4.1.1 User unknown", "4.1.1", Reason.UNKNOWN, False),
        ("550 User unknown (in reply to end of DATA command)", "5.0.0", Reason.FILTERED, False),
        ("nothing that is known", "5.9.9", Reason.OTHER, False),
    ],
)
def test_only_an_address_that_can_never_be_reached_bounces_hard(said, status, reason, is_hard):
    judged = report(said, status=status)
    assert judged.nature == Nature.BOUNCE
    [failure] = judged.bounce.failures
    assert (failure.address, failure.reason, failure.is_hard) == (
        "ann@else.example", reason, is_hard,
    )  # fmt: skip
    assert judged.bounce.message_id == "ours@water.example"


def test_a_delay_is_never_hard():
    judged = report("550 5.1.1 User unknown", action="delayed")
    assert [(each.is_hard, each.is_final) for each in judged.bounce.failures] == [(False, False)]


def test_a_report_without_fields_is_read_by_its_lines():
    raw = (
        b"From: MAILER-DAEMON@else.example\nTo: office@water.example\nSubject: failure notice\n\n"
        b"Hi. This is the qmail-send program.\n\n<ann@else.example>:\n"
        b"Sorry, no mailbox here by that name. (#5.1.1)\n\n<bo@else.example>:\n"
        b"192.0.2.1 does not like recipient.\nRemote host said: 452 mailbox full\n\n"
        b"--- Below this line is a copy of the message.\n\nMessage-ID: <ours@water.example>\n"
    )
    judged = judge(read(raw))
    assert [(each.address, each.reason, each.is_hard) for each in judged.bounce.failures] == [
        ("ann@else.example", Reason.UNKNOWN, True), ("bo@else.example", Reason.FULL, False),
    ]  # fmt: skip
    assert judged.bounce.message_id == "ours@water.example"


def test_a_complaint_names_whom_and_which_mail():
    raw = (
        b"From: feedback@else.example\nContent-Type: multipart/report; boundary=b;"
        b" report-type=feedback-report\n\n--b\n\nA complaint.\n\n--b\n"
        b"Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x/1\n"
        b"Original-Rcpt-To: <ann@else.example>\n\n--b\nContent-Type: message/rfc822\n\n"
        b"Message-ID: <ours@water.example>\n\nHello\n--b--\n"
    )
    judged = judge(read(raw))
    assert judged.nature == Nature.COMPLAINT
    assert (judged.complaint.address, judged.complaint.kind, judged.complaint.message_id) == (
        "ann@else.example", "abuse", "ours@water.example",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "nature"),
    [
        ("Subject: Water", Nature.PERSON),
        ("Auto-Submitted: auto-replied", Nature.AUTO_REPLY),
        ("X-Autoreply: yes", Nature.AUTO_REPLY),
        ("Subject: Automatic reply: Water", Nature.AUTO_REPLY),
        ("Subject: Autoodpowiedź: woda", Nature.AUTO_REPLY),
        ("Subject: Odpowiedź automatyczna: woda", Nature.AUTO_REPLY),
        ("Subject: Automaatvastus: vesi", Nature.AUTO_REPLY),
        ("Subject: Автоматический ответ: вода", Nature.AUTO_REPLY),
        ("Subject: 自动回复: 水", Nature.AUTO_REPLY),
        ("Subject: On vacation homes by the dam", Nature.PERSON),
        ("Subject: Out of office space: may we rent yours?", Nature.PERSON),
        ("Subject: Automatic reply to complaints is no answer", Nature.PERSON),
        ("Subject: Out of office\nIn-Reply-To: <ours@water.example>", Nature.AUTO_REPLY),
        ("Subject: On vacation until June\nPrecedence: bulk", Nature.AUTO_REPLY),
        ("Subject: Poza biurem\nReturn-Path: <>", Nature.AUTO_REPLY),
        ("Auto-Submitted: auto-generated", Nature.MACHINE),
        ("Auto-Submitted: no", Nature.PERSON),
        ("Precedence: bulk", Nature.MACHINE),
        ("List-Id: <water.example>", Nature.LIST),
        ("X-Loop: accord@water.example", Nature.LOOP),
        ("\n".join(["Received: by x"] * 60), Nature.LOOP),
    ],
)
def test_machines_are_told_from_people(headers, nature):
    raw = f"From: Ann <ann@else.example>\n{headers}\n\nHello\n".encode()
    judged = judge(read(raw), own_marks=["accord@water.example"])
    assert judged.nature == nature
    assert judged.may_be_answered == (nature == Nature.PERSON)


def test_a_person_who_forwards_a_bounce_is_a_person():
    raw = b"From: Ann <ann@else.example>\nSubject: Fwd: failure notice\n\n> User unknown\n"
    assert judge(read(raw)).nature == Nature.PERSON
