"""Servers that greet badly, trickle, want TLS from the start, or are not there."""

import socket
import ssl
import threading
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives

from accord.foundation.jobs.models import Job
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail import actions, connecting
from accord.foundation.mail.actions import Draft
from accord.foundation.mail.models import Outage, OutMail
from tests.mail.conftest import AnyPort, PostOffice

pytestmark = pytest.mark.django_db
DRAFT = Draft(kind="django", to="ann@example.org", subject="Hi", text="Hi")


def send(at):
    actions.post(by=SYSTEM, draft=DRAFT, at=at)
    drain()
    return OutMail.objects.values_list("state", "error").get()


@pytest.fixture
def speaker(settings):
    """Start a server that says what it is told to, a piece at a time, until it is cut off."""
    open_ = []

    def start(pieces, pause=0.0):
        listening = socket.create_server(("127.0.0.1", 0))
        open_.append(listening)

        def speak():
            try:
                link, _ = listening.accept()
            except OSError:
                return
            with link:
                try:
                    for piece in pieces:
                        link.sendall(piece)
                        if pause:
                            ended.wait(pause)
                    link.recv(1000)
                except OSError:
                    return

        thread = threading.Thread(target=speak, daemon=True)
        thread.start()
        settings.MAIL_URL = f"smtp://127.0.0.1:{listening.getsockname()[1]}?timeout=5"

    ended = threading.Event()
    yield start
    ended.set()
    for listening in open_:
        listening.close()


def test_a_server_that_wants_nobody_now_is_left_alone(speaker, at):
    speaker([b"554 go away\r\n"])
    state, error = send(at)
    assert (state, error) == ("failed", "554 go away")
    assert Outage.objects.get().words.endswith("does not answer (SMTPConnectError)")
    assert str(Outage.objects.get()).startswith("127.0.0.1:")


def test_a_server_that_trickles_is_cut_off(speaker, monkeypatch, at):
    monkeypatch.setattr(connecting, "PATIENCE", 0.5)
    speaker([b"2"] * 1000, pause=0.05)
    before = clock.now()
    state, _ = send(at)
    assert state == "failed"
    assert clock.now() - before < timedelta(seconds=15)
    assert Outage.objects.exists()


def test_nobody_there(settings, at):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.MAIL_URL = f"smtp://127.0.0.1:{unused.getsockname()[1]}"
        state, error = send(at)
    assert (state, error.split()[0]) == ("failed", "ConnectionRefusedError")


def test_tls_from_the_start(settings, certificate, at):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    office = PostOffice()
    controller = AnyPort(
        office, hostname="127.0.0.1", port=0, ssl_context=context, server_hostname="localhost"
    )
    controller.start()
    try:
        settings.MAIL_URL = f"smtps://localhost:{controller.port}?ca={certificate}"
        assert send(at) == ("sent", "")
    finally:
        controller.stop()
    assert len(office.taken) == 1


@pytest.mark.parametrize("knows", [True, False])
def test_an_address_in_letters_the_server_does_not_know_is_dead_at_once(settings, knows, at):
    office = PostOffice()
    controller = AnyPort(office, hostname="127.0.0.1", port=0, enable_SMTPUTF8=knows)
    controller.start()
    try:
        settings.MAIL_URL = f"smtp://127.0.0.1:{controller.port}"
        actions.post(by=SYSTEM, draft=Draft("django", "żółw@example.org", "Hi", "Hi"), at=at)
        drain()
    finally:
        controller.stop()
    state, error = OutMail.objects.values_list("state", "error").get()
    assert (state, len(office.taken)) == (("sent", 1) if knows else ("dead", 0))
    assert knows or error.startswith("SMTPNotSupportedError")
    assert not Outage.objects.exists()


def test_a_mail_that_another_worker_may_be_sending_waits(office, at):
    mail = actions.post(by=SYSTEM, draft=DRAFT, at=at)
    OutMail.objects.update(attempt_at=clock.now())
    drain()
    assert office.taken == []
    job = Job.objects.get(name="mail.send")
    assert (job.state, job.tries) == ("waiting", 0)
    OutMail.objects.update(attempt_at=clock.now() - timedelta(seconds=91))
    Job.objects.update(run_at=clock.now())
    drain()
    assert office.ids == [mail.message_id]
    Job.objects.update(state="waiting", done_at=None, run_at=at)
    drain()
    assert office.ids == [mail.message_id], "what was sent is not sent again"


def test_when_the_server_was_taken_away_the_mail_is_kept(office, settings, at):
    actions.post(by=SYSTEM, draft=DRAFT, at=at)
    settings.MAIL_URL = ""
    drain()
    found = OutMail.objects.get()
    assert (found.state, office.taken, str(found)) == ("kept", [], "django to ann@example.org")


@pytest.mark.parametrize("debug", [True, False])
def test_only_a_developer_reads_kept_words_in_the_log(
    settings, caplog, django_capture_on_commit_callbacks, debug, at
):
    settings.MAIL_URL, settings.DEBUG = "", debug
    caplog.set_level("INFO", "accord")
    with django_capture_on_commit_callbacks(execute=True):
        actions.post(by=SYSTEM, draft=Draft("django", "a@example.org", "Subj", "the words"), at=at)
    assert "no mail server is set" in caplog.text
    assert ("the words" in caplog.text) is debug


def test_wrong_drafts_are_refused(office, at):
    with pytest.raises(KeyError):
        actions.post(by=SYSTEM, draft=Draft("django", "a@b.org", recipe="nothing"), at=at)
    with pytest.raises(KeyError):  # of which nobody said who reads it
        actions.post(by=SYSTEM, draft=Draft("nothing", "a@b.org", "Hi", "Hi"), at=at)
    with pytest.raises(Invalid):
        actions.post(by=SYSTEM, draft=Draft("django", "a@b.org", "\ud800", "x"), at=at)
    assert (OutMail.objects.count(), office.taken) == (0, [])


def test_djangos_mails_keep_their_html_and_have_no_attachments(office, settings):
    settings.EMAIL_BACKEND = "accord.foundation.mail.backend.Outbox"
    both = EmailMultiAlternatives("Hi", "plain", None, ["a@example.org"])
    both.attach_alternative("<p>rich</p>", "text/html")
    both.send()
    EmailMessage("Hi", "plain", None, ["b@example.org"], reply_to=["c@example.org"]).send()
    drain()
    rich, plain = sorted(office.taken, key=lambda mail: mail["To"])
    assert "<p>rich</p>" in rich.get_body(("html",)).get_content()
    assert (plain.get_body(("html",)), plain["Reply-To"]) == (None, "c@example.org")
    heavy = EmailMessage("Hi", "plain", None, ["a@example.org"])
    heavy.attach("a.txt", "x", "text/plain")
    with pytest.raises(ValueError, match="by links"):
        heavy.send()


def test_answers_go_where_the_draft_says(office, at):
    draft = Draft("django", "a@example.org", "Hi", "Hi", reply_to="c@example.org")
    actions.post(by=SYSTEM, draft=draft, at=at)
    drain()
    assert office.taken[0]["Reply-To"] == "c@example.org"
