"""The inbox and the page of a mail, as its owner sees them."""

import pytest
from django.test.utils import CaptureQueriesContext

from accord.features.correspondence import queries
from accord.features.correspondence.models import Message
from accord.features.promises.models import Promise
from accord.features.stakeholders.models import ContactPoint, Party
from accord.foundation.accounts.models import User
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.arrivals.letters import letter
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture
def client(as_role):
    return as_role(Role.PRACTITIONER)


def take(at, *letters):
    way = arrivals.Way(source="old.mbox", owner_id=User.objects.get().pk)
    arrivals.take_in(by=SYSTEM, letters=letters, way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)


def test_the_inbox_shows_who_wrote_and_what(client, at):
    assert b"No mail waits." in client.get("/inbox/").content
    text = "Please call me.\n\n-- \nMari"
    take(at, letter(1, text=text), letter(2, subject="<b>Bold</b>"))
    page = client.get("/inbox/").content.decode()
    assert "2 mails wait." in page
    assert "Mari Mägi · Please call me." in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page


def test_the_inbox_asks_as_often_for_three_as_for_one(client, at, django_assert_num_queries):
    from django.db import connection

    take(at, letter(1))
    client.get("/inbox/")
    with CaptureQueriesContext(connection) as one:
        client.get("/inbox/")
    take(at, letter(2), letter(3))
    with django_assert_num_queries(len(one)):
        client.get("/inbox/")


def test_a_mail_is_shown_with_its_quotes_folded_and_its_files(client, at):
    more = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
    text = (
        "--b\n\nYes.\n\nOn Sun, 3 May 2026 at 9:00, Bo <bo@x.example> wrote:\n\n> Is it?\n"
        "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nFile\n"
        "--b\nContent-Disposition: attachment; filename=run.exe\n\nMZ\n--b--"
    )
    take(at, letter(1, more=more, text=text), letter(2, more="References: <1@vald.example>\n"))
    page = client.get("/inbox/M-0001/").content.decode()
    assert '<div class="said prewrap">Yes.' in page
    assert "<summary" in page
    assert page.index("<details><summary") < page.index("&gt; Is it?")
    assert "run.exe" in page
    assert "/inbox/M-0002/" in page
    answer = client.get("/inbox/M-0001/enclosed/" + page.split("/enclosed/")[1].split("/")[0] + "/")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"File")
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_mail_is_filed_with_a_name_and_leaves_the_inbox(client, at):
    party("Co-op")
    take(at, letter(1))
    assert client.post("/inbox/M-0001/file/", {"party": "Nobody"}).status_code == 422
    assert Message.objects.get().state == "waiting"
    given = {"party": "Co-op", "remembers": "on"}
    assert client.post("/inbox/M-0001/file/", given).status_code == 302
    assert b"No mail waits." in client.get("/inbox/").content
    page = client.get("/inbox/M-0001/").content.decode()
    assert "Co-op" in page
    assert "/inbox/M-0001/" in client.get("/talks/K-0001/").content.decode()
    assert "/inbox/M-0001/file/" not in page
    take(at, letter(2))
    assert Message.objects.filter(state="filed").count() == 2


def test_promises_in_a_mail_are_offered_and_made_with_it_of_the_side_that_gave_them(client, at):
    party("Co-op")
    take(at, letter(1, text="Thank you. I will send you the map by 20 May.\n\n> We will call."))
    form = client.get("/inbox/M-0001/file/").content.decode()
    assert "They owe: Send you the map" in form.replace("send", "Send")
    assert "We will call" not in form
    given = {"party": "Co-op", "promises": ["0"]}
    assert client.post("/inbox/M-0001/file/", given).status_code == 302
    promise = Promise.objects.get()
    assert (promise.side, promise.party.name, promise.visibility) == ("they", "Co-op", "named")
    assert promise.due_at.date().isoformat() == "2026-05-20"
    take(at, letter(2, sender="new@else.example", text="I will send the plan by 21 May."))
    assert client.post("/inbox/M-0002/file/", {"party": "Co-op"}).status_code == 302
    assert Promise.objects.count() == 1


def test_a_mail_is_snoozed_with_a_reason_and_set_aside(client, at):
    take(at, letter(1), letter(2))
    given = {"until": "2099-01-01", "reason": "Ask Bo first"}
    assert client.post("/inbox/M-0001/snooze/", given).status_code == 302
    assert client.post("/inbox/M-0002/set-aside/").status_code == 302
    assert b"No mail waits." in client.get("/inbox/").content
    assert b"Ask Bo first" in client.get("/inbox/M-0001/").content


def test_the_ledger_shows_the_administrator_endings_and_no_subject(as_role, at):
    as_role(Role.PRACTITIONER)
    take(at, letter(1, subject="Very private"), letter(2, more="Auto-Submitted: auto-replied\n"))
    boss = as_role(Role.ADMINISTRATOR)
    page = boss.get("/admin/arrivals/").content.decode()
    assert "Very private" not in page
    assert "mari@vald.example" in page
    assert "An answering machine" in page
    dropped = boss.get("/admin/arrivals/?state=dropped").content.decode()
    assert "Nobody in it is known" not in dropped


def test_a_business_card_in_a_mail_is_offered_and_becomes_a_stakeholder_once(client, at):
    more = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Żaneta Lis\nN:Lis;Żaneta;;;\nORG:Vald\n"
        "EMAIL:zaneta@vald.example\nEMAIL:nonsense\nTEL:+372 555 0101\nEND:VCARD\n"
    )
    dates = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Visit\nEND:VEVENT\nEND:VCALENDAR\n"
    text = (
        "--b\nContent-Type: text/plain\n\nSee below.\n"
        f"--b\nContent-Type: text/vcard; charset=utf-8\n\n{card}\n"
        f"--b\nContent-Type: text/calendar; charset=utf-8\n\n{dates}\n--b--"
    )
    take(at, letter(1, more=more, text=text))
    page = client.get("/inbox/M-0001/").content.decode()
    assert "Żaneta Lis" in page
    assert "Vald · zaneta@vald.example" in page
    assert "SUMMARY:Visit" in queries.calendars_of(Message.objects.get())[0]
    assert client.post("/inbox/M-0001/cards/1/take/").status_code in {302, 409}
    assert Party.objects.count() == 0
    for _time in range(2):
        client.post("/inbox/M-0001/cards/0/take/")
    made = Party.objects.get()
    assert (made.name, made.kind, made.family_name, made.source) == (
        "Żaneta Lis", "person", "Lis", "mail",
    )  # fmt: skip
    assert set(ContactPoint.objects.values_list("channel", flat=True)) == {"mail", "phone"}
