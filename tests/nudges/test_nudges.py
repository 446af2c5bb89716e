from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.letters.models import Letter
from accord.features.promises.actions import (
    PromiseDetails,
    break_promise,
    keep_promise,
    make_promise,
)
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.roles import Role
from accord.overview.nudges import actions, queries
from accord.overview.nudges.models import Reply
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def address(name, **kwargs):
    return reverse(f"nudges:{name}", kwargs=kwargs)


def promised(me, who, words, now, due):
    details = PromiseDetails(words, owner_id=me.pk, due_at=due)
    return make_promise(by=me, party=who, details=details, at=now - 3 * DAY)


@pytest.fixture
def desk(person):
    """Give somebody a promise due, one kept, one broken, and a stakeholder gone quiet."""
    me, now = person(Role.PRACTITIONER), clock.now()
    names = ("Due", "Kept", "Broken", "Quiet")
    who = {name: party(name, kind="person", owner_id=me.pk, at=now - 90 * DAY) for name in names}
    promised(me, who["Due"], "Send the plan", now, now + 2 * DAY)
    kept = promised(me, who["Kept"], "Mend the gate", now, now + DAY)
    keep_promise(by=me, promise=kept, at=now - DAY)
    broken = promised(me, who["Broken"], "Close the road", now, now - DAY)
    break_promise(by=me, promise=broken, why="Storm", at=now - DAY)
    User.objects.filter(pk=me.pk).update(level=5)
    return me, who, now


@pytest.mark.duty("P04")
def test_whom_to_write_to_is_ranked_with_why_and_never_shown_twice(desk):
    me, who, now = desk
    found = queries.nudges_for(me, now)
    told = [(one.kind, one.party.name) for one in found if one.party]
    assert told[0] == ("trouble", "Broken")
    assert ("milestone", "Due") in told
    assert ("news", "Kept") in told
    news = next(one for one in found if one.kind == "news")
    assert news.reason == "Promise kept: Mend the gate"
    with pytest.raises(Invalid):
        actions.snooze(by=me, nudge=news, until=now.date(), at=now)
    with pytest.raises(Invalid):
        actions.dismiss(by=me, nudge=news, why="because", at=now)
    assert not Reply.objects.exists()
    actions.snooze(by=me, nudge=news, until=(now + 2 * DAY).date(), at=now)
    assert news.key not in [one.key for one in queries.nudges_for(me, now)]
    assert news.key in [one.key for one in queries.nudges_for(me, now + 3 * DAY)]
    actions.dismiss(by=me, nudge=news, why="done", at=now)
    assert news.key not in [one.key for one in queries.nudges_for(me, now + 3 * DAY)]
    log_interaction(by=me, parties=[who["Broken"]], details=TalkDetails("Sorry"), at=now)
    assert "Broken" not in [one.party.name for one in queries.nudges_for(me, now) if one.party]


@pytest.mark.duty("P04")
def test_one_press_drafts_a_letter_in_the_language_and_tone_of_the_party(desk, client):
    me, who, now = desk
    type(who["Kept"]).objects.filter(pk=who["Kept"].pk).update(
        language="pl", salutation="Droga Ewo,"
    )
    client.force_login(me)
    page = client.get(address("list")).content.decode()
    assert "Promise kept: Mend the gate" in page
    assert "Promise not kept: Close the road" in client.get("/").content.decode()
    news = next(one for one in queries.nudges_for(me, now) if one.kind == "news")
    answer = client.post(address("begin", key=news.key))
    letter = Letter.objects.get()
    assert answer["Location"] == reverse("letters:change", kwargs={"ref": letter.ref})
    assert letter.subject == "Dobra wiadomość"
    assert letter.text.startswith("{{ party.salutation }}")
    assert letter.about == news.ref
    assert news.key not in [one.key for one in queries.nudges_for(me, now)]
    trouble = next(one for one in queries.nudges_for(me, now) if one.kind == "trouble")
    assert queries.is_formal(who["Broken"], trouble.kind)
    assert not queries.is_formal(who["Kept"], news.kind)
    client.post(address("snooze", key=trouble.key), {"until": (now + 3 * DAY).date().isoformat()})
    client.post(address("dismiss", key=trouble.key), {"why": "elsewhere"})
    assert Reply.objects.get(key=trouble.key).why == "elsewhere"
    assert client.post(address("begin", key="news:P-9999")).status_code == 404
