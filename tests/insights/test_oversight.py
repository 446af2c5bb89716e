"""The board across teams: figures with their trend and rows, none of a person in a small team."""

from datetime import timedelta

import pytest

from accord.features.health import actions as health
from accord.features.knowledge import actions as knowledge
from accord.features.promises import actions as promises
from accord.features.pulses import actions as pulses
from accord.foundation.accounts import actions as accounts
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.insights import queries
from tests.factories.departments import department
from tests.factories.stakeholders import party
from tests.insights.test_segments import talk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def staffed(name, people, at):
    """Make a department with so many colleagues; give it and the first of them."""
    made = department(name)
    found = []
    for place in range(people):
        mail = f"{name.lower()}{place}@example.org"
        one = accounts.add_person(by=SYSTEM, email=mail, name=f"{name} {place}", at=at)
        type(one).objects.filter(pk=one.pk).update(department=made)
        accounts.grant(by=SYSTEM, person=one, role=Role.PRACTITIONER, at=at)
        found.append(one)
    return made, found[0]


def owed(owner, who, due, at):
    details = promises.PromiseDetails("The plan", owner_id=owner.pk, due_at=due)
    return promises.make_promise(by=SYSTEM, party=who, details=details, at=at)


@pytest.mark.duty("R23")
def test_teams_stand_side_by_side_with_trend_and_rows(as_role):
    now = clock.now()
    office, anna = staffed("Office", 3, now - 300 * DAY)
    small, _solo = staffed("Small", 2, now - 300 * DAY)
    for place in range(5):
        who = party(f"Party {place}", department_id=office.pk, owner_id=anna.pk, at=now - 300 * DAY)
        one = pulses.ask(
            by=SYSTEM, party=who, about=talk(now - DAY, who).ref, way="in-person", at=now
        )
        pulses.enter(by=SYSTEM, pulse=one, given=pulses.Answer({"heard": 5}), at=now)
    late = owed(anna, who, now - 2 * DAY, now - 20 * DAY)
    health.keep_scores(by=SYSTEM, parties=[who], at=now)
    lesson = knowledge.write_note(
        by=anna,
        details=knowledge.NoteDetails("lesson", "Call first", "Call before the works"),
        at=now,
    )
    knowledge.publish(by=anna, note=lesson, to=knowledge.To("inform"), at=now)

    client = as_role(Role.EXECUTIVE)
    shown = client.get("/insights/oversight/").content.decode()
    assert shown.index("Office") < shown.index("Small")
    assert "100%" in shown
    assert "57% to 100%, n 5" in shown
    assert "1 more than before" in shown
    assert shown.count("team too small") == 5
    here = f"/insights/oversight/?team={office.pk}&show="
    assert late.ref in client.get(here + "promises").content.decode()
    assert "Call first" in client.get(here + "lessons").content.decode()
    assert client.get(here + "feedback").content.decode().count('href="/pulses/PU-') == 5
    assert client.get(here + "health").status_code == 200
    refused = f"/insights/oversight/?team={small.pk}&show=promises"
    assert client.get(refused).status_code == 404


def test_only_teams_one_may_see_stand_there_and_a_viewer_sees_none(as_role, person):
    now = clock.now()
    office, _anna = staffed("Office", 3, now)
    other, _ben = staffed("Other", 3, now)
    lead = person(None)
    accounts.grant(
        by=SYSTEM, person=lead, role=Role.LEAD, scope="department", department=office, at=now
    )
    assert [team.department for team in queries.teams(lead, now)] == [office]
    assert other.pk
    assert as_role(Role.VIEWER).get("/insights/oversight/").status_code == 403


asked: dict[int, int] = {}


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_three_teams_as_for_one(person, count, django_assert_max_num_queries):
    now = clock.now()
    for place in range(count):
        staffed(f"Team{place}", 3, now)
    boss = person(Role.EXECUTIVE)
    queries.teams(boss, now)
    with django_assert_max_num_queries(13) as seen:
        queries.teams(boss, now)
    asked[count] = len(seen)
    assert len(set(asked.values())) == 1
