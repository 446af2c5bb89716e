"""The whole cycle at the screen: prepared, typed, finished, sent, confirmed and disputed."""

import pytest

from accord.features.meetings import queries
from accord.features.meetings.models import Invitee, Meeting, Verdict
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.promises.models import Promise
from accord.features.tasks.models import Task
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from tests.axe import violations
from tests.factories.meetings import meeting
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.django_db(transaction=True)]


@pytest.mark.duty("L07")
def test_a_meeting_leads_to_something(visit, chromium, person, live_server):  # noqa: F811
    anna, at = person(Role.PRACTITIONER, name="Anna Kask"), clock.now()
    held = meeting(anna, at=at)
    jonas = Invitee.objects.get(party__isnull=False).party
    make_promise(by=anna, party=jonas, details=PromiseDetails("A map of the lane"), at=at)
    page = visit.open(anna, f"/meetings/{held.ref}/")
    page.get_by_role("link", name="Prepare").click()
    assert page.get_by_label("A map of the lane").is_checked()
    page.get_by_role("button", name="Put on the agenda").click()
    page.get_by_text("10 of 60 min").wait_for()
    page.get_by_role("button", name="Send invitations").click()
    page.get_by_role("button", name="Send again").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Begin").click()

    notes = page.get_by_role("textbox", name="Minutes")
    assert notes.input_value() == "# A map of the lane\n"
    notes.press("Control+End")
    notes.press_sequentially("We decided to close it\nAnna will send the plan by tomorrow\n")
    found = page.locator("#run-found")
    found.locator(".tag").get_by_text("Decision").wait_for()
    found.locator(".tag").get_by_text("Task").wait_for()
    notes.press_sequentially("> the deeds\n// up to 40,000\n")
    found.get_by_text("inside only").wait_for()
    page.get_by_text("Kept at").wait_for()
    assert "40,000" in Meeting.objects.get().notes
    assert violations(page) == []
    row = found.get_by_role("listitem").filter(has_text="the deeds")
    row.hover()
    row.locator("summary").click()
    row.get_by_role("button", name="They promise").click()
    page.locator("#run-notes").filter(has_text="< the deeds").wait_for()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Finish").click()
    page.get_by_text("Minutes, version 1").wait_for()
    page.get_by_role("button", name="Send the minutes").click()
    page.get_by_text("silence accepts").wait_for()
    assert violations(page) == []
    assert (Task.objects.count(), Promise.objects.filter(side="they").count()) == (1, 1)

    token = queries.minutes_token(Invitee.objects.get(party__isnull=False))
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    try:
        phone = context.new_page()
        phone.goto(f"{live_server.url}/meetings/minutes/{token}/")
        assert "40,000" not in phone.content()
        assert violations(phone) == []
        phone.get_by_text("Say something of it: We decided").click()
        phone.get_by_label("What was said otherwise").first.fill("Only at night")
        phone.get_by_role("button", name="Dispute").first.click()
        phone.get_by_text("You disputed it: Only at night").wait_for()
        phone.get_by_role("button", name="Confirm all that is left").click()
        phone.get_by_text("You confirmed it.").first.wait_for()
    finally:
        context.close()
    said = Verdict.objects.order_by("pk").values_list("is_confirmed", flat=True)
    assert list(said) == [False, True, True]
    page.reload()
    page.get_by_text("disputes it: Only at night").wait_for()
    assert Task.objects.filter(title__contains="Only at night").get().owner == anna
