"""A colleague named behind an @ hears of it, where they may read it; else the author hears."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accord.features.engagement.actions import (
    Correction,
    TalkDetails,
    correct_interaction,
    log_interaction,
)
from accord.features.engagement.queries import people_in
from accord.features.knowledge import actions as knowledge
from accord.features.stakeholders.actions import keep_note
from accord.foundation.accounts.actions import deactivate
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.mentions import MENTIONED, UNSEEN, colleagues_in
from accord.foundation.notices.models import Notice
from tests.admin.conftest import signed_in
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(person):
    return person(name="Anna Saar")


@pytest.fixture
def jaan(person):
    return person(name="Jaan Tamm")


@pytest.fixture
def author(person):
    return person(name="Marta Kask")


def told():
    drain()
    return [
        (one.person_id, one.kind, one.title, one.words) for one in Notice.objects.order_by("pk")
    ]


def log(by, text, **more):
    found = more.pop("party", None) or party("Mill")
    details = TalkDetails(text=text, **more)
    return log_interaction(by=by, parties=[found], details=details, at=clock.now())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ask @Anna Saar, please", ["Anna Saar"]),
        ("@anna saar and @Jaan Tamm: see", ["Anna Saar", "Jaan Tamm"]),
        ("@Anna Saarela knows", ["Anna Saarela"]),
        ("@Anna Saare, @Anna alone, Anna Saar", []),
        ("anna@Anna Saar.example and @@Anna Saar", []),
        ("@Closed One and @", []),
        ("(@Anna Saar)", ["Anna Saar"]),
        ("@张伟，请看", ["张伟"]),
        ("@张伟请看", ["张伟"]),
        ("", []),
    ],
)
@pytest.mark.usefixtures("anna", "jaan")
def test_whole_names_behind_an_at_are_colleagues(person, text, names):
    person(name="Anna Saarela")
    person(name="张伟")
    deactivate(by=SYSTEM, person=person(name="Closed One"), at=clock.now())
    assert [one.name for one in colleagues_in(text)] == names


@pytest.mark.duty("R08")
def test_who_is_named_in_a_talk_is_told_once_and_finds_it_on_their_day(client, author, anna, jaan):
    mill = party("Mill")
    text = "They want the gate open. @Anna Saar, can you?"
    talk = log(author, text, party=mill)
    assert told() == [(anna.pk, MENTIONED, "Marta Kask names you in a talk", text)]
    details = Correction(
        text=f"{text} @Jaan Tamm too.", channel="call", direction="both", happened_at=talk.at,
        parties=(mill,),
    )  # fmt: skip
    correct_interaction(by=author, talk=talk, details=details, hidden=(), at=clock.now())
    assert [one[0] for one in told()] == [anna.pk, jaan.pk]
    desk = signed_in(client, anna)
    home = desk.get("/").content.decode()
    assert "Marta Kask names you in a talk" in home
    found = Notice.objects.get(person_id=anna.pk)
    opened = desk.post(reverse("admin:notice-open", args=[found.pk]))
    assert opened.url == reverse("engagement:detail", args=[talk.ref])
    assert Notice.objects.get(pk=found.pk).read_at is not None
    assert "names you in a talk" not in desk.get("/").content.decode()


def test_who_may_not_see_it_is_told_no_word_and_the_author_is_told_that(author, anna):
    hidden = party("Mill", visibility="named", owner_id=author.pk)
    log(author, "Zebra @Anna Saar", party=hidden)
    keep_note(
        by=author, party=party("Open"), text="Quagga @Anna Saar", at=clock.now(),
        visibility="named",
    )  # fmt: skip
    words = "Not told, for they may not see it: Anna Saar."
    assert told() == [(author.pk, UNSEEN, words, "")] * 2


def test_notes_and_questions_tell_whom_they_name(author, anna):
    keep_note(by=author, party=party("Open"), text="See @Anna Saar", at=clock.now())
    details = knowledge.NoteDetails("technical", "Valve", "By hand")
    note = knowledge.write_note(by=author, details=details, at=clock.now())
    knowledge.publish(by=author, note=note, to=knowledge.To("inform"), at=clock.now())
    asked = knowledge.ask(by=author, note=note, words="Does @Anna Saar know?", at=clock.now())
    knowledge.answer(by=author, question=asked, words="@Anna Saar knows", at=clock.now())
    assert [one[2] for one in told() if one[0] == anna.pk] == [
        "Marta Kask names you in a note", "Marta Kask names you in a question",
    ]  # fmt: skip


def test_a_colleague_behind_an_at_is_no_stakeholder_of_a_similar_name(author, anna):
    party("Anna Saare", kind="person")
    assert people_in(author, f"Call @{anna.name} back") == []
    same = party("Anna Saar", kind="person")
    assert [one.party for one in people_in(author, "Call @Anna Saar back") if one.is_sure] in (
        [], [same],
    )  # fmt: skip


def test_as_many_questions_for_three_as_for_one(author, anna, jaan, person):
    person(name="Third One")

    def asked(text):
        with CaptureQueriesContext(connection) as found:
            colleagues_in(text)
        return len(found)

    assert asked("@Anna Saar") == asked("@Anna Saar @Jaan Tamm @Third One") == 1
    assert asked("nobody") == 0
