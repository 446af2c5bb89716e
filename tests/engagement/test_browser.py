"""A talk in a real browser: words that are selected stand in the form that marks them."""

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.engagement.models import Highlight
from accord.foundation.kernel import clock
from tests.axe import violations
from tests.factories.stakeholders import party
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SELECT = """() => {
  const words = document.querySelector("[data-passages]").firstChild, range = document.createRange();
  range.setStart(words, 3); range.setEnd(words, 20);
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


def test_selected_words_are_marked_and_drawn(visit, person):  # noqa: F811
    me = person(name="Marta Kask")
    talk = log_interaction(
        by=me, parties=[party("Jonas Vetter", kind="person")], at=clock.now(),
        details=TalkDetails("He accepts the route.", points=(("The fence", True),)),
    )  # fmt: skip
    page = visit.open(me, f"/talks/{talk.ref}/")
    page.evaluate(SELECT)
    page.get_by_role("link", name="Mark a passage").click()
    field = page.get_by_role("textbox", name="Passage")
    field.wait_for()
    assert field.input_value() == "accepts the route"
    page.get_by_label("How it sounds to you").select_option(label="Better")
    page.get_by_role("button", name="Mark", exact=True).click()
    page.locator("mark", has_text="accepts the route").wait_for()
    assert Highlight.objects.values("passage", "mood").get() == {
        "passage": "accepts the route", "mood": 1,
    }  # fmt: skip
    assert violations(page) == []
    page.locator("li", has_text="The fence").get_by_label("More").click()
    page.get_by_role("button", name="Settled").click()
    page.locator("li", has_text="The fence").get_by_text("Settled", exact=True).first.wait_for()
