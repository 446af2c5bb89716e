"""The day's work by keys, in a real browser: tick, undo, snooze, log, on the desk and offline."""

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import expect

from accord.features.engagement.models import Interaction
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.promises.models import Promise
from accord.features.tasks.actions import TaskDetails, add_task
from accord.features.tasks.models import Task
from accord.foundation.kernel import clock
from tests.axe import violations
from tests.factories.stakeholders import party
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTE = "Called @Jonas Vetter. I promised the revised plan by Friday."


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


@pytest.fixture
def jonas(me):
    at = clock.now()
    found = party("Jonas Vetter", kind="person", owner_id=me.pk, tier="key")
    details = PromiseDetails("Revised plan", due_at=at - timedelta(days=2))
    make_promise(by=me, party=found, details=details, at=at - timedelta(days=9))
    for title, hours in (("Call back", 1), ("Walk the road", 2)):
        task = TaskDetails(title, me.pk, party=found, due_at=at + timedelta(days=2, hours=hours))
        add_task(by=me, details=task, at=at)
    return found


def lines(page):
    return [row.inner_text() for row in page.locator("[data-row]:visible .t").all()]


def test_a_row_is_done_by_key_and_comes_back_by_undo(visit, me, jonas):  # noqa: F811
    page = visit.open(me, "/")
    assert violations(page) == []
    assert lines(page) == ["Revised plan", "Call back", "Walk the road"]
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.get_by_text("Kept: Revised plan").wait_for()
    page.locator("h1", has_text="Nothing is late").wait_for()
    assert lines(page) == ["Call back", "Walk the road"]
    assert Promise.objects.get().state == "kept-late"
    page.keyboard.press("Control+z")
    page.get_by_text("Undone.").wait_for()
    page.locator("h1", has_text="You owe three things").wait_for()
    assert "Revised plan" in lines(page)
    assert Promise.objects.get().state == "agreed"


@pytest.mark.walk
def test_a_row_is_snoozed_by_key_with_a_reason(visit, me, jonas):  # noqa: F811
    page = visit.open(me, "/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("z")
    drawer = page.get_by_role("dialog", name="Snooze, with a reason")
    drawer.wait_for()
    assert violations(page) == []
    drawer.get_by_label("Why").fill("On leave")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Snoozed.").wait_for()
    assert lines(page) == ["Revised plan", "Walk the road"]
    assert Task.objects.filter(reason="On leave").count() == 1


def test_a_talk_is_logged_without_touching_the_mouse(visit, me, jonas):  # noqa: F811
    page = visit.open(me, "/")
    page.keyboard.press("l")
    page.keyboard.type(NOTE)
    drawer = page.get_by_role("dialog", name="Log a conversation")
    drawer.get_by_text("New promise").wait_for()
    assert drawer.get_by_text("Jonas Vetter, phone call, now").is_visible()
    assert violations(page) == []
    page.keyboard.press("Control+Enter")
    page.get_by_text("Logged, with 1 promise.").wait_for()
    assert not drawer.is_visible()
    assert Interaction.objects.get().text == NOTE
    assert Promise.objects.filter(source="I promised the revised plan by Friday.").exists()


@pytest.mark.walk
def test_a_proposal_is_corrected_in_place(visit, me, jonas):  # noqa: F811
    page = visit.open(me, f"/stakeholders/{jonas.ref}/")
    page.locator(".capture textarea").fill("He promised the field list by Friday.")
    page.get_by_text("They promise").wait_for()
    page.get_by_label("Correct this promise").click()
    box = page.get_by_label("What", exact=True)
    box.fill("Field list along the road")
    box.press("Tab")
    page.locator(".found b", has_text="Field list along the road").wait_for()
    page.get_by_role("button", name="Log", exact=True).click()
    page.get_by_text("Logged, with 1 promise.").wait_for()
    assert Promise.objects.filter(words="Field list along the road", side="they").exists()


def test_a_note_written_offline_waits_and_is_sent_once(visit, me, jonas):  # noqa: F811
    page = visit.open(me, "/", width=390, height=844)
    page.get_by_role("link", name="Log").last.click()
    page.keyboard.type(NOTE)
    page.get_by_text("New promise").wait_for()
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    page.get_by_text("Waiting on this device: 1").wait_for()
    assert not Interaction.objects.exists()
    page.context.set_offline(False)
    page.get_by_text("Sent from this device: 1").wait_for()
    assert Interaction.objects.get().once
    visit.complaints[:] = [c for c in visit.complaints if "ERR_INTERNET_DISCONNECTED" not in c]


def test_accord_opens_offline_and_what_lacks_a_name_comes_back_to_be_completed(visit, me, jonas):  # noqa: F811
    page = visit.open(me, "/log/", width=390, height=844, workers="allow")
    page.get_by_role("textbox", name="What happened?").press_sequentially("With @jo")
    page.get_by_role("option", name="Jonas Vetter").wait_for()
    assert violations(page) == []
    page.keyboard.press("Enter")
    written = page.get_by_role("textbox", name="What happened?").input_value()
    assert written == "With @Jonas Vetter "
    page.wait_for_function("caches.match('/kept-for-offline').then(Boolean)")
    page.wait_for_function("caches.match(document.body.dataset.commands).then(Boolean)")
    page.context.set_offline(True)
    page.goto(page.url.replace("/log/", "/promises/"))
    page.get_by_text("There is no network.").wait_for()
    box = page.get_by_role("textbox", name="What happened?")
    for words in (NOTE, "Met somebody at the weir"):
        box.fill(words)
        page.keyboard.press("Control+Enter")
    page.get_by_text("Waiting on this device: 2").wait_for()
    page.context.set_offline(False)
    page.get_by_role("link", name="Complete it").click()
    page.wait_for_url("**/log/?about=")
    assert Interaction.objects.get().text == NOTE
    expect(box).to_have_value("Met somebody at the weir")
    visit.complaints[:] = [
        c for c in visit.complaints if "ERR_INTERNET_DISCONNECTED" not in c and "422" not in c
    ]


def test_a_note_whose_answer_is_lost_is_logged_once(visit, me, jonas):  # noqa: F811
    def lose(route):
        if route.request.method != "POST":
            return route.continue_()
        route.fetch()
        return route.abort()

    page = visit.open(me, "/", width=390, height=844)
    page.route("**/log/", lose)  # early: the browser misses some requests right after this
    page.reload(wait_until="networkidle")
    page.get_by_role("link", name="Log").last.click()
    page.keyboard.type(NOTE)
    page.get_by_text("New promise").wait_for()
    page.keyboard.press("Control+Enter")
    page.get_by_text("Waiting on this device: 1").wait_for()
    assert Interaction.objects.count() == 1
    page.unroute("**/log/")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_text("Sent from this device: 1").wait_for()
    assert Interaction.objects.count() == 1
    visit.complaints[:] = [
        c for c in visit.complaints if "Failed to fetch" not in c and "ERR_FAILED" not in c
    ]


def test_whoever_signs_out_is_told_of_notes_that_were_not_sent(visit, me, jonas):  # noqa: F811
    page = visit.open(me, "/sign-out/")
    said = page.get_by_text("Notes wait on this device")
    expect(said).to_be_hidden()
    page.evaluate("localStorage.setItem('accord:1:waiting', JSON.stringify([{url: '/log/'}]))")
    page.reload()
    expect(said).to_be_visible()
    assert violations(page) == []


IS_MINE = """(async () => {
  for (let turn = 0; turn < 100; turn += 1) {
    const names = await caches.keys();
    const mine = `accord-${document.body.dataset.user}`;
    if (names.join() === mine && await caches.match("/kept-for-offline")) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
})()"""


def test_what_is_kept_for_offline_is_of_whoever_is_here_now(visit, me, jonas, person):  # noqa: F811
    page = visit.open(me, "/log/", width=390, height=844, workers="allow")
    assert page.evaluate(IS_MINE)
    mine = page.context.cookies()
    client = Client()
    client.force_login(person(name="Bo"))
    value = client.cookies["session"].value
    theirs = [{**cookie, "value": value} for cookie in mine if cookie["name"] == "session"]
    for cookies in (theirs, mine, theirs):
        page.context.add_cookies(cookies)
        page.goto(page.url)
        assert page.evaluate(IS_MINE)


@pytest.mark.walk
def test_my_pages_are_sound_for_everybody(visit, me, jonas):  # noqa: F811
    for path in (
        "/?by=person", f"/stakeholders/{jonas.ref}/brief/", "/promises/", "/promises/P-0001/",
        "/tasks/T-0001/", "/log/", "/talks/", "/needs/", "/initiatives/",
        f"/promises/add/?about={jonas.ref}",
    ):  # fmt: skip
        for width in (1440, 390):
            page = visit.open(me, path, width=width)
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            page.context.close()
