"""Nothing marked internal reaches an outsider: every way to begin a letter, every byte that left."""

import re
from html import unescape

import pytest

from accord.features.correspondence.models import Message
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.engagement.policies import ATTACH
from accord.features.escalations import actions as escalations
from accord.features.initiatives import actions as initiatives
from accord.features.keyplans import actions as keyplans
from accord.features.letters import actions
from accord.features.letters.models import Letter
from accord.features.needs.actions import hear_need
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.stakeholders.actions import change_party, keep_note
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.accounts.actions import grant
from accord.foundation.accounts.models import User
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.files.actions import attach
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.arrivals.letters import letter as incoming
from tests.leaks.reading import CANARY, marked, whole
from tests.letters.conftest import leave, reachable

pytestmark = [
    pytest.mark.django_db, pytest.mark.either, pytest.mark.usefixtures("shelf"),
]  # fmt: skip
VALUE = re.compile(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"')
WORDS = re.compile(r"<textarea[^>]*>([^<]*)</textarea>")


@pytest.fixture
def client(as_role):
    return as_role(Role.LEAD)


@pytest.fixture
def me(client):
    return User.objects.get()


@pytest.fixture
def origins(me, at):
    """Tell of one stakeholder all that is ours alone, in a record of each kind."""
    on = {"by": SYSTEM, "at": at}
    mari = reachable("Mari Mägi", "mari@example.org", at)
    hidden = reachable(f"Hidden {marked()}", "hidden@example.org", at, visibility="named")
    inside = {"summary": marked(), "purpose": marked(), "accessibility": marked()}
    change_party(party=mari, **inside, **on)
    keep_note(party=mari, text=marked(), **on)
    talk = log_interaction(
        parties=[mari, hidden], details=TalkDetails(marked(), direction="in", mood=-1), **on
    )
    body = b"minutes"
    attach(subject=talk, rule=ATTACH, name=f"{marked()}.txt", body=body, **on)
    promise = make_promise(party=mari, details=PromiseDetails(marked(), owner_id=me.pk), **on)
    need = hear_need(party=mari, words=marked(), **on)
    task = add_task(details=TaskDetails(marked(), owner_id=me.pk, party=mari), **on)
    initiative = initiatives.add_initiative(details=initiatives.InitiativeDetails(marked()), **on)
    initiatives.take_stakes(initiative=initiative, parties=[mari], **on)
    grant(person=me, role=Role.EXECUTIVE, **on)
    escalations.set_step(person=me, level=7, hours=24, **on)
    bundle = escalations.Bundle(marked(), marked())
    escalation = escalations.raise_escalation(party=mari, bundle=bundle, **on)
    day = at.date()
    details = keyplans.PlanDetails(
        marked(), me.pk, from_date=day, until_date=day.replace(year=2029)
    )
    plan = keyplans.open_plan(party=mari, details=details, **on)
    way = arrivals.Way(source=marked(), owner_id=me.pk)
    arrivals.take_in(by=me, letters=[incoming(sender="mari@example.org")], way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)
    mail = Message.objects.get()
    records = (mari, talk, promise, need, task, initiative, escalation, plan, mail)
    return [record.ref for record in records]


def form_of(page):
    """Give what a form holds before anybody writes into it."""
    text = page.content.decode()
    given = {name: unescape(value) for name, value in VALUE.findall(text)}
    return {name: given.get(name, "") for name in ("to", "subject")} | {
        "text": unescape("".join(WORDS.findall(text))).strip()
    }


def test_no_way_to_begin_a_letter_takes_along_what_is_ours(client, office, origins):
    for ref in origins:
        address = f"/letters/write/?about={ref}"
        given = form_of(client.get(address))
        assert given["text"] == ""
        given |= {"text": "Hello.", "subject": given["subject"] or "Water", "sight": "everyone"}
        given["to"] = given["to"] or origins[0]
        assert client.post(address, given)["Location"].startswith("/letters/W-"), ref
    for letter in Letter.objects.all():
        assert client.post(f"/letters/{letter.ref}/send/").status_code in {204, 302}
    Letter.objects.update(send_at=clock.now())
    leave()
    sent = [mail for mail in office.taken if "mari@" in str(mail["To"])]
    assert len(sent) == len(origins)
    assert {str(mail["To"]) for mail in sent} == {"Mari Mägi <mari@example.org>"}
    for mail in sent:
        assert CANARY not in whole(mail)
        assert set(mail.keys()) <= {
            "Message-ID", "Date", "From", "To", "Subject", "Reply-To", "In-Reply-To", "References",
            "Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Content-Language",
        }  # fmt: skip


def test_what_the_second_reader_says_and_why_it_waited_stay_here(
    client, me, office, origins, person
):
    del origins
    reader = person(Role.MANAGER, name=f"Reader {marked()}")
    given = {
        "to": "Mari Mägi", "subject": "Water", "text": "Hello. STOP THIS NOISE!!",
        "sight": "private", "reader": reader.pk,
    }  # fmt: skip
    client.post("/letters/write/", given)
    client.post("/letters/W-0001/send/")
    letter = Letter.objects.get()
    actions.send_back(by=reader, letter=letter, words=marked(), at=clock.now())
    client.post("/letters/W-0001/send/")
    letter.refresh_from_db()
    actions.agree(by=reader, letter=letter, at=clock.now())
    Letter.objects.update(send_at=clock.now())
    leave()
    [mail] = [mail for mail in office.taken if "mari@" in str(mail["To"])]
    assert CANARY not in whole(mail)
    assert "private" not in whole(mail)
