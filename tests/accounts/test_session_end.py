"""A session ends while somebody works: signing in opens over the page, no typed word is lost."""

import pytest
from django.contrib.sessions.models import Session

from accord.features.engagement.models import Interaction
from accord.features.stakeholders.models import Party
from accord.foundation.kernel import clock
from tests.accounts.conftest import PASSWORD
from tests.axe import violations
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Called about the school gate. They agree."
TEXT = "textarea[name=text]"


@pytest.fixture
def marta(member):
    return member(name="Marta Kask")


@pytest.fixture
def jonas(marta):
    return party("Jonas Vetter", kind="person", owner_id=marta.pk)


@pytest.fixture
def page(door, marta, jonas):
    """Marta on the record of Jonas; her session ends while she looks at it."""
    page = door()
    page.set_default_timeout(30_000)
    page.goto(f"{page.home}/sign-in/?next=/stakeholders/{jonas.ref}/")
    fill(page, marta)
    page.wait_for_load_state("networkidle")
    door.expected.append("401 (Unauthorized)")
    Session.objects.all().delete()
    return page


def fill(page, person, password=PASSWORD):
    page.get_by_label("Mail address").fill(person.email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def over(page):
    found = page.get_by_role("dialog", name="Sign in")
    found.get_by_label("Mail address").wait_for()
    return found


def log(page, words=WORDS):
    page.keyboard.press("l")
    drawer = page.get_by_role("dialog", name="Log a conversation")
    drawer.get_by_label("What happened?").fill(words)
    drawer.get_by_role("button", name="Save").click()
    return drawer


def test_what_was_sent_goes_on_after_signing_in(page, marta):
    log(page)
    fill(over(page), marta)
    page.get_by_text("Logged.").wait_for()
    assert [talk.text for talk in Interaction.objects.all()] == [WORDS]
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.walk
def test_what_is_asked_while_somebody_signs_in_waits_for_it(page, marta):
    log(page)
    drawer = over(page)
    with page.expect_response("**/log/read/") as read:
        page.evaluate(
            "find => document.querySelector(find).dispatchEvent(new Event('input'))", TEXT
        )
        page.evaluate("find => document.querySelector(find).value += ' Soon.'", TEXT)
        page.evaluate(
            "find => document.querySelector(find).dispatchEvent(new Event('input'))", TEXT
        )
        drawer.get_by_label("Password").press_sequentially(PASSWORD, delay=40)
        fill(page, marta)
    assert read.value.status == 200


@pytest.mark.walk
def test_a_wrong_password_is_said_in_the_same_place(page, marta):
    log(page)
    fill(over(page), marta, "not this one at all")
    page.get_by_text("do not go together").first.wait_for()
    assert violations(page) == []
    assert not Interaction.objects.exists()
    fill(over(page), marta)
    page.get_by_text("Logged.").wait_for()
    assert Interaction.objects.count() == 1


@pytest.mark.walk
def test_nothing_is_sent_in_the_name_of_somebody_else(page, member):
    other = member(name="Piotr Zych")
    drawer = log(page)
    with page.expect_event("load"):
        fill(over(page), other)
    assert drawer.count() == 0
    assert not Interaction.objects.exists()


@pytest.mark.walk
def test_closing_it_leaves_the_words_where_they_were(page):
    drawer = log(page)
    over(page)
    page.keyboard.press("Escape")
    assert drawer.get_by_label("What happened?").input_value() == WORDS
    assert not Interaction.objects.exists()


@pytest.mark.walk
def test_nothing_opens_while_somebody_types(page):
    page.keyboard.press("l")
    drawer = page.get_by_role("dialog", name="Log a conversation")
    drawer.get_by_label("What happened?").press_sequentially("He promised the list by Friday.")
    page.get_by_text("You were signed out. Your text is safe.").wait_for()
    assert page.get_by_role("dialog", name="Sign in").count() == 0
    page.get_by_role("button", name="Sign in").click()
    over(page)


def test_the_second_step_stands_in_the_same_drawer(page, marta, with_app):
    code = with_app(marta)
    log(page)
    fill(over(page), marta)
    page.get_by_text("The six digits that your app shows").wait_for()
    page.locator("#session input[name=code]").fill(code(clock.now()))
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("Logged.").wait_for()
    assert Interaction.objects.count() == 1


@pytest.mark.walk
def test_a_form_that_no_script_sends_waits_too(page, marta, jonas):
    page.evaluate("document.dispatchEvent(new CustomEvent('counts'))")
    page.get_by_text("You were signed out. Your text is safe.").wait_for()
    page.get_by_role("button", name="Follow").click()
    fill(over(page), marta)
    page.get_by_role("button", name="Following").wait_for()
    assert Party.objects.get(pk=jonas.pk).follows.filter(person=marta).exists()
