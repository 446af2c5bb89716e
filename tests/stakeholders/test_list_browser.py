"""What stands behind a filter, worked by keys and clicks."""

import pytest

from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(visit, person):  # noqa: F811
    party("Jonas Vetter", kind="person")
    page = visit.open(person(Role.PRACTITIONER, name="Marta Kask"), "/stakeholders/?view=all")
    page.keyboard.press("f")
    page.locator("#fed-find").wait_for()
    return page


def test_escape_shuts_the_filters_and_the_keys_of_the_list_go_on(page):
    page.keyboard.press("Escape")
    assert page.locator("#list-editor > *").count() == 0
    assert page.evaluate("document.activeElement.id") == "chip-add"
    page.keyboard.press("j")
    assert page.locator("tr.cur b").inner_text() == "Jonas Vetter"


def test_a_click_beside_shuts_the_filters_and_one_within_does_not(page):
    page.locator("#fed-find").click()
    assert page.locator(".fed").is_visible()
    page.locator("h1").click()
    assert page.locator("#list-editor > *").count() == 0


def test_words_that_no_filter_has_are_told_so(page):
    page.locator("#fed-find").fill("categ")
    assert page.locator("#fed-all li:visible").all_inner_texts() == ["Category"]
    assert page.locator("#fed-all .lbl:visible").count() == 0
    page.locator("#fed-find").fill("zzz")
    assert page.locator("#fed-all").inner_text() == "Nothing found"
