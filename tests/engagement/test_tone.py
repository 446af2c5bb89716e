"""A machine's suggestion about a talk: one question, English only, silent on thin or mixed text."""

import pytest

from accord.features.engagement import actions
from accord.features.engagement.models import Interaction
from accord.features.engagement.queries import tone_of
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

BAD = (
    "He was angry that the map came late again and said that we had ignored the letter which "
    "he wrote to us in the spring."
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BAD, ("angry", "late", "ignored")),
        ("She was not happy and not satisfied with what we had told her about the works so far.",
         ("not happy", "not satisfied")),
        ("Angry and late.", None),
        ("Er war wütend und enttäuscht, weil die Karte wieder zu spät kam und niemand anrief.", None),
        ("He was not angry and nothing was late, and they were glad that we had come to see it.", None),
        ("He was angry and upset at first, but glad, happy and grateful for the call we had then.", None),
        ("We walked along the road with them and they showed us where the lorries turn at the gate.", None),
    ],
)  # fmt: skip
def test_it_names_the_words_or_says_nothing(text, words):
    found = tone_of(text)
    assert (found.words if found else None) == words


@pytest.mark.django_db
def test_it_stands_apart_changes_nothing_and_can_be_switched_off(as_role, settings):
    talk = actions.log_interaction(
        by=SYSTEM, parties=[party("Jonas")], details=actions.TalkDetails(BAD), at=clock.now()
    )
    client = as_role(Role.VIEWER)
    shown = client.get(f"/talks/{talk.ref}/").content.decode()
    assert "may have gone badly" in shown
    assert "angry, late, and ignored" in shown
    assert Interaction.objects.get().mood is None
    settings.TONE_HINTS = False
    assert "may have gone badly" not in client.get(f"/talks/{talk.ref}/").content.decode()
