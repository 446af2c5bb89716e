"""From a ticked record to the answer of the assessor, in two browsers."""

import pytest

from accord.features.growth import actions
from accord.features.growth.models import PortfolioItem
from accord.features.growth.queries import records_of
from accord.foundation.kernel import clock
from tests.axe import violations
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.django_db(transaction=True)]


@pytest.mark.duty("R29")
def test_a_record_is_ticked_an_item_offered_and_answered(
    visit,  # noqa: F811
    owner,
    assessor,
    task,
):
    at = clock.now()
    done = task(due=at)
    profile = actions.aim(by=owner, level=4, at=at)
    actions.name_companion(by=owner, profile=profile, person=assessor, part="assessor", at=at)
    page = visit.open(owner, "/growth/")
    assert violations(page) == []
    page.get_by_role("link", name="Add an item").first.click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("What you did").fill("Kept the calls")
    drawer.get_by_label("What you learned from it").fill("Short calls")
    drawer.get_by_label(done.ref).check()
    drawer.get_by_role("button", name="Save as a draft").click()
    page.get_by_role("link", name="Kept the calls").click()
    page.get_by_role("link", name="Offer it to an assessor").click()
    page.get_by_role("dialog").get_by_label("Assessor").select_option(label="Ada Assessor")
    page.get_by_role("dialog").get_by_role("button", name="Offer").click()
    page.get_by_role("button", name="Take it back").wait_for()
    assert violations(page) == []

    page = visit.open(assessor, "/growth/accompanied/")
    page.get_by_role("link", name="Olga Owner").click()
    page.get_by_role("link", name="Kept the calls").click()
    page.get_by_role("link", name="Answer").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("I accept it").check()
    drawer.get_by_label("Why").fill("I heard them")
    drawer.get_by_role("button", name="Answer").click()
    page.get_by_role("heading", name="Answer of the assessor").wait_for()
    assert violations(page) == []
    made = PortfolioItem.objects.get()
    assert (made.state, made.answer, records_of(made)) == ("accepted", "I heard them", [done.ref])
