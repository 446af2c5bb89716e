"""What stakes show in the list of stakeholders, and what it can be asked about them."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accord.features.initiatives import actions
from accord.features.stakeholders.actions import change_party
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.listing.columns import DASH
from tests.factories.initiatives import initiative, said, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
LIST = reverse("stakeholders:list")


@pytest.fixture
def me(person):
    return person(Role.LEAD, name="Anneli Saar")


@pytest.fixture
def page(client, me):
    client.force_login(me)
    return client


@pytest.fixture
def dam():
    return initiative("Hollin Reservoir")


@pytest.fixture
def road():
    return initiative("Haul road")


def key_party(name):
    return party(name, tier="key")


def stands(me, where, who, now, wanted, **scores):
    held = stake(where, who=who, wanted=wanted)
    said(me, held, level=now, at=clock.now(), **scores)
    return held


def named(page, query):
    answer = page.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    return set(re.findall(r'class="who".*?<b>([^<]+)</b>', answer.content.decode()))


def test_key_relationships_show_the_stake_furthest_from_what_is_wanted(page, me, dam, road):
    jonas = key_party("Jonas Vetter")
    stands(me, dam, jonas, "neutral", "supportive", power=4, interest=5)
    stands(me, road, jonas, "resistant", "supportive", power=2, interest=3)
    html = page.get(f"{LIST}?view=key").content.decode()
    assert "Resistant now, Supportive wanted" in html
    assert "Neutral now, Supportive wanted" not in html
    assert 'title="Haul road; a stake in 1 other initiative"' in html
    assert "Power 2.5 of 10, interest 5 of 10" in html


def test_a_party_without_a_stake_shows_a_dash(page):
    key_party("Liis Rebane")
    html = page.get(f"{LIST}?view=key&cols=engagement,position").content.decode()
    row = html[html.index("<tr data-row") :].split("</tr>")[0]
    assert re.findall(r"<td[^>]*>(.*?)</td>", row)[2:] == [DASH, DASH]


def test_stakes_that_ended_and_initiatives_that_closed_show_nothing(page, me, dam, road):
    jonas = key_party("Jonas Vetter")
    held = stands(me, dam, jonas, "resistant", "supportive")
    actions.end_stake(by=me, stake=held, reason="Sold the land", at=clock.now())
    stands(me, road, jonas, "resistant", "supportive")
    actions.close_initiative(by=me, initiative=road, at=clock.now())
    assert "Resistant now" not in page.get(f"{LIST}?view=key").content.decode()
    assert named(page, "view=gap") == set()


def test_the_list_asks_for_an_initiative_and_for_a_wide_gap(page, me, dam, road):
    jonas, liis, teodor = map(key_party, ("Jonas Vetter", "Liis Rebane", "Teodor Lind"))
    stands(me, dam, jonas, "resistant", "supportive")
    stands(me, dam, liis, "neutral", "supportive")
    stands(me, road, teodor, "unaware", "leading")
    assert named(page, f"view=all&f=initiative:is:{dam.pk}") == {"Jonas Vetter", "Liis Rebane"}
    assert named(page, f"view=all&f=initiative:not:{dam.pk}") == {"Teodor Lind"}
    assert named(page, "view=gap") == {"Jonas Vetter", "Teodor Lind"}
    assert named(page, "view=all&f=gap:is:no") == {"Liis Rebane"}


def test_whoever_may_not_see_a_party_finds_no_trace_of_its_stake(page, me, dam, person, client):
    hidden = key_party("Nemo Quiet")
    stands(me, dam, hidden, "resistant", "supportive")
    change_party(by=SYSTEM, party=hidden, visibility="named", at=clock.now())
    client.force_login(person(Role.PRACTITIONER, name="Piotr Zych"))
    for query in ("view=key", "view=gap", f"view=all&f=initiative:is:{dam.pk}"):
        assert "Nemo" not in client.get(f"{LIST}?{query}").content.decode()
        assert named(client, query) == set()


def test_a_file_says_every_stake_in_words(page, me, dam, road):
    jonas = key_party("Jonas Vetter")
    stands(me, dam, jonas, "neutral", "supportive", power=4, interest=5)
    stands(me, road, jonas, "resistant", "supportive")
    answer = page.get(reverse("stakeholders:export") + "?view=key&as=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row["Now, wanted"] for row in rows] == [
        "Haul road: Resistant → Supportive; Hollin Reservoir: Neutral → Supportive"
    ]
    assert [row["Position"] for row in rows] == ["Hollin Reservoir: 4.0, 5.0"]


def test_more_rows_ask_no_more(page, me, dam):
    def asked():
        with CaptureQueriesContext(connection) as found:
            page.get(f"{LIST}?view=key")
        return len(found)

    stands(me, dam, key_party("One"), "resistant", "supportive")
    asked()
    one = asked()
    for name in ("Two", "Three"):
        stands(me, dam, key_party(name), "resistant", "supportive")
    assert asked() == one
