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
    page.locator("input[name^=interest-]").last.wait_for(state="attached")
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
    assert page.locator("[data-left]").inner_text() == "19"
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


def middle(found):
    box = found.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def dragged(page, mark, to):
    """Drag a mark by the mouse to a point of the page."""
    page.mouse.move(*middle(mark))
    page.mouse.down()
    page.mouse.move(*to, steps=6)
    page.mouse.up()


def test_those_of_the_tray_are_dragged_onto_the_map_or_put_there_by_a_button(visit, person):  # noqa: F811
    lead, at = person(Role.LEAD), clock.now()
    of = initiative(at=at)
    for name in TWENTY[:2]:
        stake(of, who=party(name, at=at), at=at)
    page = visit.open(lead, f"/initiatives/{of.ref}/map/")
    chip = page.locator("[data-put] a").first
    chip.scroll_into_view_if_needed()
    field = page.locator("svg.fmap:visible .sunk").bounding_box()
    x, y = field["x"] + field["width"] * 0.75, field["y"] + field["height"] * 0.25
    dragged(page, chip, (x, y))
    page.keyboard.type("Said so at the fair")
    with page.expect_response("**/place/"):
        page.keyboard.press("Enter")
    page.locator("[data-left]", has_text="1").wait_for()
    assert positions(of) == {TWENTY[0]: (40, 40)}
    assert Assessment.objects.get().reason == "Said so at the fair"

    page.get_by_role("button", name=f"Put {TWENTY[1]} on the map").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.locator("svg:visible .node:visible").count() == 1
    page.get_by_role("button", name=f"Put {TWENTY[1]} on the map").click()
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")
    with page.expect_response("**/place/"):
        page.keyboard.press("Enter")
    page.locator("[data-left]", has_text="0").wait_for(state="hidden")
    assert positions(of) == {TWENTY[0]: (40, 40), TWENTY[1]: (35, 30)}


def test_marks_of_the_matrix_are_dragged_and_moved_by_keys(visit, person):  # noqa: F811
    lead, at = person(Role.LEAD), clock.now()
    of = initiative(at=at)
    held = stake(of, who=party(TWENTY[0], at=at), wanted="supportive", at=at)
    said(lead, held, at=at, level="resistant")
    page = visit.open(lead, f"/initiatives/{of.ref}/matrix/")
    cells = page.locator(".mx tbody td")
    dragged(page, page.locator(".mk[data-what=now]"), middle(cells.nth(2)))
    page.keyboard.type("Came to the fair")
    with page.expect_response("**/level/"):
        page.keyboard.press("Enter")
    page.locator(".mk[data-what=now][data-at='2']").wait_for()
    wanted = page.locator(".mk[data-what=wanted]")
    dragged(page, wanted, middle(cells.nth(0)))  # nobody is wanted unaware: it stays at neutral
    page.keyboard.press("Escape")
    page.locator(".mk[data-what=wanted][data-at='3']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("They asked to lead")
    with page.expect_response("**/level/"):
        page.keyboard.press("Enter")
    page.locator(".mk[data-what=wanted][data-at='4']").wait_for()
    assert Stake.objects.values_list("engagement", "wanted").get() == ("neutral", "leading")
    page.locator(".mk[data-what=wanted]").focus()
    for _left in range(2):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    with page.expect_response("**/level/"):
        page.keyboard.press("Enter")
    page.locator(".mk.met[data-both]").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    with page.expect_response("**/level/"):
        page.keyboard.press("Enter")
    page.locator(".mk[data-what=wanted][data-at='3']").wait_for()
    assert Stake.objects.values_list("engagement", "wanted").get() == ("neutral", "supportive")
    assert sorted(Assessment.objects.values_list("engagement", "reason")) == [
        ("neutral", "Came to the fair"), ("resistant", ""),
    ]  # fmt: skip
