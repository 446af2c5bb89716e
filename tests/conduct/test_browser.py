"""From a difficult call to the talk after it, in three browsers."""

import re

import pytest

from accord.features.conduct import queries
from accord.features.conduct.models import Debrief, Incident
from accord.foundation.kernel import clock
from tests.axe import violations
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.django_db(transaction=True)]


@pytest.mark.duty("P05")
@pytest.mark.duty("P08")
@pytest.mark.duty("P10")
@pytest.mark.duty("P11")
def test_a_difficult_call_through_debrief(visit, us, talk, client):  # noqa: F811
    page = visit.open(us.handler, f"/talks/{talk.ref}/")
    page.get_by_role("link", name="Help with a difficult talk").click()
    page.get_by_role("heading", name="What one can say").wait_for()
    page.get_by_role("button", name=re.compile("Put here.*Exaggeration")).click()
    page.get_by_role("button", name=re.compile("Take off.*Exaggeration")).wait_for()
    assert violations(page) == []
    page.get_by_role("link", name="Ask somebody to come in").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Whom").select_option(label="Sten Second")
    drawer.get_by_label("What you need").fill("Join me tomorrow")
    drawer.get_by_role("button", name="Ask").click()
    drawer.wait_for(state="hidden")
    page.get_by_role("link", name="This was difficult").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("What happened").fill("He called me names and said worse")
    drawer.get_by_label("How I took it").fill("I was shaking")
    drawer.get_by_label("no", exact=True).check()
    drawer.get_by_label("degrading words or pictures").check()
    drawer.get_by_role("button", name="Note it").click()
    page.get_by_role("link", name="X-0001").click()
    page.get_by_role("heading", name="A contact that was hard").wait_for()
    assert violations(page) == []

    page = visit.open(us.manager, "/conduct/X-0001/")
    page.get_by_role("link", name="Decide").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("What is done").select_option("arrange")
    drawer.get_by_label("Who reads it as a second person").select_option(label="Sten Second")
    drawer.get_by_role("button", name="Decide").click()
    page.get_by_text("3 · abusive").first.wait_for()

    page = visit.open(us.second, "/conduct/X-0001/")
    page.get_by_role("link", name="Say how grave you find it").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("How grave it was").select_option("3")
    drawer.get_by_label("Why").fill("I find so too")
    drawer.get_by_role("button", name="Save").click()
    page.get_by_text("I find so too").wait_for()

    page = visit.open(us.manager, "/conduct/X-0001/")
    page.get_by_role("link", name="Arrange contact").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("in writing only").check()
    drawer.get_by_label("Reason").fill("So that both sides can bear it")
    drawer.get_by_role("button", name="Arrange").click()
    drawer.wait_for(state="hidden")
    page = visit.open(us.second, f"/stakeholders/{talk.participations.get().party.ref}/")
    page.get_by_role("link", name="Y-0001").first.click()
    page.get_by_text("They have not been told yet.").wait_for()
    assert violations(page) == []

    page = visit.open(us.handler, "/conduct/X-0001/")
    page.get_by_role("link", name="Talk it over").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("What helped").fill("Sten listened")
    drawer.get_by_role("button", name="Keep it").click()
    drawer.wait_for(state="hidden")
    page = visit.open(us.handler, "/conduct/mine/")
    page.get_by_text("Hard contacts of 90 days").wait_for()
    assert violations(page) == []

    one, debrief = Incident.objects.get(), Debrief.objects.get()
    assert (one.level, one.response, one.taken) == (3, "arrange", "I was shaking")
    assert (debrief.person, debrief.helped, debrief.task.state) == (
        us.handler, "Sten listened", "done",
    )  # fmt: skip
    assert queries.load_of(us.handler, clock.now()).n == 0  # the call was in May
    client.force_login(us.manager)
    assert client.get(f"/conduct/mine/of/{us.handler.pk}/").status_code == 404
