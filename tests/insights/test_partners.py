"""Partners: what both sides owe, the rhythm and whether it is kept, the next meeting."""

from datetime import timedelta

import pytest

from accord.features.engagement import actions as engagement
from accord.features.escalations import actions as escalations
from accord.features.meetings import actions as meetings
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.promises.states import Side
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.insights import exports, queries
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def me(person):
    return person(Role.LEAD, name="Marta Kask")


@pytest.fixture
def school(me):
    return party("School", tier="key", rhythm_days=30, owner_id=me.pk)


def talk(who, ago):
    told = engagement.TalkDetails("We spoke", happened_at=clock.now() - ago * DAY)
    engagement.log_interaction(by=SYSTEM, parties=[who], details=told, at=clock.now())


def promise(me, who, words, side=Side.WE, **more):
    details = PromiseDetails(words, side=side, owner_id=me.pk, **more)
    return make_promise(by=me, party=who, details=details, at=clock.now())


def meet(me, who):
    start = clock.now() + 5 * DAY
    details = meetings.MeetingDetails("Joint round", start, start + timedelta(hours=1), me)
    return meetings.plan_meeting(by=me, details=details, parties=[who], people=[me], at=clock.now())


@pytest.mark.duty("L06")
def test_one_page_holds_what_both_owe_when_they_meet_and_how_the_rhythm_is_kept(me, school, client):
    for ago in (100, 80, 20):  # one gap of 60 days, longer than agreed
        talk(school, ago)
    promise(me, school, "Mend the fence", due_at=clock.now() - DAY)
    promise(me, school, "Send the list", Side.THEY)
    met = meet(me, school)
    bundle = escalations.Bundle("Who pays?", "They won't")
    escalations.set_step(by=SYSTEM, person=me, level=5, hours=24, at=clock.now())
    raised = escalations.raise_escalation(by=SYSTEM, party=school, bundle=bundle, at=clock.now())

    client.force_login(me)
    listed = client.get("/insights/partners/").content.decode()
    assert "School" in listed
    assert "1 late" in listed
    assert "kept 1 of 2 times" in listed
    shown = client.get(f"/insights/partners/{school.ref}/").content.decode()
    for words in (
        "Mend the fence", "Send the list", met.title, raised.ref, "Who pays?", "5 · lead",
        "Single point of contact",
    ):  # fmt: skip
        assert words in shown
    found = queries.together(me, school, clock.now())
    assert (found.rhythm.kept, found.rhythm.gaps, found.rhythm.silent) == (1, 2, 20)
    assert "Working together" in client.get(f"/stakeholders/{school.ref}/").content.decode()


def test_the_joint_list_on_paper_holds_nothing_restricted_and_speaks_their_language(
    me, school, client
):
    promise(me, school, "Mend the fence")
    promise(me, school, "Say nothing of the wall", visibility="named")
    school.language = "pl"
    page = exports.joint_letter(me, school, clock.now())
    assert page.language == "pl"
    assert "Mend the fence" in page.text
    assert "wall" not in page.text
    assert "Marta Kask" in page.text
    client.force_login(me)
    answer = client.get(f"/insights/partners/{school.ref}/?format=pdf")
    assert answer.content.startswith(b"%PDF")


def test_only_those_one_looks_after_and_may_see(me, person, school):
    now = clock.now()
    party("Hidden", tier="key", visibility="named")
    party("Not close")
    series = party("Meets again")
    assert [one.party for one in queries.partners(me, now)] == [school]
    meetings.plan_meeting(
        by=me, parties=[series], people=[me], at=now, rhythm="month",
        details=meetings.MeetingDetails("Round", now + DAY, now + DAY + timedelta(hours=1), me),
    )  # fmt: skip
    assert [one.party.name for one in queries.partners(me, now)] == ["Meets again", "School"]
    assert [one.party for one in queries.partners(me, now, mine=True)] == [school]


def test_who_decides_on_an_escalation_sees_what_is_owed_and_was_said(me, school, client):
    talk(school, 3)
    promise(me, school, "Mend the fence")
    promise(me, school, "Send the list", Side.THEY)
    escalations.set_step(by=SYSTEM, person=me, level=5, hours=24, at=clock.now())
    bundle = escalations.Bundle("Who pays?", "They won't")
    raised = escalations.raise_escalation(by=SYSTEM, party=school, bundle=bundle, at=clock.now())
    client.force_login(me)
    shown = client.get(f"/escalations/{raised.ref}/").content.decode()
    assert "Mend the fence" in shown
    assert "Send the list" not in shown
    assert "Last contacts" in shown


asked: dict[int, int] = {}


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_three_as_for_one(me, count, django_assert_max_num_queries):
    for place in range(count):
        one = party(f"Partner {place}", tier="key", owner_id=me.pk)
        talk(one, 5)
        promise(me, one, "Mend it")
    with django_assert_max_num_queries(5) as seen:
        queries.partners(me, clock.now())
    asked[count] = len(seen)
    assert len(set(asked.values())) == 1
