"""A network measured whole: who brings others together, what hangs on one, who is not heard."""

from datetime import timedelta

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.initiatives import actions as initiatives
from accord.features.networks import actions, queries
from accord.features.networks.models import Bond, Network, Position
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel.errors import NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative as make
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
LETTERS = "abcdef"


def meet(by, *parties, at, **more):
    log_interaction(by=by, parties=parties, details=TalkDetails("Met", **more), at=at)


@pytest.fixture
def dam(person):
    return make(owner_id=person(Role.LEAD, name="owner").pk)


@pytest.fixture
def two_circles(at, person, dam):
    """Two circles of five that all know each other; only Bridge is in both; Silent is in none."""
    ann, ben = person(Role.PRACTITIONER, name="ann"), person(Role.PRACTITIONER, name="ben")
    left = [party(f"Left {n}") for n in range(5)]
    right = [party(f"Right {n}") for n in range(5)]
    bridge, silent = party("Bridge"), party("Silent")
    for by, circle in ((ann, left), (ben, right)):
        for place, one in enumerate(circle):
            for other in circle[place + 1 :]:
                meet(by, one, other, at=at)
    for by, one in ((ann, left[0]), (ben, right[0])):
        meet(by, bridge, one, at=at)
        meet(by, bridge, one, at=at)
    stakes = initiatives.take_stakes(
        by=SYSTEM, initiative=dam, parties=[*left, *right, bridge, silent], at=at
    )
    scores = initiatives.Said({"power": 40, "legitimacy": 40, "urgency": 20})
    initiatives.assess(by=ann, stake=stakes[-1], what=scores, at=at)
    return {"bridge": bridge, "silent": silent, "ann": ann}


@pytest.mark.duty("R02")
def test_a_network_is_measured_whole_and_the_same_each_time(at, dam, two_circles):
    made = actions.measure(by=SYSTEM, initiative=dam, at=at)
    assert (made.parties_count, made.ties_count, made.left_out_count) == (12, 22, 0)
    assert (made.is_ranked, made.measured_at, made.seed) == (True, at, 1)
    found = queries.listed(SYSTEM, dam, with_persons=True)
    assert {row.party.name for row in queries.brokers(found)} == {"Bridge", "Left 0", "Right 0"}
    assert [row.party.name for row in queries.unheard(found)] == ["Silent"]
    bridge = Position.objects.get(party=two_circles["bridge"], initiative=dam)
    assert (bridge.degree, round(bridge.betweenness, 4), round(bridge.weight, 6)) == (2, 0.4545, 4)
    assert bridge.holder is None  # two of us share them
    assert {size for _number, size, _rows in queries.groups(found, dam)} >= {5}
    held = [(row.party.name, row.holder.name, row.held_share) for row in queries.hanging(found)]
    assert ("Left 1", "ann", 1.0) in held
    first = list(Position.objects.order_by("place").values_list("party", "community", "constraint"))
    actions.measure(by=SYSTEM, initiative=dam, at=at)
    again = list(Position.objects.order_by("place").values_list("party", "community", "constraint"))
    assert (again, Network.objects.count()) == (first, 1)


def test_what_not_everybody_may_see_is_in_no_network(at, person, dam, two_circles):
    secret = party("Secret", visibility="named")
    meet(two_circles["ann"], secret, two_circles["bridge"], at=at)
    meet(
        two_circles["ann"], two_circles["silent"], two_circles["bridge"], at=at, visibility="named"
    )
    initiatives.take_stakes(by=SYSTEM, initiative=dam, parties=[secret], at=at)
    made = actions.measure(by=SYSTEM, initiative=dam, at=at)
    assert (made.parties_count, made.ties_count) == (12, 22)
    whole = actions.measure(by=SYSTEM, initiative=None, at=at)
    assert (whole.parties_count, whole.ties_count) == (11, 22)  # Silent has no tie at all


def test_a_small_or_dense_network_is_drawn_and_not_ranked(at, dam, person):
    few = [party(name) for name in LETTERS]
    meet(person(Role.PRACTITIONER), *few, at=at)
    initiatives.take_stakes(by=SYSTEM, initiative=dam, parties=few, at=at)
    made = actions.measure(by=SYSTEM, initiative=dam, at=at)
    found = queries.listed(SYSTEM, dam, with_persons=True)
    assert (made.is_ranked, made.parties_count, queries.brokers(found)) == (False, 6, [])
    assert len({(row.x, row.y) for row in found}) == 6


def test_those_known_stay_where_they_were_drawn_and_new_ones_come_beside_them(at, dam, two_circles):
    actions.measure(by=SYSTEM, initiative=dam, at=at)
    before = dict(Position.objects.values_list("party__name", "x"))
    new = party("New")
    meet(two_circles["ann"], new, two_circles["bridge"], at=at)
    initiatives.take_stakes(by=SYSTEM, initiative=dam, parties=[new], at=at)
    actions.measure(by=SYSTEM, initiative=dam, at=at + timedelta(days=1))
    after = dict(Position.objects.values_list("party__name", "x"))
    left = [name for name in before if name.startswith("Left")]
    assert all(abs(after[name] - before[name]) < 0.3 for name in left)


def test_somebody_who_may_write_has_it_measured_once(at, person, dam):
    me = person(Role.PRACTITIONER)
    first = actions.ask_to_measure(by=me, initiative=dam, at=at)
    assert actions.ask_to_measure(by=me, initiative=dam, at=at) == first
    with pytest.raises(NotAllowed):
        actions.ask_to_measure(by=person(Role.VIEWER), initiative=dam, at=at)
    assert Job.objects.filter(name=actions.JOB).count() == 1


def test_the_night_measures_what_goes_on_and_mends_what_is_wrong(at, dam, two_circles):
    over, empty = make(), make()
    initiatives.take_stakes(by=SYSTEM, initiative=over, parties=[two_circles["bridge"]], at=at)
    initiatives.close_initiative(by=SYSTEM, initiative=over, at=at)
    assert empty.is_active
    Bond.objects.all().delete()
    for kind in ("networks.mend", "networks.measure-all"):
        enqueue(by=SYSTEM, order=Order(kind), at=at)
    drain()
    done = Job.objects.filter(name__startswith="networks.").order_by("pk")
    assert [(job.args.get("initiative_id"), job.result) for job in done] == [
        (None, {"mended": 11}), (None, {"asked": 2}),
        (0, {"parties": 11, "ties": 22}), (dam.pk, {"parties": 12, "ties": 22}),
    ]  # fmt: skip


def test_the_warmest_way_is_told_with_what_it_rests_on(at, person, dam, two_circles):
    silent, bridge = two_circles["silent"], two_circles["bridge"]
    assert queries.routes_to(SYSTEM, silent, at) == []
    log_interaction(by=SYSTEM, parties=[silent, bridge], details=TalkDetails("Met"), at=at)
    first, second = queries.routes_to(SYSTEM, silent, at)
    assert [step.to for step in first.steps] == [bridge, silent]
    assert first.length == second.length == pytest.approx(1 / 2 + 1)
    assert {first.person.name, second.person.name} == {"ann", "ben"}
    assert [ground.talks_count for step in first.steps for ground in step.grounds] == [2, 1]
