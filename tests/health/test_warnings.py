"""Early warnings: which signs open a task for whom, in whose words, and how often."""

from datetime import timedelta

import pytest

from accord.features.health import actions, queries
from accord.features.health.models import Warned, WarningRule
from accord.features.promises import actions as promises
from accord.features.stakeholders.models import TimelineRow
from accord.features.tasks import actions as tasks
from accord.features.tasks.models import Task
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def warn(at, *parties):
    standings = actions.keep_scores(by=SYSTEM, parties=parties, at=at)
    return actions.warn(by=SYSTEM, standings=standings, at=at)


def titles():
    return list(Task.objects.order_by("pk").values_list("title", flat=True))


def test_each_sign_opens_a_task_for_the_owner_in_their_language(at, talk, promise, me, person):
    pole = person(Role.PRACTITIONER, name="Ola", language="pl")
    silent = party("Silent", tier="key", owner_id=me.pk)
    for ago in (22, 40, 60):
        talk(silent, ago, direction="both")
    angry = party("Angry", tier="light", owner_id=pole.pk)
    for ago in (2, 9, 20):
        talk(angry, ago, direction="both", mood=-1)
    put_off = party("Put off", owner_id=me.pk)
    moved = promise(put_off, at - 30 * DAY, at + DAY)
    for ago in (20, 10):
        promises.move_promise(
            by=me, promise=moved, due_at=at + (30 - ago) * DAY, why="Rain", at=at - ago * DAY
        )
    fell = party("Fell", tier="key", owner_id=me.pk)
    for ago in (1, 8, 15, 20, 30):
        talk(fell, ago, direction="both", mood=1)
    for _ in range(3):
        promise(fell, at - 60 * DAY, at - 2 * DAY)
    nobody = party("Nobody’s", tier="key")
    talk(nobody, 60)
    assert warn(at, silent, angry, put_off, fell, nobody) == 4
    said = {task.party.name: (task.title, task.owner) for task in Task.objects.all()}
    assert said["Silent"] == (
        "22 days without a talk with a key supporter: get in touch, and plan the next talk", me,
    )  # fmt: skip
    assert said["Put off"][0].startswith(f"{moved.ref} was given another day 2 times: ")
    assert said["Fell"][0].startswith("Health fell to ")
    assert said["Angry"][1] == pole
    assert said["Angry"][0].startswith("3 ")
    assert "talks" not in said["Angry"][0]
    assert TimelineRow.objects.filter(verb="task-given", party=silent).count() == 1


def test_a_sign_is_quiet_while_its_task_is_open_and_for_thirty_days(at, talk, me):
    silent = party("Silent", tier="key", owner_id=me.pk)
    for ago in (22, 40, 60):
        talk(silent, ago, direction="both")
    assert warn(at, silent) == 1
    assert warn(at + 40 * DAY, silent) == 0  # still open
    tasks.finish_task(by=me, task=Task.objects.get(), at=at + 41 * DAY)
    assert warn(at + 41 * DAY, silent) == 1
    tasks.finish_task(by=me, task=Task.objects.latest("pk"), at=at + 42 * DAY)
    assert warn(at + 60 * DAY, silent) == 0  # not thirty days yet
    assert Warned.objects.count() == 2


def test_one_owner_is_given_five_tasks_a_night(at, talk, me):
    many = [party(f"Silent {n}", tier="key", owner_id=me.pk) for n in range(7)]
    for one in many:
        talk(one, 30)
    assert warn(at, *many[:4]) == 4
    assert warn(at, *many[4:]) == 1  # the same night
    assert warn(at + DAY, *many) == 2


def test_a_rule_is_laid_down_and_what_stood_before_stays(at, talk, me, person):
    silent = party("Silent", tier="key", owner_id=me.pk)
    talk(silent, 22)
    with pytest.raises(NotAllowed):
        actions.lay_down(
            by=person(Role.PRACTITIONER), details=actions.RuleDetails("silence", 2, 0), at=at
        )
    for wrong in (("nothing", 2, 0), ("silence", 0.5, 0), ("badly", 3, 731)):
        with pytest.raises(Invalid):
            actions.lay_down(by=me, details=actions.RuleDetails(*wrong), at=at)
    assert not WarningRule.objects.exists()
    for details in (
        actions.RuleDetails("silence", 1.5, 0, is_on=False), actions.RuleDetails("silence", 2, 0),
    ):  # fmt: skip
        actions.lay_down(by=me, details=details, at=at)
        assert warn(at, silent) == 0
    words = actions.RuleDetails("silence", 1.5, 0, words="Ask Anneli to ring")
    actions.lay_down(by=me, details=words, at=at)
    assert warn(at, silent) == 1
    assert titles() == ["22 days without a talk with a key supporter: Ask Anneli to ring"]
    assert [(row.figure, row.is_on) for row in queries.rules_written()] == [
        (1.5, True), (2, True), (1.5, False),
    ]  # fmt: skip
