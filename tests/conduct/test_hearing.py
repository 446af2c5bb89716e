"""Whose conduct it was sees that it is noted, is asked for their side, and says it."""

from datetime import timedelta

import pytest

from accord.features.conduct import actions, jobs, queries
from accord.features.conduct.models import Debrief
from accord.features.tasks.models import Task
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale

pytestmark = pytest.mark.django_db
FACTS = "He called me an idiot"


@pytest.fixture
def ours(us, note):
    return note("belittling", by=us.second, person=us.handler, taken="It hurt me.")


@pytest.mark.duty("P10")
def test_they_see_that_it_is_noted_and_the_facts_once_asked(us, ours, client):
    client.force_login(us.handler)
    assert client.get(f"/conduct/{ours.ref}/").url == f"/conduct/concerning/{ours.ref}/"
    here = f"/conduct/concerning/{ours.ref}/"
    before = client.get(here).content.decode()
    assert FACTS not in before
    assert ours.ref in client.get("/conduct/mine/").content.decode()
    assert client.get(f"/conduct/{ours.ref}/decide/").status_code == 404

    client.force_login(us.lead)
    client.post(f"/conduct/{ours.ref}/hear/")
    task = Task.objects.get(origin_ref=ours.ref)
    assert task.owner == us.handler
    client.force_login(us.handler)
    shown = client.get(here).content.decode()
    assert FACTS in shown
    assert "Sten Second" not in shown
    assert "It hurt me." not in shown
    client.post(f"{here}answer/", {"words": "He had shouted before."})
    task.refresh_from_db()
    assert task.state == "done"
    client.force_login(us.lead)
    assert "He had shouted before." in client.get(f"/conduct/{ours.ref}/").content.decode()


def test_only_they_answer_and_only_a_lead_asks(us, ours, note, client, at):
    for nobody in (us.second, us.lead, us.admin, us.stranger):
        with pytest.raises(NotAllowed):
            actions.answer_incident(by=nobody, incident=ours, words="No", at=at)
    for nobody in (us.second, us.handler, us.stranger, us.viewer):
        with pytest.raises(NotAllowed):
            actions.ask_their_side(by=nobody, incident=ours, at=at)
    with pytest.raises(Invalid):
        actions.ask_their_side(by=us.lead, incident=note("belittling"), at=at)
    with pytest.raises(Invalid):
        actions.answer_incident(by=us.handler, incident=ours, words=" ", at=at)
    actions.ask_their_side(by=us.lead, incident=ours, at=at)
    with pytest.raises(Stale):
        actions.ask_their_side(by=us.lead, incident=ours, at=at)
    ours.refresh_from_db()
    assert ours.answer == ""
    client.force_login(us.second)
    assert client.get(f"/conduct/concerning/{ours.ref}/").status_code == 404


def test_what_a_debrief_says_goes_after_90_days_and_that_it_was_held_stays(us, grave):
    one, now = Debrief.objects.get(), clock.now()
    said = {"helped": "A walk", "next_time": "Hang up sooner"}
    actions.hold_debrief(by=us.handler, debrief=one, at=now - timedelta(days=89), **said)
    assert jobs.forget_checks(None)["debriefs"] == 0
    actions.hold_debrief(by=us.handler, debrief=one, at=now - timedelta(days=91), **said)
    assert jobs.forget_checks(None)["debriefs"] == 1
    one.refresh_from_db()
    assert (one.helped, one.next_time, one.held_at is None) == ("", "", False)
    assert jobs.forget_checks(None)["debriefs"] == 0


def test_the_notice_is_posted_on_paper_in_their_language(us, grave, client, at):
    given = actions.ArrangementDetails(
        ("writing",), "So that all can bear it", at.date(), at.date() + timedelta(days=90)
    )
    made = actions.arrange(by=us.manager, incident=grave, details=given, at=at)
    client.force_login(us.manager)
    answer = client.get(f"/conduct/arrangements/{made.ref}/notice/?lang=pl&format=pdf")
    assert answer.content.startswith(b"%PDF")
    assert f"{made.ref}-pl.pdf" in answer["Content-Disposition"]
    assert queries.notice_of(made).startswith("Viktor Kask\n\nHow we keep in contact")
