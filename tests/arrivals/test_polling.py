"""Mailboxes of a real Dovecot, read by the clock: everything once, nothing on the server changed."""

import os
import signal
from datetime import UTC, date, datetime, timedelta

import pytest

from accord.foundation.accounts.actions import deactivate
from accord.foundation.accounts.sealing import unseal
from accord.foundation.arrivals import actions, imap, tokens
from accord.foundation.arrivals.actions import MailboxDetails
from accord.foundation.arrivals.models import Arrival, Folder, Mailbox
from accord.foundation.jobs.models import Job
from accord.foundation.journal.models import Image
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import SYSTEM
from tests.arrivals.dovecot import PASSWORD, token
from tests.arrivals.letters import letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shelf")]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def box(keeper, person):
    """Arrange a mailbox on that server, as its owner does."""

    def made(*folders, at=LONG_AGO, owner=None, **fields):
        me = owner or person()
        fields = {"secret": PASSWORD, "port": keeper.tls, "user": "ann@water.example"} | fields
        details = MailboxDetails("Ann's mail", fields.pop("host", "localhost"), **fields)
        found = actions.add_mailbox(by=me, owner=me, details=details, at=at)
        names = folders or ("INBOX", "Sent")
        return actions.choose_folders(by=me, mailbox=found, names=names, at=at)

    return made


def taken():
    return list(Arrival.objects.order_by("pk").values_list("identity", "source", "is_archive"))


def poll(mailbox, at=None):
    mailbox = Mailbox.objects.get(pk=mailbox.pk)
    done = actions.poll(by=SYSTEM, mailbox=mailbox, at=at or clock.now())
    return done.seen, done.new, mailbox.trouble


def test_folders_are_read_once_and_the_server_keeps_all_as_it_was(keeper, box):
    keeper.put(letter(1), letter(2))
    keeper.put(letter(3, sender="ann@example.org"), folder="Sent")
    keeper.put(letter(4), folder="&AXsBBQ-dania")
    before = keeper.flags()
    mailbox = box()
    assert poll(mailbox) == (3, 3, "")
    assert taken() == [
        ("1@vald.example", "Ann's mail: INBOX", False),
        ("2@vald.example", "Ann's mail: INBOX", False),
        ("3@vald.example", "Ann's mail: Sent", False),
    ]
    assert poll(mailbox) == (0, 0, "")
    keeper.put(letter(5))
    assert poll(mailbox) == (1, 1, "")
    assert keeper.flags()[:2] == before
    assert not any(b"Seen" in line for line in keeper.flags())
    actions.choose_folders(by=mailbox.owner, mailbox=mailbox, names=["Żądania"], at=clock.now())
    assert poll(mailbox) == (1, 1, "")
    assert [folder.name for folder in Folder.objects.all()] == ["Żądania"]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_folders_are_offered_over_a_connection_that_is_trusted(keeper, box, security):
    port = keeper.tls if security == "tls" else keeper.starttls
    mailbox = box(security=security, port=port)
    found = actions.look_into(by=mailbox.owner, mailbox=mailbox, at=clock.now())
    assert [(each.name, each.is_usual) for each in found] == [
        ("INBOX", True), ("Sent", True), ("Żądania", False),
    ]  # fmt: skip


@pytest.mark.walk
def test_a_token_signs_in_and_a_new_one_is_had_when_it_has_run_out(keeper, box, monkeypatch):
    keeper.put(letter(1))
    plain = box(sign_in="token", secret=token())
    assert poll(plain) == (1, 1, "")
    assert poll(box(owner=plain.owner, sign_in="token", secret=token(key=b"another key that no server ever heard of"))) == (
        0, 0, "sign-in",
    )  # fmt: skip

    asked = []

    def ask(url, **said):
        asked.append((url, said["refresh"], said["client_secret"]))
        return tokens.Given(token(), 600, f"refresh-{len(asked)}")

    monkeypatch.setattr(tokens, "ask", ask)
    where = "https://login.example/token"
    more = {"token_url": where, "client_id": "accord", "client_secret": "hush"}
    fresh = box(owner=plain.owner, sign_in="token", secret="refresh-0", **more)
    now = clock.now()
    for moment in (now, now + timedelta(minutes=1), now + timedelta(minutes=9)):
        assert poll(fresh, moment)[2] == ""
    assert asked == [(where, "refresh-0", "hush"), (where, "refresh-1", "hush")]
    row = Mailbox.objects.get(pk=fresh.pk)
    assert unseal(row.secret) == "refresh-2"
    images = " ".join(str(image.after) for image in Image.objects.all())
    for secret in ("secret", "refresh-", PASSWORD, row.secret, row.access):
        assert secret not in images


def test_what_was_there_before_is_mail_of_before(keeper, box):
    keeper.put(letter(1), day=datetime(2026, 1, 2, tzinfo=UTC))
    keeper.put(letter(2))
    mailbox = box(at=datetime(2026, 6, 1, tzinfo=UTC))
    assert poll(mailbox) == (2, 2, "")
    assert [(name, old) for name, _source, old in taken()] == [
        ("1@vald.example", True), ("2@vald.example", False),
    ]  # fmt: skip
    keeper.put(letter(3), day=datetime(2025, 1, 2, tzinfo=UTC))
    other = box(owner=mailbox.owner, since=date(2025, 6, 1))
    assert poll(other)[0] == 2


def test_when_the_server_numbers_anew_nothing_is_doubled(keeper, box):
    keeper.put(letter(1), letter(2))
    mailbox = box("INBOX")
    assert poll(mailbox) == (2, 2, "")
    Folder.objects.update(validity=1)
    assert poll(mailbox) == (2, 0, "")
    assert len(taken()) == 2


@pytest.mark.walk
def test_what_goes_wrong_is_said_and_the_server_left_alone_ever_longer(keeper, box, settings, at):
    mailbox = box(secret="wrong")
    assert poll(mailbox, at) == (0, 0, "sign-in")
    waits = []
    for _time in range(3):
        row = Mailbox.objects.get()
        waits.append((row.next_at - row.polled_at).total_seconds() / 60)
        poll(mailbox, at)
    assert waits == [5, 10, 20]
    Mailbox.objects.update(secret="sealed by another key")
    assert poll(mailbox)[2] == "sealed"
    keeper.put(letter(1), folder="Sent")
    missing = box("Nowhere", "Sent", owner=mailbox.owner)
    assert poll(missing) == (1, 1, "folder")
    settings.INTERNAL_HOSTS = []
    assert poll(missing)[2] == "inside"
    deactivate(by=SYSTEM, person=mailbox.owner, at=at)
    assert poll(mailbox)[2] == "owner"
    assert Arrival.objects.count() == 1


def test_who_can_not_prove_itself_gets_no_password(keeper, box, monkeypatch):
    mailbox = box()
    monkeypatch.delenv("SSL_CERT_FILE")
    assert poll(mailbox)[2] == "untrusted"
    with pytest.raises(Invalid, match="prove"):
        actions.look_into(by=mailbox.owner, mailbox=mailbox, at=clock.now())
    assert "Login:" not in keeper.log().split("TLS")[-1]


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "::1", "2130706433", "0x7f.1"])
def test_nobody_leads_us_inside(keeper, box, host):
    mailbox = box()
    Mailbox.objects.update(host=host)
    assert poll(mailbox)[2] == "inside"


def test_one_too_large_is_kept_up_to_its_limit(keeper, box, monkeypatch):
    monkeypatch.setattr(imap, "MOST_BYTES", 500)
    keeper.put(letter(1, text="x" * 5000), letter(2))
    assert poll(box("INBOX"))[:2] == (2, 2)
    assert Arrival.objects.get(identity="1@vald.example").size == 500


def test_the_clock_asks_for_each_mailbox_whose_turn_it_is(keeper, box):
    mailbox = box()
    Job.objects.all().delete()
    paused = actions.pause_mailbox(by=mailbox.owner, mailbox=box(owner=mailbox.owner), at=LONG_AGO)
    Job.objects.all().delete()
    now = clock.now()
    assert (actions.poll_due(by=SYSTEM, at=now), actions.poll_due(by=SYSTEM, at=now)) == (1, 1)
    assert [job.args for job in Job.objects.filter(name=actions.POLL)] == [
        {"mailbox_id": mailbox.pk}
    ]
    poll(mailbox, now)
    assert actions.poll_due(by=SYSTEM, at=now) == 0
    keeper.put(letter(1))
    assert actions.poll_key(paused.pk, at=now, go_on=lambda _done: None).seen == 0


@pytest.mark.walk
def test_a_worker_killed_in_the_midst_loses_and_doubles_nothing(keeper, installation):
    keeper.fill(letter(number) for number in range(400))
    installation.settings = {
        "ACCORD_INTERNAL_HOSTS": "localhost", "SSL_CERT_FILE": str(keeper.certificate),
    }  # fmt: skip
    done = installation.module("tests.arrivals.poller", "add", keeper.tls)
    assert done.returncode == 0, done.stderr
    count = "SELECT count(*) FROM arrivals_arrival"
    seen = []
    for limit in (1, 100, 200):
        process = installation.start("tests.arrivals.poller", "poll")
        while process.poll() is None and installation.ask(count)[0][0] <= limit:
            pass
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        seen.append(installation.ask(count)[0][0])
    assert 0 < seen[0] < 400
    done = installation.module("tests.arrivals.poller", "poll")
    assert done.returncode == 0, done.stderr
    query = "SELECT count(*), count(DISTINCT identity) FROM arrivals_arrival"
    assert installation.ask(query) == [(400, 400)]
    bytes_kept = "SELECT count(*) FROM files_attachment WHERE kind = 'arrivals.arrival'"
    assert installation.ask(bytes_kept) == [(400,)]


@pytest.mark.walk
def test_a_mailbox_of_ten_thousand_is_taken_in_and_again_nothing_changes(keeper, box):
    keeper.fill(letter(number) for number in range(10_000))
    mailbox = box("INBOX")
    assert poll(mailbox) == (10_000, 10_000, "")
    Folder.objects.update(validity=1)
    assert poll(mailbox) == (10_000, 0, "")
    assert Arrival.objects.count() == 10_000
