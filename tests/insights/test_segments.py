"""What a segment wants and is given: rolled up from its members, gaps ranked, each with its rows."""

from datetime import timedelta

import pytest

from accord.features.engagement import actions as engagement
from accord.features.stakeholders import actions as people
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.insights import queries
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def farmers(at):
    return people.add_segment(
        by=SYSTEM, name="Farmers", channel="phone", rhythm_days=30, needs="By phone", at=at
    )


def talk(at, who, channel="call", **more):
    told = engagement.TalkDetails("We spoke", happened_at=at, channel=channel, **more)
    return engagement.log_interaction(by=SYSTEM, parties=[who], details=told, at=clock.now())


def member(segment, name, **fields):
    made = party(name, at=clock.now() - 500 * DAY, **fields)
    people.pick(by=SYSTEM, segment=segment, party=made, at=clock.now())
    return made


@pytest.mark.duty("R12")
def test_gaps_are_rolled_up_from_members_ranked_and_open_their_rows(as_role, farmers):
    now = clock.now()
    kept = member(farmers, "Kept", rhythm_days=90)
    for ago in (20, 100, 190, 280):
        talk(now - ago * DAY, kept)
    written = member(farmers, "Only written to", accessibility="Large print")
    talk(now - 10 * DAY, written, channel="mail", direction="out")
    came = member(farmers, "Came to us", preferred_channel="mail")
    talk(now - 10 * DAY, came, channel="call", direction="in")

    wishes, n = queries.wishes_of(SYSTEM, farmers, now)
    found = {wish.key: wish for wish in wishes}
    assert n == 3
    assert dict(found["channel"].wanted) == {"phone": 2, "mail": 1}
    assert (found["channel"].judged, [one.party for one in found["channel"].missed]) == (
        2, [written],
    )  # fmt: skip
    assert {one.party for one in found["rhythm"].missed} == {written, came}
    assert found["accessibility"].n == 1
    assert wishes[0].key == "rhythm"

    client = as_role(Role.VIEWER)
    here = f"/insights/segments/{farmers.pk}/"
    assert (
        f'hx-get="{here}"' in client.get(f"/stakeholders/segments/{farmers.pk}/").content.decode()
    )
    shown = client.get(here).content.decode()
    assert shown.index("Rhythm, days") < shown.index("Channel</td>")
    assert f'href="{here}?gap=channel#rows"' in shown
    piece = client.get(here, headers={"hx-request": "true"}).content.decode()
    assert "Rhythm, days" in piece
    assert "<html" not in piece
    rows = client.get(f"{here}?gap=channel").content.decode()
    assert "Only written to" in rows
    assert "E-mail (1)" in rows
    assert "Large print" in client.get(f"{here}?wish=accessibility").content.decode()
    assert client.get(f"{here}?gap=height").status_code == 404


def test_members_one_may_not_see_are_not_counted(person, farmers):
    hidden = party("Hidden", visibility="named")
    people.pick(by=SYSTEM, segment=farmers, party=hidden, at=clock.now())
    _wishes, n = queries.wishes_of(person(Role.VIEWER), farmers, clock.now())
    assert n == 0


asked: dict[int, int] = {}


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_three_members_as_for_one(
    farmers, person, count, django_assert_max_num_queries
):
    for place in range(count):
        talk(clock.now() - DAY, member(farmers, f"Member {place}"))
    viewer = person(Role.VIEWER)
    with django_assert_max_num_queries(7) as seen:
        queries.wishes_of(viewer, farmers, clock.now())
    asked[count] = len(seen)
    assert len(set(asked.values())) == 1
