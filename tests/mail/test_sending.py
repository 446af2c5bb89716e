import socket
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import transaction

from accord.foundation.accounts.sealing import unseal
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail import actions, queries
from accord.foundation.mail.actions import Draft, _tidy
from accord.foundation.mail.letters import Item, Letter, Section, recipes
from accord.foundation.mail.models import Outage, OutMail, State

pytestmark = pytest.mark.django_db

DRAFT = Draft(kind="django", to="lucja@example.org", subject="Umowa", text="Hej")


def post(at, **more):
    return actions.post(by=SYSTEM, draft=Draft(**{**DRAFT.__dict__, **more}), at=at)


def again():
    """Let the time pass that the queue and the server are given."""
    Job.objects.filter(name="mail.send", state="waiting").update(run_at=clock.now())
    Outage.objects.update(until=clock.now())
    drain()


def test_a_server_hears_no_name_of_this_machine(office, at):
    post(at)
    drain()
    assert office.greeted_by == {"water.example"}


def states():
    return list(OutMail.objects.order_by("id").values_list("state", "tries", "error"))


def test_a_mail_leaves_with_both_forms_and_every_header(office, at):
    letter = Letter(
        subject="Новая задача: żółć & 水",
        paragraphs=("Kättemaksu <b>pole</b>.",),
        facts=(("Due", "5 May 2026"),),
        sections=(Section("Owed", (Item("S-1042 Łucja", "http://x.example/s/1", "late"),)),),
        button=("Open", "http://x.example/t/1?a=1&b=2"),
        closing="Bye.",
    )
    draft = Draft(kind="django", to="o'neil@bücher.org", to_name="Żółw, Ł.", language="et")
    mail = actions.post_letter(by=SYSTEM, draft=draft, letter=letter, at=at)
    drain()

    (taken,) = office.taken
    assert dict(taken.items()) | {"Content-Type": "", "MIME-Version": ""} == {
        "Message-ID": mail.message_id,
        "Date": "Mon, 04 May 2026 12:00:00 +0000",
        "From": "Vodný podnik <accord@water.example>",
        "To": '"Żółw, Ł." <o\'neil@xn--bcher-kva.org>',
        "Subject": "Новая задача: żółć & 水",
        "Content-Language": "et",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Type": "",
        "MIME-Version": "",
    }
    text = taken.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text.split("\n-- \n")[0] == (
        "Новая задача: żółć & 水\n\nKättemaksu <b>pole</b>.\n\nDue: 5 May 2026\n\nOwed\n"
        "- S-1042 Łucja (late)\n  http://x.example/s/1\n\nOpen:\nhttp://x.example/t/1?a=1&b=2\n\n"
        "Bye.\n"
    )
    html = taken.get_body(("html",)).get_content()
    assert "Kättemaksu &lt;b&gt;pole&lt;/b&gt;." in html
    assert '<a class="button" href="http://x.example/t/1?a=1&amp;b=2">Open</a>' in html
    assert '<html lang="et">' in html
    mail.refresh_from_db()
    assert (mail.state, mail.tries, mail.attempt_at) == ("sent", 1, None)
    assert mail.sent_at is not None


def test_a_rolled_back_change_sends_nothing(office, at):
    def change():
        with transaction.atomic():
            post(at)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    drain()
    assert (office.taken, states()) == ([], [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "a\nBcc: all@example.org"},
        {"subject": "a\r\n\r\nbody"},
        {"subject": "a\x00b"},
        {"to_name": "a\x00b"},
        {"to": "a@example.org\nBcc: b@example.org"},
        {"to": "a@example.org, b@example.org"},
        {"to": "nobody"},
        {"reply_to": "a@example.org\r\nX: y"},
        {"subject": "line\u2028separator"},
    ],
)
def test_what_could_begin_another_header_is_refused(office, at, wrong):
    with pytest.raises(Invalid):
        post(at, **wrong)
    assert (office.taken, states()) == ([], [])


@pytest.mark.parametrize(
    ("name", "stands"),
    [("a\nTo: b@example.org", "a To: b@example.org"), ("Mari\u2028Mägi\x85\x0b", "Mari Mägi"),
     ("M" * 300, "M" * 200)],
)  # fmt: skip
def test_no_name_in_the_register_keeps_a_mail_from_leaving(office, at, name, stands):
    mail = post(at, to_name=name, from_name=name)
    drain()
    mail.refresh_from_db()
    assert (mail.state, mail.to_name, mail.from_name) == ("sent", stands, stands)
    assert office.taken[0]["To"].addresses[0].display_name == stands


def test_a_title_of_several_lines_keeps_no_letter_from_leaving(office, at):
    draft = Draft(kind="django", to="mari@example.org")
    letter = Letter(subject="To do: weir\r\nBcc: all@example.org\u2028and dam")
    actions.post_letter(by=SYSTEM, draft=draft, letter=letter, at=at)
    drain()
    (taken,) = office.taken
    assert str(taken["Subject"]) == "To do: weir Bcc: all@example.org and dam"
    assert taken["Bcc"] is None


def test_a_server_that_says_later_is_asked_later_with_the_same_id(office, at):
    office.to = ["451 greylisted, come back"]
    mail = post(at)
    drain()
    assert states() == [("failed", 1, "451 greylisted, come back")]
    assert not Outage.objects.exists()
    again()
    assert office.ids == [mail.message_id]
    assert states() == [("sent", 2, "")]


def test_a_server_that_says_no_is_not_asked_again_until_somebody_wants_it(office, person, at):
    office.to = ["550 no such user"]
    mail = post(at)
    drain()
    again()
    assert states() == [("dead", 1, "550 no such user")]
    assert Job.objects.get(name="mail.send").state == "dead"
    assert queries.counts()["dead"] == 1

    with pytest.raises(NotAllowed):
        actions.resend(by=person(), mail=mail, at=at)
    assert states() == [("dead", 1, "550 no such user")]
    admin = person(Role.ADMINISTRATOR)
    actions.resend(by=admin, mail=mail, at=at)
    again()
    assert (office.ids, states()) == ([mail.message_id], [("sent", 1, "")])
    with pytest.raises(Stale):
        actions.resend(by=admin, mail=mail, at=at)


def test_after_the_last_try_a_mail_is_dead_and_visible(office, at):
    office.data = ["452 disk full"] * 20
    post(at)
    for _ in range(13):
        again()
    assert states() == [("dead", 12, "452 disk full")]
    assert len(office.data) == 8


def test_a_connection_lost_after_the_text_sends_again_under_the_same_id(office, at):
    office.drops_after_data = 1
    mail = post(at)
    drain()
    ((state, tries, _),) = states()
    assert (state, tries) == ("failed", 1)
    again()
    assert office.ids == [mail.message_id, mail.message_id]
    assert states() == [("sent", 2, "")]


def test_a_stuck_server_is_left_alone_and_keeps_nobody_waiting(settings, at):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.MAIL_URL = f"smtp://127.0.0.1:{silent.getsockname()[1]}?timeout=0.3"
        for _ in range(5):
            post(at)
        drain()
        assert [tries for _, tries, _ in states()] == [1, 0, 0, 0, 0]
        assert Outage.objects.get().failures_count == 1
        waiting = Job.objects.filter(name="mail.send", state="waiting")
        assert set(waiting.values_list("tries", flat=True)) == {0, 1}
        again()
    outage = Outage.objects.get()
    assert outage.failures_count == 2
    assert timedelta(seconds=9) < outage.until - clock.now() <= timedelta(seconds=10)


def test_without_a_server_mails_are_kept_and_sent_when_somebody_says_so(
    settings, office, person, at
):
    url, settings.MAIL_URL = settings.MAIL_URL, ""
    mail = post(at)
    drain()
    assert states() == [("kept", 0, "Not sent: no mail server is set.")]
    admin = person(Role.ADMINISTRATOR)
    with pytest.raises(Stale):
        actions.resend(by=admin, mail=mail, at=at)
    settings.MAIL_URL = url
    actions.resend(by=admin, mail=mail, at=at)
    again()
    assert (office.ids, states()) == ([mail.message_id], [("sent", 1, "")])


def test_a_mail_to_an_address_that_nobody_can_have_is_kept(office, at):
    post(at, to="marta@larkwater.example")
    drain()
    assert (states(), office.taken) == ([("kept", 0, "Not sent: this address is made up.")], [])


def test_more_mails_than_an_address_may_get_wait_for_room(office, settings, at):
    settings.MAIL_URL += "&per_address=2"
    mails = [post(at) for _ in range(3)]
    other = post(at, to="other@example.org")
    drain()
    assert sorted(office.ids) == sorted(m.message_id for m in [*mails[:2], other])
    waiting = Job.objects.get(name="mail.send", state="waiting")
    assert (waiting.args, waiting.tries) == ({"mail_id": mails[2].pk}, 0)
    OutMail.objects.filter(state="sent").update(sent_at=clock.now() - timedelta(hours=25))
    again()
    assert OutMail.objects.filter(state=State.SENT).count() == 4


def test_a_mail_that_lets_somebody_in_is_sealed_then_wiped(office, at):
    mail = post(at, text="the key is 42", is_secret=True)
    assert "the key" not in mail.text
    assert unseal(mail.text) == "the key is 42"
    drain()
    mail.refresh_from_db()
    assert (mail.text, mail.html, mail.state) == ("", "", "sent")
    assert "the key is 42" in office.taken[0].get_body(("plain",)).get_content()


def test_a_recipe_writes_when_it_is_sent_or_says_nobody_needs_it(office, at):
    wanted = {1: Letter("Welcome", ("Come in.",))}
    recipes.add("tests.recipe", lambda args: wanted.get(args["number"]))
    try:
        for number in (1, 2):
            post(at, subject="", text="", recipe="tests.recipe", recipe_args={"number": number})
        drain()
    finally:
        del recipes._items["tests.recipe"]
    assert [taken["Subject"] for taken in office.taken] == ["Welcome"]
    assert [state for state, _, _ in states()] == ["sent", "dropped"]
    assert set(OutMail.objects.values_list("text", flat=True)) == {""}


def test_djangos_own_mails_go_the_same_way(office, settings):
    settings.EMAIL_BACKEND = "accord.foundation.mail.backend.Outbox"
    django_mail.send_mail("Hello", "text", None, ["Ann <ann@example.org>", "b@example.org"])
    assert OutMail.objects.filter(is_secret=True).count() == 2
    drain()
    assert sorted(taken["To"] for taken in office.taken) == [
        "Ann <ann@example.org>",
        "b@example.org",
    ]


def test_mails_left_lying_are_taken_up_and_old_ones_dropped(office, at):
    lying = post(at)
    Job.objects.all().delete()
    assert _tidy.sweep(at=at + timedelta(minutes=9)) == 0
    assert _tidy.sweep(at=at + timedelta(minutes=11)) == 1
    assert _tidy.sweep(at=at + timedelta(minutes=11)) == 0
    drain()
    assert office.ids == [lying.message_id]
    assert _tidy.prune(at=at + timedelta(days=89)) == 0
    assert _tidy.prune(at=at + timedelta(days=91)) == 1


def test_a_mail_that_killed_every_worker_is_not_tried_for_ever(office, at):
    mail = post(at)
    OutMail.objects.update(tries=12)
    Job.objects.all().delete()
    assert _tidy.sweep(at=at + timedelta(minutes=11)) == 0
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("dead", "every worker died with it")
    assert office.taken == []


def test_everybody_sees_their_own_mails_and_an_administrator_all(office, person, at):
    me = person()
    mine = post(at, person_id=me.pk)
    other = post(at)
    assert list(queries.visible_to(me)) == [mine]
    assert list(queries.visible_to(person(Role.ADMINISTRATOR))) == [other, mine]
    theirs = post(at, party_id=7)
    assert actions.forget(by=SYSTEM, parties=[7, 8], at=at) == 1
    assert not OutMail.objects.filter(pk=theirs.pk).exists()
    assert office.taken == []


def test_after_a_restore_what_waited_is_held_back(office, at):
    waiting, gone = post(at), post(at)
    OutMail.objects.filter(pk=gone.pk).update(state="sent", sent_at=at)
    assert _tidy.hold_back(at=at) == 1
    drain()
    assert office.taken == []
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == (
        "kept", "restored from a backup: it may have been sent before",
    )  # fmt: skip
