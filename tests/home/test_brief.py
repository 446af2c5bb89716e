"""What one reads before any contact."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.escalations.actions import Bundle, raise_escalation, set_step
from accord.features.initiatives.actions import RedLineDetails, draw_red_line
from accord.features.meetings.actions import MeetingDetails, plan_meeting
from accord.features.needs.actions import hear_need
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.stakeholders.actions import change_party, keep_note
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import said, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


@pytest.fixture
def jonas(me):
    at = clock.now()
    found = party("Jonas Vetter 陈", kind="person", owner_id=me.pk, tier="key")
    for number in range(6):
        details = TalkDetails(f"Talk {number}.", mood=(-1, 1)[number % 2])
        log_interaction(by=me, parties=[found], details=details, at=at)
    for side in ("we", "they"):
        given = PromiseDetails(f"Promise of {side}", side=side, due_at=at)
        make_promise(by=me, party=found, details=given, at=at)
    hear_need(by=me, party=found, words="No dust on fodder", at=at)
    keep_note(by=me, party=found, text="Speak slowly.", at=at)
    change_party(by=me, party=found, is_sensitive=True, accessibility="Hard of hearing", at=at)
    return found


def address(whose, form=""):
    return reverse("home:brief", kwargs={"ref": whose.ref}) + (f"?format={form}" if form else "")


def test_the_brief_says_who_what_stands_and_what_to_mind(client, me, jonas):
    client.force_login(me)
    html = client.get(address(jonas)).content.decode()
    for words in (
        "Jonas Vetter 陈", "Marta Kask", "Every 14 days", "Promise of we", "Promise of they",
        "No dust on fodder", "Speak slowly.", "Handle with care. · Hard of hearing", "6 talks",
        "Of the last 5 contacts, 3 went better and 2 went worse.",
    ):  # fmt: skip
        assert words in html
    assert [f"Talk {number}." in html for number in range(6)] == [
        False,
        True,
        True,
        True,
        True,
        True,
    ]


def test_the_brief_says_what_they_want_of_us_and_what_comes_next(client, me, jonas):
    at = clock.now()
    held = stake(who=jonas, wanted="supportive")
    said(me, held, at=at, level="resistant")
    line = RedLineDetails("Road", words="No lorries at night")
    draw_red_line(by=me, stake=held, details=line, at=at)
    details = MeetingDetails("The lane", at + 2 * DAY, at + 3 * DAY, me)
    plan_meeting(by=me, details=details, parties=[jonas], people=[me], at=at)
    set_step(by=SYSTEM, person=me, level=5, hours=24, at=at)
    raise_escalation(by=SYSTEM, party=jonas, bundle=Bundle("Who pays?", "They won’t"), at=at)
    client.force_login(me)
    html = client.get(address(jonas)).content.decode()
    for words in (
        "Resistant, wanted: Supportive", "Red line: No lorries at night", "The lane",
        "Escalated: Who pays?",
    ):  # fmt: skip
        assert words in html
    pages = client.get(address(jonas, "pdf")).content
    assert len(re.findall(rb"/Type/Page\b", pages)) == 1


def test_the_brief_is_a_file_too(client, me, jonas):
    client.force_login(me)
    response = client.get(address(jonas, "pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type/Page\b", response.content)) == 1
    assert jonas.ref in response["Content-Disposition"]


def test_what_is_written_never_becomes_markup(client, me):
    evil = party('#panic("x") *b* $x$ \\ "', kind="person")
    log_interaction(
        by=me, parties=[evil], details=TalkDetails('#read("/etc/passwd") <script>'), at=clock.now()
    )
    client.force_login(me)
    assert client.get(address(evil, "pdf")).status_code == 200
    assert "&lt;script&gt;" in client.get(address(evil)).content.decode()


def test_an_empty_brief_is_said_to_be_empty(client, me):
    client.force_login(me)
    bare = party("Nobody knows")
    assert "None yet." in client.get(address(bare)).content.decode()
    assert client.get(address(bare, "pdf")).status_code == 200


def test_what_one_may_not_see_is_not_there(client, jonas, person):
    type(jonas).objects.filter(pk=jonas.pk).update(visibility="named")
    client.force_login(person(Role.VIEWER))
    assert client.get(address(jonas)).status_code == 404


def test_the_record_leads_to_the_brief(client, me, jonas):
    client.force_login(me)
    html = client.get(reverse("stakeholders:detail", kwargs={"ref": jonas.ref})).content.decode()
    assert address(jonas) in html


def test_the_brief_asks_as_often_for_three_as_for_one(
    client, me, jonas, django_assert_max_num_queries
):
    client.force_login(me)
    client.get(address(jonas))
    with django_assert_max_num_queries(50) as one:
        client.get(address(jonas))
    for _ in range(2):
        hear_need(by=me, party=jonas, words="More", at=clock.now())
        make_promise(by=me, party=jonas, details=PromiseDetails("More"), at=clock.now())
    with django_assert_max_num_queries(50) as three:
        client.get(address(jonas))
    assert len(one) == len(three)
