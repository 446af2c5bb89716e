"""Work done by keys and clicks against a real server: palette, drawers, edits, done and undo."""

import pytest
from jinja2 import ChoiceLoader, DictLoader

from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.roles import Role
from accord.foundation.ui import commands, menu
from tests.axe import violations
from tests.ui import stand_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.ui.stand_in"),
]


@pytest.fixture(autouse=True)
def opened(monkeypatch):
    """Open the doors of the stand-in feature, with a log drawer that every page carries."""
    from django.template import engines

    env = engines["jinja2"].env
    monkeypatch.setattr(
        env, "loader", ChoiceLoader([env.loader, DictLoader({"log.html": stand_in.LOG})])
    )
    doors, templates = Registry("doors"), Registry("templates")
    for name in ("palette", "log"):
        doors.add(name, name)
    templates.add("log", "log.html")
    monkeypatch.setattr(menu, "doors", doors)
    monkeypatch.setattr(commands, "doors", doors)
    monkeypatch.setattr(menu, "templates", templates)
    stand_in.KEPT.clear()
    stand_in.KEPT.update(
        {k: list(v) if isinstance(v, list) else v for k, v in stand_in.START.items()}
    )


@pytest.fixture
def page(visit, person):
    return visit.open(person(Role.PRACTITIONER, name="Marta Kask"), "/people/")


def quiet(visit, *words):
    """Take back the complaints about answers that this test asked for."""
    visit.complaints[:] = [c for c in visit.complaints if not any(word in c for word in words)]


def test_the_palette_finds_opens_and_acts(page):
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox")
    assert box.evaluate("e => e === document.activeElement")
    box.type("vett")
    page.get_by_role("option", name="Jonas Vetter").wait_for()
    assert page.locator("mark").inner_text() == "Vett"
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
    assert violations(page) == []
    page.keyboard.press("Tab")
    assert chosen.inner_text().split("\n")[0] == "Log a conversation"
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Log a conversation")
    assert dialog.locator("[data-about-name]").inner_text() == "Jonas Vetter"


@pytest.mark.walk
def test_enter_in_the_palette_opens_the_record(page):
    page.keyboard.press("/")
    page.keyboard.type("jonas")
    page.keyboard.press("Enter")  # faster than the server
    page.wait_for_url("**/record/S-1/")


@pytest.mark.walk
def test_the_palette_offers_what_was_open_last_and_commands(page):
    page.keyboard.press("Control+k")
    labels = page.locator(".pal .g").all_inner_texts()
    assert labels[:2] == ["Recent", "With Jonas Vetter"]
    page.keyboard.type("light")
    page.keyboard.press("Enter")
    page.locator("html[data-theme=dark]").wait_for()


def test_a_note_is_logged_from_anywhere_in_a_few_keys(page):
    page.keyboard.press("l")
    dialog = page.get_by_role("dialog", name="Log a conversation")
    assert page.evaluate("document.activeElement.name") == "words"
    page.keyboard.type("He accepts the route")
    assert violations(page) == []
    page.keyboard.press("Control+Enter")
    page.locator("#toasts", has_text="Logged.").wait_for()
    assert dialog.count() == 0
    assert stand_in.KEPT["said"] == [("He accepts the route", "S-1")]
    page.keyboard.press("l")
    assert page.locator(".drawer textarea").input_value() == ""


def test_what_is_typed_before_the_table_of_keys_has_come_is_kept(page):
    def late(route):
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/ui/commands/*", late)
    page.route("**/ui/commands/", late)
    page.reload(wait_until="commit")
    page.locator("#main").wait_for()
    page.keyboard.type("lkjl He calls")
    page.locator(".drawer textarea").wait_for()
    page.keyboard.type(" back")
    assert page.locator(".drawer textarea").input_value() == "kjl He calls back"
    assert page.locator(".drawer").count() == 1


@pytest.mark.walk
def test_a_draft_survives_closing_the_drawer(page):
    page.clock.install()
    page.reload()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("l")
    page.keyboard.type("Half a thought")
    assert not page.locator(".drawer .tag").is_visible()
    page.clock.run_for(2_500)
    assert page.locator(".drawer .tag").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    assert page.locator(".drawer textarea").input_value() == "Half a thought"


def test_a_note_written_offline_is_sent_once_the_network_is_back(visit, page):
    page.keyboard.press("l")
    page.context.set_offline(True)
    page.keyboard.type("Under the dam, no signal")
    page.keyboard.press("Control+Enter")
    page.locator("#waiting").wait_for()
    assert stand_in.KEPT["said"] == []
    page.context.set_offline(False)
    page.locator("#toasts", has_text="Sent from this device: 1").wait_for()
    assert stand_in.KEPT["said"] == [("Under the dam, no signal", "S-1")]
    assert page.locator("#waiting").count() == 0
    quiet(visit, "ERR_INTERNET_DISCONNECTED")


def test_space_peeks_and_the_keys_of_the_list_go_on(page):
    page.keyboard.press("j")
    page.keyboard.press("Space")
    drawer = page.locator(".drawer h2")
    drawer.wait_for()
    assert drawer.inner_text() == "Jonas Vetter"
    assert page.url.endswith("?peek=S-1")
    page.keyboard.press("Escape")
    assert page.locator(".drawer").count() == 0
    assert page.url.endswith("/people/")
    assert page.evaluate("document.activeElement.innerText") == "Jonas Vetter"
    page.keyboard.press("Space")
    drawer.wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.locator(".drawer h2", has_text="Halina Wrona").wait_for()
    assert page.locator(".scrim").count() == 1


@pytest.mark.walk
def test_an_address_with_a_peek_opens_it(visit, person):
    page = visit.open(person(Role.VIEWER), "/people/?peek=S-3")
    assert page.locator(".drawer h2").inner_text() == "Ewa Nowak"


def test_a_wrong_answer_in_a_drawer_replaces_it_and_success_closes_it(visit, page):
    page.keyboard.press("j")
    page.keyboard.press("Space")
    page.get_by_label("Word").fill("wrong")
    page.keyboard.press("Enter")
    page.locator(".drawer [aria-invalid=true]").wait_for()
    assert page.locator(".drawer").count() == 1
    assert page.evaluate("document.activeElement.id") == "w"
    page.get_by_label("Word").fill("done")
    page.keyboard.press("Enter")
    page.locator("#toasts", has_text="Saved.").wait_for()
    assert page.locator(".drawer").count() == 0
    quiet(visit, "422")


def test_a_fact_is_edited_saved_and_ticked(page):
    page.locator("#rhythm a").click()
    box = page.get_by_label("Rhythm", exact=True)
    box.fill("10")
    page.keyboard.press("Enter")
    page.locator("#rhythm .okk").wait_for()
    assert stand_in.KEPT["rhythm"] == "10"
    assert page.evaluate("document.activeElement.closest('#rhythm') !== null")


@pytest.mark.walk
def test_a_wrong_fact_says_why_and_escape_gives_the_old_one_back(visit, page):
    page.locator("#rhythm a").click()
    page.get_by_label("Rhythm", exact=True).fill("often")
    page.keyboard.press("Enter")
    page.locator("#rhythm .err", has_text="A number of days").wait_for()
    page.get_by_label("Rhythm", exact=True).press("Escape")
    page.locator("#rhythm a").wait_for()
    assert page.locator("#rhythm").inner_text().endswith("14")
    assert stand_in.KEPT["rhythm"] == "14"
    quiet(visit, "422")


def test_two_people_change_one_fact_and_mine_is_kept_only_if_i_say_so(visit, page):
    page.locator("#rhythm a").click()
    page.get_by_label("Rhythm", exact=True).fill("10")
    stand_in.KEPT.update(rhythm="7", version=2)
    page.keyboard.press("Enter")
    page.get_by_text("Piotr changed it to 7 days.").wait_for()
    assert stand_in.KEPT["rhythm"] == "7"
    page.get_by_role("button", name="Keep mine").click()
    page.locator("#rhythm .okk").wait_for()
    assert stand_in.KEPT["rhythm"] == "10"
    quiet(visit, "409")


def test_done_leaves_at_once_and_comes_back_by_undo(page):
    row = page.locator('[data-key="S-2"]')
    row.get_by_role("checkbox").check()
    page.locator("#toasts", has_text="Kept.").wait_for()
    row.wait_for(state="hidden")
    assert stand_in.KEPT["done"] == ["S-2"]
    page.keyboard.press("Control+z")
    row.wait_for(state="visible")
    assert stand_in.KEPT["done"] == []


@pytest.mark.walk
def test_done_by_key_takes_the_current_row(page):
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator("#toasts", has_text="Kept.").wait_for()
    assert stand_in.KEPT["done"] == ["S-1"]


def test_what_the_server_refuses_comes_back_red(visit, page):
    stand_in.KEPT["broken"] = True
    row = page.locator('[data-key="S-2"]')
    row.get_by_role("checkbox").click()
    page.locator("#toasts .bad").wait_for()
    assert row.is_visible()
    assert "failed" in row.get_attribute("class")
    assert not row.get_by_role("checkbox").is_checked()
    quiet(visit, "500")


@pytest.mark.walk
def test_a_broken_answer_is_told_in_words_and_changes_nothing(visit, page):
    page.locator("#break").click()
    page.locator("#toasts .bad", has_text="nothing was lost").wait_for()
    assert page.locator("#slow").inner_text() == ""
    quiet(visit, "500", "htmx")


@pytest.mark.walk
def test_a_slow_answer_shows_the_bar_then_the_shape(page):
    def hold(route):
        page.clock.run_for(400)
        assert "loading" in page.evaluate("document.body.className")
        page.clock.run_for(800)
        assert page.locator("#slow .sk").count() == 4
        route.fulfill(body="<p>Here</p>", content_type="text/html")

    page.route("**/slow/", hold)  # early: the browser misses some requests right after this
    page.reload(wait_until="networkidle")
    page.clock.install()
    page.locator("#ask").click()
    page.clock.run_for(100)
    page.get_by_text("Here").wait_for()
    assert page.locator(".sk").count() == 0
    assert "loading" not in (page.locator("body").get_attribute("class") or "")
