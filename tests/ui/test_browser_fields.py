"""The map of power and interest in Chromium: marks move by hand and by key, with one line of why."""

import pytest
from playwright.sync_api import expect

from accord.features.initiatives.models import Assessment
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from tests.axe import violations
from tests.factories.initiatives import initiative, said, stake
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MARK = "svg.fmap:not(.mini) .node[data-name='{}']"


@pytest.fixture
def me(person):
    return person(Role.LEAD, name="Marta Kask")


@pytest.fixture
def dam(me):
    made, now = initiative("Dam", at=clock.now()), clock.now()
    for name, power, interest in (("Jonas Vetter", 4.3, 4.6), ("Ewa Nowak", 2, 4)):
        held = stake(made, who=party(name, kind="person"), wanted="supportive", at=now)
        said(me, held, power=power, interest=interest, level="resistant", at=now)
    return made


def newest():
    return Assessment.objects.order_by("-pk").values_list("power", "interest", "reason")[0]


def test_a_mark_moves_by_key_and_its_why_is_kept(visit, me, dam):
    page = visit.open(me, f"/initiatives/{dam.ref}/map/")
    page.locator(MARK.format("Jonas Vetter")).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("#live")).to_have_text("Jonas Vetter: power 3.8, interest 4.5")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.keyboard.type("Walked the road")
    page.keyboard.press("Enter")
    page.wait_for_selector("#toasts [data-undo]")
    assert newest() == (38, 45, "Walked the road")
    assert page.evaluate("document.activeElement.dataset.name") == "Jonas Vetter"


def test_a_mark_is_dragged_put_back_placed_and_undone(visit, me, dam):
    page = visit.open(me, f"/initiatives/{dam.ref}/map/")
    mark = page.locator(MARK.format("Ewa Nowak"))
    before = mark.get_attribute("transform")
    box = mark.locator("circle.disc").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag():
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 80, y - 80, steps=4)
        page.mouse.up()

    drag()
    page.keyboard.press("Escape")
    assert mark.get_attribute("transform") == before
    assert Assessment.objects.count() == 2
    drag()
    page.click("[data-why] button.pri")
    page.wait_for_selector("#toasts [data-undo]")
    assert newest()[0] > 20
    assert newest()[1] < 40
    with page.expect_navigation():
        page.click("#toasts [data-undo] button")
    assert page.locator(MARK.format("Ewa Nowak")).get_attribute("transform") == before
    assert Assessment.objects.count() == 2
