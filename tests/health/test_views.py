from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.engagement import actions as engagement
from accord.features.health import actions
from accord.features.health.models import Judgement, WarningRule
from accord.features.promises import actions as promises
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def page(client, me):
    client.force_login(me)
    return client


def talked(me, name, agos, **fields):
    """Give somebody whom we talked with some days ago, and the score that follows."""
    now = clock.now()
    who = party(name, **fields)
    for ago in agos:
        told = engagement.TalkDetails("x", happened_at=now - ago * DAY, direction="both", mood=1)
        engagement.log_interaction(by=me, parties=[who], details=told, at=now)
    actions.keep_scores(by=SYSTEM, parties=[who], at=now)
    return who


def read(page, name, **kwargs):
    answer = page.get(reverse(name, kwargs=kwargs))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_record_shows_score_parts_and_method_or_what_is_missing(page, me):
    well = talked(me, "Well", (1, 8, 15, 22, 29, 36), tier="key")
    html = read(page, "stakeholders:detail", ref=well.ref)
    for words in ("Healthy", "of 100", "Our promises kept", "not known", "from the tier"):
        assert words in html
    assert "nothing lost" in html  # nothing was promised
    thin = talked(me, "Thin", (1, 8), tier="key")
    html = read(page, "stakeholders:detail", ref=thin.ref)
    assert "Not enough to say: 2 talks, 3 are needed" in html
    assert "of 100" not in html
    new = party("New")
    assert "No score yet" in read(page, "stakeholders:detail", ref=new.ref)
    assert "No score yet" in read(page, "health:detail", ref=new.ref)


def test_the_page_of_a_relationship_opens_the_rows_behind_it(page, me):
    well = talked(me, "Well", (1, 8, 15), tier="key")
    html = read(page, "health:detail", ref=well.ref)
    assert html.count('class="ref" href="/talks/K-') == 3
    assert "No promise fell due" in html


def test_a_judgement_is_asked_for_a_reason_by_form(page, me):
    well = talked(me, "Well", (1, 8, 15, 22), tier="key")
    address = reverse("health:judge", kwargs={"ref": well.ref})
    refused = page.post(address, {"value": "5"})
    assert (refused.status_code, Judgement.objects.count()) == (422, 0)
    assert "say why" in refused.content.decode()
    assert page.post(address, {"value": "5", "note": "They left"}).status_code == 302
    assert Judgement.objects.values_list("value", "note").get() == (5, "They left")
    html = read(page, "stakeholders:detail", ref=well.ref)
    assert "They left" in html
    assert page.get(reverse("health:judge", kwargs={"ref": "S-9999"})).status_code == 404


def test_what_moved_is_listed_by_what_happened_at_the_same_cost(
    page, me, django_assert_max_num_queries
):
    talked(me, "Quiet one", (16, 30, 44), tier="key")
    talked(me, "Back again", (1, 60, 70), tier="key")
    html = read(page, "health:list")
    assert "Quiet one" in html
    assert "no contact since" in html
    quiet = page.get(reverse("health:list"), {"move": "quiet"}).content.decode()
    assert "Quiet one" in quiet
    assert "Back again" not in quiet
    with django_assert_max_num_queries(12):
        read(page, "health:list")


def test_the_list_of_stakeholders_shows_and_asks_for_health(page, me):
    talked(me, "Well off", (1, 8, 15, 22, 29, 36), tier="key")
    talked(me, "Thin", (1, 8), tier="key")
    talked(me, "Forgotten", (300, 320, 340), tier="key")
    where = reverse("stakeholders:list")

    def names(*asked):
        html = page.get(where, {"f": list(asked)}).content.decode()
        return {name for name in ("Well off", "Thin", "Forgotten") if name in html}

    assert names("health:is:healthy") == {"Well off"}
    assert names("health:is:at_risk") == {"Forgotten"}
    assert names("health:is:unknown") == {"Thin"}
    assert names("health:not:healthy") == {"Thin", "Forgotten"}


def test_a_rule_of_early_warnings_is_laid_down_by_form(page):
    assert "the usual rules are in force" in read(page, "health:warnings")
    address = reverse("health:warning-change", kwargs={"sign": "badly"})
    assert page.post(address, {"figure": "0", "days": "10"}).status_code == 422
    assert not WarningRule.objects.exists()
    sent = {"figure": "2", "days": "10", "words": "Ask Anneli", "is_on": "on"}
    assert page.post(address, sent).status_code == 302
    html = read(page, "health:warnings")
    for words in ("2 in 10 days", "Ask Anneli", "Marta"):
        assert words in html
    assert page.get(reverse("health:warning-change", kwargs={"sign": "x"})).status_code == 404
    silence = page.get(reverse("health:warning-change", kwargs={"sign": "silence"}))
    assert 'name="days"' not in silence.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_key_relationships_stand_with_the_worst_first_at_the_same_cost(
    page, me, count, django_assert_max_num_queries
):
    now = clock.now()
    for n in range(count):
        talked(me, f"Well {n}", (1, 8, 15, 22, 29, 36), tier="key")
        bad = talked(me, f"Bad {n}", (300, 320, 340), tier="key", owner_id=me.pk)
        details = promises.PromiseDetails(f"A map {n}", owner_id=me.pk, due_at=now + DAY)
        promises.make_promise(by=me, party=bad, details=details, at=now)
    talked(me, "Light", (1, 8, 15), tier="light")
    with django_assert_max_num_queries(13):
        html = read(page, "health:key")
    assert html.index("Bad 0") < html.index("Well 0")
    assert "A map 0" in html
    assert "Light" not in html
    mine = page.get(reverse("health:key"), {"whose": "mine"}).content.decode()
    assert "Bad 0" in mine
    assert "Well 0" not in mine
