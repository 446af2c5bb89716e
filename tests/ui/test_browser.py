"""The sheet in Chromium: no axe finding, no breach of the policy, no sideways scroll; keys work."""

import pytest

from accord.foundation.kernel.roles import Role
from tests.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHEET = "/ui/sheet/"


@pytest.fixture
def keeper(person, settings):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    return person(Role.ADMINISTRATOR, name="Marta Kask")


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.walk)])
def test_axe_finds_nothing_on_the_sheet(visit, keeper, theme):
    page = visit.open(keeper, SHEET, theme=theme)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page) == []


def test_nothing_runs_off_the_page(visit, keeper):
    page = visit.open(keeper, SHEET)
    for width in (1440, 1024, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_on_a_phone_a_table_is_a_list_that_names_its_values(visit, keeper):
    page = visit.open(keeper, "/admin/people/")
    before = "e => getComputedStyle(e, '::before').content"
    told = page.locator("td[data-head=Roles]").first

    assert (page.locator("thead").is_visible(), told.evaluate(before)) == (True, "none")
    page.set_viewport_size({"width": 390, "height": 844})

    assert (page.locator("thead").is_visible(), told.evaluate(before)) == (False, '"Roles "')
    assert page.evaluate("document.querySelector('.tw').scrollWidth") <= 390
    assert violations(page) == []


@pytest.mark.walk
def test_auto_follows_the_system_before_the_first_paint(visit, keeper):
    page = visit.open(keeper, SHEET)
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_theme_is_switched_by_key_and_kept(visit, keeper):
    page = visit.open(keeper, SHEET, theme="light")
    page.keyboard.press("Shift+D")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_keys_move_select_and_fold(visit, keeper):
    page = visit.open(keeper, SHEET)
    name = "document.querySelector('tr.cur b').innerText"
    page.evaluate(
        "document.querySelectorAll('[data-row].cur').forEach(r => r.classList.remove('cur'))"
    )
    page.keyboard.press("j")
    assert page.evaluate(name) == "Samira Haddad"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate(name) == "Jonas Vetter"
    page.keyboard.press("x")
    assert page.locator("tr.cur [data-select]").is_checked()
    page.keyboard.press("[")
    assert page.evaluate("document.documentElement.dataset.side") == "folded"
    assert page.locator(".side").bounding_box()["width"] == 56


def test_letters_are_silent_in_fields_and_work_on_a_cyrillic_keyboard(visit, keeper):
    page = visit.open(keeper, SHEET, theme="light")
    theme = "document.documentElement.dataset.theme"
    page.locator("#id_promise").first.focus()
    page.keyboard.press("Shift+D")
    assert page.evaluate(theme) == "light"
    page.evaluate("document.activeElement.blur()")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        "{key: 'В', code: 'KeyD', shiftKey: true, bubbles: true, cancelable: true}))"
    )
    assert page.evaluate(theme) == "dark"


@pytest.mark.walk
def test_single_letters_can_be_switched_off(visit, keeper):
    keeper.has_single_keys = False
    keeper.save()
    page = visit.open(keeper, SHEET, theme="light")
    page.keyboard.press("Shift+D")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"


def test_the_map_of_keys_holds_the_focus_and_gives_it_back(visit, keeper):
    page = visit.open(keeper, SHEET)
    page.locator(".org").focus()
    page.keyboard.press("?")
    drawer = page.get_by_role("dialog", name="Keys on this page")
    drawer.wait_for()
    assert page.evaluate("document.getElementById('shell').inert")
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.drawer') !== null")
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert drawer.count() == 0
    assert page.evaluate("document.activeElement.className") == "org"


@pytest.mark.walk
def test_a_fact_is_left_as_it_was_by_escape(visit, keeper):
    page = visit.open(keeper, SHEET)
    before = page.locator("dd:has([data-prop])").first.inner_html()
    page.evaluate(
        """() => {
          const place = document.querySelector('dd:has([data-prop])');
          const link = place.querySelector('[data-prop]');
          link.dispatchEvent(new CustomEvent('htmx:before:request',
            {bubbles: true, detail: {ctx: {sourceElement: link, request: {}}}}));
          place.innerHTML = '<form data-edit method="post"><input class="inp slim" aria-label="Rhythm"></form>';
          place.querySelector('input').focus();
        }"""
    )
    page.keyboard.press("Escape")
    after = page.locator("dd:has([data-prop])").first
    assert after.inner_text() == "Edit Rest: Every 14 days" or "Every 14 days" in after.inner_text()
    assert before.split(" data-htmx")[0] == after.inner_html().split(" data-htmx")[0]
    assert page.evaluate("document.activeElement.matches('[data-prop]')")


@pytest.mark.walk
def test_a_toast_is_told_can_be_closed_and_leaves_by_itself(visit, keeper):
    page = visit.open(keeper, SHEET)
    page.clock.install()
    show = "document.dispatchEvent(new CustomEvent('toast', {detail: {text: 'Kept.', undo: '/ui/undo/0/'}}))"
    page.evaluate(show)
    toast = page.locator("#toasts [data-toast]")
    assert toast.inner_text().split("\n")[0].startswith("Kept.")
    toast.hover()
    page.clock.fast_forward(20_000)
    assert toast.count() == 1
    page.mouse.move(10, 10)
    page.clock.fast_forward(9_000)
    assert toast.count() == 0
    page.evaluate(show)
    toast.get_by_label("Close").click()
    assert toast.count() == 0


def test_drafts_outlive_the_page_and_notes_wait_while_offline(visit, keeper):
    page = visit.open(keeper, SHEET)
    page.clock.install()
    box = page.locator("#capture-empty-words")
    box.fill("Called Jonas, plan by Friday")
    page.clock.fast_forward(2_100)
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator("#capture-empty-words").input_value() == "Called Jonas, plan by Friday"
    page.context.set_offline(True)
    page.locator("#capture-empty button.pri").click()
    assert page.locator("#waiting").inner_text().startswith("Waiting on this device: 1")
    assert page.locator("#capture-empty-words").input_value() == ""


@pytest.mark.walk
def test_the_sheet_can_be_read_without_our_scripts(keeper, chromium, live_server):
    from django.test import Client

    client = Client()
    client.force_login(keeper)
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(
        [{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(live_server.url + SHEET)
    assert page.locator("h1").inner_text() == "Component sheet"
    page.locator(".me button").click()
    assert page.url == live_server.url + SHEET
    assert page.locator("html").get_attribute("data-theme") == "dark"
    context.close()


def test_printed_pages_leave_the_shell_away(visit, keeper):
    page = visit.open(keeper, SHEET, theme="dark")
    page.emulate_media(media="print")
    assert not page.locator(".side").is_visible()
    assert not page.locator(".btn").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert ink == "rgb(26, 31, 30)"
