"""A real mail server hands mail over; yes means that it is kept."""

import asyncio
import shutil
import smtplib
import subprocess
import threading

import pytest

from accord.features.correspondence.models import Message
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.foundation.accounts.actions import deactivate
from accord.foundation.arrivals import actions
from accord.foundation.arrivals.doors import WrongAddress, address_of, door, owner_of
from accord.foundation.arrivals.models import Arrival
from accord.foundation.arrivals.queries import raw_of
from accord.foundation.arrivals.receiving import serve
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.reading.message import read
from tests.arrivals.letters import letter
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shelf")]


@pytest.fixture(params=["lmtp", "smtp"])
def kind(request):
    return request.param


@pytest.fixture
def talk(settings, kind):
    """Start the receiver, and talk with it as a mail server does."""
    settings.MAIL_IN = f"{kind}://127.0.0.1:0?domain=in.water.example"
    found, ready = {}, threading.Event()

    async def run():
        found.update(loop=asyncio.get_running_loop(), stop=asyncio.Event())

        def told(port):
            found["port"] = port
            ready.set()

        await serve(door(), found["stop"], told)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert ready.wait(5)
    client = smtplib.LMTP if kind == "lmtp" else smtplib.SMTP
    with client("127.0.0.1", found["port"], timeout=10) as made:
        yield made
    found["loop"].call_soon_threadsafe(found["stop"].set)
    thread.join(5)


def test_a_message_is_kept_before_the_answer_and_a_second_copy_is_the_same(talk, person):
    me = person()
    raw = letter(1).replace(b"\n", b"\r\n")
    for _time in range(2):
        assert talk.sendmail("mari@vald.example", [address_of(me)], raw) == {}
    arrival = Arrival.objects.get()
    assert (arrival.identity, arrival.owner, arrival.source) == ("1@vald.example", me, "mail")
    assert (arrival.sight, arrival.is_archive) == ("private", False)
    assert raw_of(arrival) == b"Return-Path: <mari@vald.example>\r\n" + raw


def test_each_of_several_recipients_has_it_once(talk, person, kind):
    me, other = person(), person(name="other")
    assert talk.sendmail("a@b.example", [address_of(me), address_of(other)], letter(1)) == {}
    if kind == "lmtp":  # which answers for each of them; Python's client waits for the first only
        assert talk.getreply()[0] == 250
    talk.sendmail("a@b.example", [address_of(other)], letter(1))
    assert [one.owner for one in Arrival.objects.order_by("pk")] == [me, other]


def test_who_guesses_an_address_hands_nothing_over(talk, person, at):
    me, reader, gone = person(), person(Role.VIEWER), person(name="gone")
    here = address_of(me)
    closed = address_of(gone)
    deactivate(by=SYSTEM, person=gone, at=at)
    local, _at, domain = here.partition("@")
    wrong = [
        f"{local[:-1]}{'0' if local[-1] != '0' else '1'}@{domain}", f"{local}@else.example",
        "office@in.water.example", address_of(reader), closed,
        here.replace(f"+{me.pk}-", f"+{reader.pk}-"),
    ]  # fmt: skip
    for address in wrong:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            talk.sendmail("a@b.example", [address], letter(1))
        assert refused.value.recipients[address][0] == 550
    assert Arrival.objects.count() == 0
    assert owner_of(here.upper()) == me


def _send(talk, to, raw):
    """Send, and take any refusal for what it is: LMTP tells of each recipient."""
    if refused := talk.sendmail("a@b.example", to, raw):
        raise smtplib.SMTPRecipientsRefused(refused)


def test_what_can_not_be_kept_is_asked_for_again(talk, person, monkeypatch):
    me = person()

    def full(**_said):
        raise OSError("no space left")

    monkeypatch.setattr(actions, "take_in", full)
    with pytest.raises(smtplib.SMTPException):
        _send(talk, [address_of(me)], letter(1))
    monkeypatch.undo()
    talk.rset()
    assert talk.sendmail("a@b.example", [address_of(me)], letter(1)) == {}
    assert Arrival.objects.count() == 1


def test_a_blind_copy_and_a_forward_are_filed_with_the_stakeholder(talk, person, at):
    me = person(name="ann")
    mari = party("Mari Mägi", kind="person")
    details = ContactDetails("mail", "mari@vald.example")
    add_contact_point(by=SYSTEM, party=mari, details=details, at=at)
    here = address_of(me)
    ours = {"sender": "Ann <ann@example.org>"}
    copied = (
        "Please keep this.\n\n---------- Forwarded message ---------\n"
        "From: Mari Mägi <mari@vald.example>\nDate: Mon, 4 May 2026 at 09:00\n"
        "Subject: Pump\nTo: Ann <ann@example.org>\n\nThe pump is loud."
    )
    more = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
    enclosed = (
        f"--b\nContent-Type: message/rfc822\n\n{letter(9, text='The tap drips.').decode()}\n--b--"
    )
    for raw in (
        letter(1, to="mari@vald.example", text="We come on Friday.", **ours),
        letter(2, to=here, text=copied, **ours),
        letter(3, to=here, text=enclosed, more=more, **ours),
        letter(4, to=here, text="Nothing in it", **ours),
    ):
        talk.sendmail("ann@example.org", [here], raw)
    actions.file_new(by=SYSTEM, at=at)

    ends = [(row.state, row.reason) for row in Arrival.objects.order_by("pk")]
    assert ends == [("filed", "known")] * 3 + [("dropped", "internal")]
    told = list(Message.objects.order_by("pk").values_list("direction", "interaction__text"))
    assert [way for way, _text in told] == ["out", "in", "in"]
    assert "We come on Friday." in told[0][1]
    assert "The pump is loud." in told[1][1]
    assert "The tap drips." in told[2][1]


@pytest.mark.skipif(not shutil.which("swaks"), reason="NO SWAKS HERE: install swaks")
def test_another_client_hands_a_mail_over_with_a_file(talk, person, kind, tmp_path):
    me = person()
    file = tmp_path / "plan.txt"
    file.write_text("The plan")
    server = f"127.0.0.1:{talk.sock.getpeername()[1]}"
    words = ["swaks", "--server", server, "--protocol", kind.upper(), "--to", address_of(me)]
    said = ["--from", "mari@vald.example", "--header", "Subject: Żółw", "--body", "See it."]
    command = [*words, *said, "--attach-name", "plan.txt", "--attach", f"@{file}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stdout
    arrival = Arrival.objects.get()
    assert (arrival.subject, arrival.owner) == ("Żółw", me)
    assert read(raw_of(arrival)).enclosed[0].name == "plan.txt"


def test_a_setting_that_can_not_be_used_says_what_it_should_be(settings):
    for wrong in (
        "imap://x:1?domain=y",
        "lmtp://127.0.0.1?domain=y",
        "lmtp://127.0.0.1:x?domain=y",
    ):
        settings.MAIL_IN = wrong
        with pytest.raises(WrongAddress, match="is like"):
            door()
    settings.MAIL_IN = ""
    assert door() is None
