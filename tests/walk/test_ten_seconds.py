"""A call is logged in ten seconds: by keys alone, as fast as people type, in five languages."""

import time

import pytest

from accord.features.engagement.models import Interaction
from accord.features.promises.models import Promise
from tests.factories.stakeholders import party
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.django_db(transaction=True)]
A_KEY = 60  # milliseconds from key to key, some 200 letters a minute and a bit
WITHIN = 10.0
NOTES = {
    "en": "Called @Jonas Vetter. I promised the plan by Friday.",
    "pl": "Dzwonię do @Jonas Vetter. Obiecałam plan do piątku.",
    "et": "Helistasin @Jonas Vetter. Lubasin plaani reedeks.",
    "ru": "Звонок @Jonas Vetter. Я обещала план к пятнице.",
    "zh-hans": "给 @Jonas Vetter 打电话。我答应周五前给方案。",
}


@pytest.mark.duty("R08")
@pytest.mark.parametrize("language", sorted(NOTES))
def test_a_call_with_its_promise_is_logged_in_ten_seconds(visit, person, language):  # noqa: F811
    me = person(name="Marta Kask", language=language)
    jonas = party("Jonas Vetter", kind="person", owner_id=me.pk)
    page = visit.open(me, "/")
    began = time.monotonic()
    page.keyboard.press("l")
    page.keyboard.type(NOTES[language], delay=A_KEY)
    page.locator('#log-found input[name="promise"]').first.wait_for()
    page.keyboard.press("Control+Enter")
    page.locator("#log").wait_for(state="detached")
    took = time.monotonic() - began
    print(f"{language}: {took:.1f} s")  # noqa: T201 -- read with -s, on a quiet machine
    talk = Interaction.objects.get()
    assert (talk.channel, talk.text) == ("call", NOTES[language])
    assert [p.party for p in talk.participations.all()] == [jonas]
    promise = Promise.objects.get()
    assert (promise.side, promise.due_at.weekday()) == ("we", 4)
    assert took < WITHIN
