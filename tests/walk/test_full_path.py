"""From how we deal with people to who was told: one path through all of it, by clicks alone."""

import re
from datetime import timedelta

import pytest

from accord.features.engagement.models import Interaction
from accord.features.governance.models import PolicyRole
from accord.features.meetings.models import Decision
from accord.features.promises.models import Promise
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.features.stakeholders.states import Channel
from accord.features.strategies.models import Touch
from accord.features.tasks.models import Task
from accord.features.tradeoffs.models import TradeOff
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.axe import violations
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.django_db(transaction=True)]


class Hand:
    """Does what a person does with a page: opens a drawer, fills it in, sends it."""

    def __init__(self, page):
        self.page = page

    def sheet(self, opener, **filled):
        """Open a drawer by its link, fill in fields by their names, send it, see it shut."""
        self.page.get_by_role("link", name=opener).first.click()
        drawer = self.page.get_by_role("dialog")
        for name, value in filled.items():
            field = drawer.locator(f"[name='{name}']").first
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(**(value if isinstance(value, dict) else {"value": value}))
            else:
                field.fill(str(value))
        drawer.locator("button.pri").click()
        drawer.wait_for(state="hidden")

    def press(self, name, then):
        """Press a button and wait for the words that the page has then."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.get_by_text(then).first.wait_for()

    def go(self, path, words):
        """Open another page of the same house and wait for its words."""
        home = self.page.url.split("/", 3)
        self.page.goto("/".join(home[:3]) + path)
        self.page.get_by_text(words).first.wait_for()


def test_from_the_policy_to_who_was_told(visit, person):  # noqa: F811
    lead, at = person(Role.LEAD, name="Anna Kask"), clock.now()
    today = at.date()
    site = initiative("Lark Valley", at=at)
    jonas = party("Jonas Vetter", kind="person", at=at, owner_id=lead.pk)
    mail = ContactDetails(Channel.MAIL, "jonas@vetter.example.org")
    add_contact_point(by=SYSTEM, party=jonas, details=mail, at=at)
    stake(site, who=jonas, at=at)
    page = visit.open(lead, "/policies/")
    page.set_default_timeout(15_000)
    hand, autumn = Hand(page), today + timedelta(days=90)

    hand.sheet(
        "Lay down a policy", initiative=str(site.pk), purpose="Heard first", owner=str(lead.pk),
        review_on=autumn,
    )  # fmt: skip
    hand.go("/policies/EP-0001/", "Heard first")
    hand.sheet("Role", name="Contact", holder=str(lead.pk))
    page.get_by_role("columnheader", name="Contact").wait_for()
    duty = {f"role_{PolicyRole.objects.get().pk}": "A/R"}
    hand.sheet("Piece of work", words="Answer within two days", **duty)
    page.get_by_text("Answer within two days").first.wait_for()
    hand.press("Put in force", "In force since")
    hand.sheet("Say how often", ideal_days="7", most_days="14")
    page.get_by_text("every 7 days").first.wait_for()
    assert violations(page) == []

    hand.go("/strategies/", "Draft a strategy")
    hand.sheet(
        "Draft a strategy", name="Before we dig", initiative=str(site.pk), owner=str(lead.pk),
        from_date=today, until_date=autumn,
    )  # fmt: skip
    hand.go("/strategies/ST-0001/", "Before we dig")
    hand.sheet("Objective", words="Neighbours know what is coming")
    page.get_by_text("Neighbours know what is coming").first.wait_for()
    hand.press("Approve", "Approved")
    hand.sheet(
        "Activity", title="Meet the neighbours", objective={"index": 1}, channel="meeting", from_date=today,
        until_date=autumn, rhythm_days="30",
    )  # fmt: skip
    page.get_by_role("link", name="Meet the neighbours").first.click()
    hand.sheet("Add stakeholders", who=jonas.ref)
    page.get_by_text("Jonas Vetter").first.wait_for()
    hand.press("Start", "Planned contacts")
    assert Touch.objects.get().state == "open"
    assert violations(page) == []

    hand.go("/meetings/", "Plan a meeting")
    hand.sheet(
        "Plan a meeting", title="On the lane", purpose="Agree on hours", day=today, begins="10:00",
        chair=str(lead.pk), initiative=str(site.pk), parties=jonas.ref,
    )  # fmt: skip
    hand.go("/meetings/G-0001/", "On the lane")
    hand.press("Begin", "Minutes")
    notes = page.get_by_role("textbox", name="Minutes")
    notes.press_sequentially("We decided to dig from nine to three\n")
    notes.press_sequentially("Anna will send the plan by tomorrow\n> a map of the lane\n")
    found = page.locator("#run-found")
    for word in ("Decision", "Task", "Promise"):
        found.locator(".tag").get_by_text(word).first.wait_for()
    page.get_by_text("Kept at").wait_for()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Finish").click()
    page.get_by_text("Minutes, version 1").wait_for()
    hand.press("Send the minutes", "silence accepts")
    assert Decision.objects.get().words == "We decided to dig from nine to three"
    assert (Task.objects.count(), Promise.objects.count()) == (1, 1)
    assert Interaction.objects.get().channel == "meeting"
    drain()
    assert sorted(Touch.objects.values_list("state", flat=True)) == ["done", "open"]

    hand.go("/tradeoffs/", "Write a trade-off down")
    hand.sheet("Write a trade-off down", title="When lorries drive", initiative=str(site.pk))
    hand.go("/tradeoffs/B-0001/", "When lorries drive")
    hand.sheet("Who asks for what", who=jonas.ref, words="Not before nine")
    for words in ("From nine to three", "All day"):
        hand.sheet("Add an option", words=words)
        page.get_by_text(words).first.wait_for()
    page.get_by_role("link", name=": From nine to three, Jonas Vetter").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("gains much").check()
    drawer.locator("button.pri").click()
    drawer.wait_for(state="hidden")
    page.get_by_text("1 gain, 0 lose").wait_for()
    hand.sheet(re.compile("^Decide.*nine to three"), grounds="Agreed on the lane")
    page.get_by_text("not told yet").wait_for()
    hand.sheet(re.compile("^Told.*Jonas"), words="At his gate")
    page.get_by_text("told", exact=True).first.wait_for()
    assert violations(page) == []
    decided = TradeOff.objects.get()
    assert (decided.grounds, decided.options.get(is_chosen=True).words) == (
        "Agreed on the lane", "From nine to three",
    )  # fmt: skip
    hand.go(f"/stakeholders/{jonas.ref}/", "Jonas Vetter")
    timeline = page.get_by_role("main").inner_text()
    for words in ("On the lane", "a map of the lane"):
        assert words in timeline, words
