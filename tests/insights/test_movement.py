"""Channels beside the movement of stance: counted, said to be association, each figure's rows."""

from datetime import timedelta

import pytest

from accord.features.engagement import actions as engagement
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.insights import queries
from tests.factories.initiatives import initiative, said, stake
from tests.factories.stakeholders import party
from tests.factories.strategies import activity, strategy

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def me(person):
    return person(Role.LEAD, name="Marta")


def talk(by, at, *who, channel="call", formal=False, **more):
    told = engagement.TalkDetails(
        "We spoke", happened_at=at, channel=channel, is_formal=formal, **more
    )
    return engagement.log_interaction(by=by, parties=who, details=told, at=clock.now())


def told_of(me, at, who):
    """Let four informal talks come before a warmer stance, and a formal one before the colder."""
    of = stake(initiative("Dam"), who=who, at=at - 400 * DAY)
    said(me, of, attitude=2, at=at - 120 * DAY)
    said(me, of, attitude=4, at=at - 2 * DAY, reason="Saw the gauge")
    talk(me, at - 120 * DAY, who, channel="letter", formal=True)
    for ago in (1, 2, 3, 4):
        talk(me, at - ago * DAY, who, channel="visit")
    return of


@pytest.mark.duty("R07")
def test_the_mix_stands_beside_the_movement_and_is_called_association(as_role, me):
    who, at = party("Jonas"), clock.now()
    of = told_of(me, at, who)
    found = queries.movement(queries.of_party(me, who), at)
    assert (found.talks, found.is_enough, found.over_all()) == (5, True, (1, 0, 0))
    assert found.quarters[-1].median == 4
    assert found.quarters[-1].channels["visit"] >= 1
    assert sum(one.formal for one in found.quarters) == 1

    client = as_role(Role.VIEWER)
    for address in (f"stakeholders/{who.ref}", f"initiatives/{of.initiative.ref}"):
        shown = client.get(f"/insights/{address}/").content.decode()
        assert "association, not cause" in shown
        assert "5 talks from" in shown
        assert "1 better, 0 worse, 0 the same" in shown
    last = found.quarters[-1].span.key
    rows = client.get(f"/insights/stakeholders/{who.ref}/?from={last}&show=informal")
    shown = rows.content.decode()
    assert shown.count("Site visit</td>") == found.quarters[-1].informal + 1
    rows = client.get(f"/insights/stakeholders/{who.ref}/?from={last}&show=stance")
    assert "Saw the gauge" in rows.content.decode()
    assert client.get(f"/insights/stakeholders/{who.ref}/?from=x&show=stance").status_code == 404


def test_too_little_is_said_to_be_too_little(as_role, me):
    who = party("Jonas")
    talk(me, clock.now() - DAY, who)
    shown = as_role(Role.VIEWER).get(f"/insights/stakeholders/{who.ref}/").content.decode()
    assert "Too little to draw" in shown
    assert "1 contact in 52 weeks" in shown


def test_a_strategy_counts_its_own_stakeholders_in_its_own_time(as_role, me):
    at, who, other = clock.now(), party("Jonas"), party("Else")
    dam = initiative("Dam")
    plan, objective = strategy(me, at=at - 30 * DAY, initiative_id=dam.pk)
    activity(objective, [who], at=at - 30 * DAY)
    talk(me, at - 2 * DAY, who)
    talk(me, at - 2 * DAY, who, initiative_id=initiative("Another").pk)
    talk(me, at - 2 * DAY, other)
    talk(me, at - 300 * DAY, who)
    found = queries.movement(queries.of_strategy(me, plan), at)
    assert found.talks == 1
    client = as_role(Role.VIEWER)
    assert (
        f'hx-get="/insights/strategies/{plan.ref}/"'
        in client.get(f"/strategies/{plan.ref}/").content.decode()
    )


def test_a_talk_one_may_not_see_is_not_counted(person, me):
    at, hidden = clock.now(), party("Hidden", visibility="named")
    dam = initiative("Dam")
    stake(dam, who=hidden)
    talk(SYSTEM, at - DAY, hidden, initiative_id=dam.pk)
    viewer = person(Role.VIEWER)
    assert queries.movement(queries.of_initiative(viewer, dam), at).talks == 0


def test_the_record_takes_in_the_strip_alone(as_role, me):
    who = party("Jonas")
    talk(me, clock.now() - DAY, who)
    client = as_role(Role.VIEWER)
    here = f"/insights/stakeholders/{who.ref}/"
    assert f'hx-get="{here}"' in client.get(f"/stakeholders/{who.ref}/").content.decode()
    piece = client.get(here, headers={"hx-request": "true"}).content.decode()
    assert "1 contact in 52 weeks" in piece
    assert "<html" not in piece


asked: dict[int, int] = {}


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_three_as_for_one(me, count, django_assert_max_num_queries):
    at, dam = clock.now(), initiative("Dam")
    for _ in range(count):
        of = stake(dam)
        said(me, of, attitude=3, at=at - DAY)
        talk(me, at - DAY, of.party)
    with django_assert_max_num_queries(5) as seen:
        queries.movement(queries.of_initiative(me, dam), at)
    asked[count] = len(seen)
    assert len(set(asked.values())) == 1
