import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accord.features.escalations import actions
from accord.features.escalations.models import Escalation, Step
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def address(name, **kwargs):
    return reverse(f"escalations:{name}", kwargs=kwargs)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def lead(person):
    return person(Role.LEAD, name="Anneli Saar")


@pytest.fixture
def page(client, lead):
    client.force_login(lead)
    return client


def raised(whom=None, **bundle):
    given = {"question": "May they move in early?", "happened": "The pipe is late", **bundle}
    whom = whom or party("Dairy", kind="organisation")
    made = actions.Bundle(**given)
    return actions.raise_escalation(by=SYSTEM, party=whom, bundle=made, at=clock.now())


@pytest.mark.duty("R28")
def test_from_the_ladder_to_the_answer_by_form(page, lead, person):
    step = {"person": lead.pk, "level": "7", "hours": "48"}
    assert page.post(address("step-set"), step).status_code == 302
    assert "Anneli Saar" in text(page.get(address("ladder")))
    dairy = party("Dairy", kind="organisation")
    page.force_login(person(Role.PRACTITIONER, name="Piotr Zych"))
    sent = {"question": "May they move in early?", "happened": "The pipe is late"}
    assert page.post(f"{address('raise')}?about={dairy.ref}", sent).status_code == 302
    one = Escalation.objects.get()
    there = text(page.get(address("detail", ref=one.ref)))
    assert "May they move in early?" in there
    assert "Anneli Saar" in there
    assert address("decide", ref=one.ref) not in there  # it lies with somebody else
    assert page.post(address("decide", ref=one.ref), {"words": "Yes"}).status_code == 422
    one.refresh_from_db()
    assert (one.state, one.decision) == ("open", "")

    page.force_login(lead)
    assert "May they move in early?" in text(page.get(f"{address('list')}?which=mine"))
    assert page.post(address("decide", ref=one.ref), {"words": ""}).status_code == 422
    assert page.post(address("decide", ref=one.ref), {"words": "From June"}).status_code == 302
    record = text(page.get(reverse("stakeholders:detail", kwargs={"ref": dairy.ref})))
    assert "Tell them what was decided: May they move" in record
    assert page.post(address("answer", ref=one.ref), {"words": "By phone"}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.decision, one.answer) == ("answered", "From June", "By phone")
    listed = text(page.get(f"{address('list')}?which=settled"))
    assert "1 of 1 decided, 1 of them in time, 1 answered" in listed
    assert "May they move in early?" not in text(page.get(address("list")))


def test_on_the_last_step_it_says_so_and_stays(page, lead):
    actions.set_step(by=SYSTEM, person=lead, level=7, hours=1, at=clock.now())
    one = raised()
    answer = page.post(address("climb", ref=one.ref), {"reason": "Too slow"})
    assert answer.status_code == 422
    assert "This is the last step of the ladder." in answer.content.decode()
    one.refresh_from_db()
    assert (one.holder, one.climbs.count()) == (lead, 1)
    assert page.post(address("withdraw", ref=one.ref), {"reason": "Settled"}).status_code == 302
    one.refresh_from_db()
    assert one.state == "withdrawn"


def test_of_a_hidden_party_nothing_is_told(page, lead, person):
    keeper = person(Role.MANAGER)
    actions.set_step(by=SYSTEM, person=keeper, level=6, hours=24, at=clock.now())
    one = raised(party("Witness", kind="person", visibility="named", owner_id=keeper.pk))
    assert page.get(address("detail", ref=one.ref)).status_code == 404
    assert "May they" not in text(page.get(address("list")))


def test_more_rows_ask_no_more(page, lead):
    actions.set_step(by=SYSTEM, person=lead, level=7, hours=1, at=clock.now())

    def asked():
        with CaptureQueriesContext(connection) as found:
            text(page.get(address("list")))
        return len(found)

    raised()
    asked()
    one = asked()
    raised(party("Two")), raised(party("Three"))
    assert asked() == one


def test_a_step_is_taken_off_by_a_button(page, lead):
    step = actions.set_step(by=SYSTEM, person=lead, level=7, hours=1, at=clock.now())
    assert page.get(address("step-drop", pk=step.pk)).status_code == 405
    assert page.post(address("step-drop", pk=step.pk)).status_code == 302
    assert not Step.objects.exists()
