"""A facilitator at the screen and two phones."""

import pytest

from accord.features.workshops.models import Workshop
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from tests.axe import violations
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.django_db(transaction=True)]


@pytest.mark.duty("R02")
def test_a_workshop_with_two_phones(visit, chromium, person):  # noqa: F811
    lead, at = person(Role.LEAD), clock.now()
    of = initiative(at=at)
    names = ("Anna Kask", "Water board")
    held = [stake(of, who=party(name, at=at), at=at) for name in names]
    page = visit.open(lead, f"/workshops/of/{of.ref}/")
    page.get_by_role("link", name="Hold a workshop").click()
    page.get_by_label("What the workshop is called").fill("Who counts")
    page.get_by_role("button", name="Open the workshop").click()
    page.get_by_role("link", name="Who counts").click()
    link = page.get_by_role("link", name="/workshops/at/").get_attribute("href")
    phones = [chromium.new_context(viewport={"width": 390, "height": 844}) for _ in range(2)]
    try:
        for context, (name, power) in zip(phones, (("Ines", 5), ("Tom", 4)), strict=True):
            phone = context.new_page()
            phone.goto(link)
            phone.get_by_label("Your name").fill(name)
            phone.get_by_role("button", name="Take part").click()
            for card in names:
                phone.get_by_role("heading", name=card).wait_for()
                assert violations(phone) == []
                phone.get_by_role("button", name=f"power {power}, interest 3").click()
            phone.get_by_role("heading", name="All are placed").wait_for()
        page.get_by_text("Tom").wait_for()  # the page asks by itself
        page.get_by_role("button", name="Show what all said").click()
        page.get_by_role("button", name="Take over to the map").wait_for()
        assert violations(page) == []
        phone.get_by_role("link", name="Look again").click()
        phone.get_by_role("cell", name="4.5").first.wait_for()
        assert violations(phone) == []
        page.get_by_role("button", name="Take over to the map").click()
        page.get_by_role("link", name="Map and matrix").wait_for()
    finally:
        for context in phones:
            context.close()
    assert Workshop.objects.get().adopted_at is not None
    for one in held:
        one.refresh_from_db()
        assert (one.power, one.interest) == (45, 30)
