from datetime import timedelta

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.escalations.actions import set_step
from accord.features.escalations.models import Escalation
from accord.features.governance import actions, jobs, queries
from accord.features.governance.models import Assignment, EngagementPolicy, Excuse
from accord.features.governance.states import Light
from accord.features.stakeholders import actions as people
from accord.features.tasks.models import Task
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def lead(person):
    return person(Role.LEAD)


def laid_down(lead, at, of=None):
    details = actions.PolicyDetails("Heard first", lead.pk, at.date() + 90 * DAY, "Plain words")
    return actions.add_policy(by=lead, initiative=of or initiative(), details=details, at=at)


def in_force(lead, at, of=None):
    policy = laid_down(lead, at, of)
    return actions.approve_policy(by=lead, policy=policy, at=at)


@pytest.mark.duty("R05")
def test_a_matrix_is_checked_before_a_policy_holds(lead, person, at):
    policy = laid_down(lead, at)
    head = actions.add_role(by=lead, policy=policy, name="Head", holder=lead, at=at)
    team = actions.add_role(by=lead, policy=policy, name="Team", at=at)
    answer = actions.add_duty(by=lead, policy=policy, words="Answer", codes={head.pk: "C"}, at=at)
    assert queries.matrix_of(policy).errors == [
        ("Answer", "E1_no_accountable"), ("Answer", "E3_no_responsible"),
    ]  # fmt: skip
    assert queries.matrix_of(policy).warnings == [("Team", "W3_role_without_part")]
    for refused in (
        lambda: actions.approve_policy(by=lead, policy=policy, at=at),
        lambda: actions.add_role(by=lead, policy=policy, name="Team", at=at),
        lambda: actions.add_duty(by=lead, policy=policy, words="Answer", at=at),
        lambda: actions.assign_duty(by=lead, duty=answer, codes={team.pk: "Q"}, at=at),
        lambda: actions.assign_duty(by=lead, duty=answer, codes={99: "R"}, at=at),
    ):
        with pytest.raises(Invalid):
            refused()
    assert list(Assignment.objects.values_list("code", flat=True)) == ["C"]
    actions.assign_duty(by=lead, duty=answer, codes={team.pk: "A/R", head.pk: "I"}, at=at)
    assert queries.matrix_of(policy).errors == [("Answer", "E4_group_accountable")]
    actions.assign_duty(by=lead, duty=answer, codes={head.pk: "A", team.pk: "R"}, at=at)
    with pytest.raises(NotAllowed):
        actions.approve_policy(by=person(Role.PRACTITIONER), policy=policy, at=at)
    actions.approve_policy(by=lead, policy=policy, at=at)
    policy.refresh_from_db()
    assert (policy.state, policy.approved_by) == ("in-force", lead)
    with pytest.raises(Stale):
        laid_down(lead, at, policy.initiative)
    for refused in (
        lambda: actions.drop_role(by=lead, role=team, at=at),
        lambda: actions.assign_duty(by=lead, duty=answer, codes={head.pk: "I"}, at=at),
        lambda: actions.add_duty(by=lead, policy=policy, words="Ask", at=at),
    ):  # in force it stays as sound as it had to be
        with pytest.raises(Invalid):
            refused()
    assert list(Assignment.objects.order_by("code").values_list("code", flat=True)) == ["A", "R"]
    actions.drop_duty(by=lead, duty=answer, at=at)
    actions.drop_role(by=lead, role=team, at=at)
    assert not Assignment.objects.exists()
    actions.end_policy(by=lead, policy=policy, at=at)
    with pytest.raises(Stale):
        actions.add_role(by=lead, policy=policy, name="Late", at=at)
    laid_down(lead, at, policy.initiative)
    assert EngagementPolicy.objects.count() == 2


@pytest.mark.duty("R05")
def test_who_is_out_of_rhythm_is_named_reminded_and_escalated(lead, person, at):
    dam = initiative("Dam")
    policy = in_force(lead, at, dam)
    near = people.add_segment(by=SYSTEM, name="Near", at=at)
    owner = person(Role.PRACTITIONER)
    teodor, ann, far = (
        party(name, kind="person", owner_id=owner.pk) for name in ("Teodor", "Ann", "Far")
    )
    for one in (teodor, ann, far):
        stake(dam, who=one, at=at)
    people.pick(by=SYSTEM, segment=near, party=teodor, at=at)
    people.pick(by=SYSTEM, segment=near, party=ann, at=at)
    for refused in ((0, 5), (9, 5), (5, 1000)):
        with pytest.raises(Invalid):
            actions.set_cadence(
                by=lead, policy=policy, ideal_days=refused[0], most_days=refused[1], at=at
            )
    actions.set_cadence(by=lead, policy=policy, segment=near, ideal_days=7, most_days=14, at=at)
    actions.set_cadence(by=lead, policy=policy, ideal_days=60, most_days=90, at=at)
    later = at + 20 * DAY
    log_interaction(by=SYSTEM, parties=[ann], details=TalkDetails("Met"), at=later - 9 * DAY)
    found = {one.party.name: one for one in queries.cadence_of(lead, policy, later)}
    assert {name: (one.light, one.days, one.most) for name, one in found.items()} == {
        "Teodor": (Light.RED, None, 14), "Ann": (Light.AMBER, 9, 14), "Far": (Light.GREEN, None, 90),
    }  # fmt: skip
    assert actions.remind(by=SYSTEM, policy=policy, at=later) == {"reminded": 1, "escalated": 0}
    assert actions.remind(by=SYSTEM, policy=policy, at=later) == {"reminded": 0, "escalated": 0}
    task = Task.objects.get()
    assert (task.owner, task.party, task.origin_ref) == (owner, teodor, policy.ref)
    late = later + 12 * DAY
    assert actions.remind(by=SYSTEM, policy=policy, at=late)["escalated"] == 0  # no ladder
    boss = person(Role.EXECUTIVE)
    set_step(by=SYSTEM, person=boss, level=7, hours=48, at=at)
    assert actions.remind(by=SYSTEM, policy=policy, at=late)["escalated"] == 1
    assert actions.remind(by=SYSTEM, policy=policy, at=late)["escalated"] == 0
    [raised] = Escalation.objects.all()
    assert (raised.party, raised.holder, raised.about) == (teodor, boss, policy.ref)


def test_an_exception_has_a_reason_and_an_end(lead, person, at):
    dam = initiative("Dam")
    policy = in_force(lead, at, dam)
    teodor = party("Teodor", kind="person", owner_id=lead.pk)
    stake(dam, who=teodor, at=at)
    actions.set_cadence(by=lead, policy=policy, ideal_days=5, most_days=9, at=at)
    later = at + 30 * DAY
    until = later.date() + 10 * DAY
    with pytest.raises(Invalid):
        actions.excuse(by=lead, policy=policy, party=teodor, reason=" ", until=until, at=later)
    with pytest.raises(Invalid):
        actions.excuse(
            by=lead, policy=policy, party=teodor, reason="Ill", until=at.date(), at=later
        )
    with pytest.raises(NotAllowed):
        actions.excuse(
            by=person(Role.VIEWER), policy=policy, party=teodor, reason="Ill", until=until, at=later
        )
    assert not Excuse.objects.exists()
    actions.excuse(by=lead, policy=policy, party=teodor, reason="Ill", until=until, at=later)
    [one] = queries.cadence_of(lead, policy, later)
    assert (one.light, one.reason) == (Light.EXCUSED, "Ill")
    assert actions.remind(by=SYSTEM, policy=policy, at=later)["reminded"] == 0
    [one] = queries.cadence_of(lead, policy, later + 11 * DAY)
    assert one.light == Light.RED
    assert jobs.remind(_Context()) == {"reminded": 1, "escalated": 0}  # by today it is over


class _Context:
    def progress(self, *_told):
        """Need no telling."""
