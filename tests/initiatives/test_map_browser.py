"""The map in a browser: twenty are placed, five moved without a mouse, the past is replayed."""

from datetime import timedelta

import pytest

from accord.features.initiatives.models import Assessment, Stake
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from tests.factories.initiatives import initiative, said, stake
from tests.factories.stakeholders import party
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.django_db(transaction=True)]
TWENTY = [f"Neighbour {n:02}" for n in range(20)]


def positions(of):
    found = Stake.objects.filter(initiative=of).exclude(power=None).order_by("party__name")
    return {one.party.name: (one.power, one.interest) for one in found.select_related("party")}


def rate_ten(page):
    """Say power 2 and interest 4 of the ten who are asked for."""
    page.get_by_role("link", name="Rate ten now").click()
    for scale, nth in (("power", 2), ("interest", 4)):
        for field in page.locator(f"input[name^={scale}-][value='{nth}']").all():
            field.check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/map/")


@pytest.mark.duty("R02")
def test_twenty_are_placed_and_five_moved_by_keys_alone(visit, person):  # noqa: F811
    lead, at = person(Role.LEAD), clock.now()
    old = at - timedelta(days=120)
    of = initiative(at=old)
    held = [stake(of, who=party(name, at=old), at=old) for name in TWENTY]
    said(lead, held[0], at=old, power=5, interest=1)
    Assessment.objects.update(at=old)
    page = visit.open(lead, f"/initiatives/{of.ref}/map/")
    assert "19 are not on the map" in page.content()
    rate_ten(page)
    rate_ten(page)
    assert list(positions(of)) == TWENTY

    for name in TWENTY[1:6]:
        node = page.locator(f"svg:visible .node[data-name='{name}']")
        node.focus()
        for key in ("Shift+ArrowUp", "ArrowUp", "ArrowLeft"):
            page.keyboard.press(key)
        page.get_by_text(f"{name}: power 2.6, interest 3.9").first.wait_for()
        page.keyboard.press("Enter")  # to the line that asks why
        page.keyboard.type("Spoke at the assembly")
        with page.expect_response("**/place/"):
            page.keyboard.press("Enter")
    assert [positions(of)[name] for name in TWENTY[1:7]] == [(26, 39)] * 5 + [(20, 40)]
    assert Assessment.objects.filter(reason="Spoke at the assembly").count() == 5

    page.goto(f"{page.url}?at={(at - timedelta(days=30)).date()}")
    assert page.locator("svg:visible .node").count() == 1
    page.goto(f"{page.url.partition('?')[0]}?since={(at - timedelta(days=30)).date()}")
    page.get_by_text("View as table").click()
    assert page.locator("details.asdata tbody tr").count() == 20
    page.emulate_media(media="print")
    assert page.locator("svg:visible .node").count() == 20
    assert not page.get_by_role("link", name="Rate ten now").is_visible()
    assert not page.locator("aside.side").is_visible()
