from datetime import timedelta

import pytest
from django.db import transaction

from accord.foundation.jobs import actions, queries
from accord.foundation.jobs.actions import Order, _leases
from accord.foundation.jobs.models import Job, State
from accord.foundation.jobs.running import run
from accord.foundation.jobs.worker import drain
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM

pytestmark = pytest.mark.django_db


def test_a_job_is_done_once_and_keeps_its_result(kind, person, at):
    seen = []

    def work(ctx, word):
        seen.append((ctx.job_id, word))
        return {"said": word}

    kind(work)
    me = person()
    job = actions.enqueue(by=me, order=Order("tests.job", {"word": "żółć"}), at=at)
    assert (job.state, job.by_id, job.run_at) == (State.WAITING, me.pk, at)

    drain()

    job.refresh_from_db()
    assert seen == [(job.pk, "żółć")]
    assert (job.state, job.tries, job.result, job.error) == ("done", 1, {"said": "żółć"}, "")
    assert (job.lease, job.lease_until) == ("", None)
    assert drain() == 0


def test_a_job_of_a_rolled_back_change_never_was(kind, at):
    kind(lambda _ctx: None)

    def change():
        with transaction.atomic():
            actions.enqueue(by=SYSTEM, order=Order("tests.job"), at=at)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert Job.objects.count() == 0


def test_an_unknown_kind_is_refused_at_once(at):
    with pytest.raises(KeyError):
        actions.enqueue(by=SYSTEM, order=Order("tests.nothing"), at=at)
    assert Job.objects.count() == 0


def test_one_open_job_a_key_and_another_after_it(kind, at):
    kind(lambda _ctx: None)
    order = Order("tests.job", unique_key="index")
    first = actions.enqueue(by=SYSTEM, order=order, at=at)
    assert actions.enqueue(by=SYSTEM, order=order, at=at) == first
    assert queries.open_with("index") == first
    _leases.end(job=_leases.claim(at=at)[0], state=State.DONE, at=at)
    assert queries.open_with("index") is None
    assert actions.enqueue(by=SYSTEM, order=order, at=at) != first


def test_urgent_first_then_oldest_and_nothing_before_its_time(kind, at):
    kind(lambda _ctx: None)
    for word, priority, wait in [("b", 0, 1), ("c", 0, 2), ("a", 10, 3), ("late", 20, 99)]:
        run_at = at + timedelta(minutes=wait)
        order = Order("tests.job", {"word": word}, run_at=run_at, priority=priority)
        actions.enqueue(by=SYSTEM, order=order, at=at)
    later = at + timedelta(minutes=10)
    assert [job.args["word"] for job in _leases.claim(at=later, limit=9)] == ["a", "b", "c"]
    assert not _leases.is_any_due(at=later, short_only=False)


def test_a_lane_for_short_jobs_leaves_long_ones(kind, at):
    kind(lambda _ctx: None, "tests.long", is_long=True)
    actions.enqueue(by=SYSTEM, order=Order("tests.long"), at=at)
    assert not _leases.is_any_due(at=at, short_only=True)
    assert _leases.claim(at=at, short_only=True) == []
    assert len(_leases.claim(at=at)) == 1


def test_a_failure_is_tried_again_ever_later_then_is_dead_and_visible(kind, person, at):
    def fail(_ctx):
        raise OSError("no\x00 answer")

    kind(fail, max_tries=3, retry_after=timedelta(seconds=60))
    job = actions.enqueue(by=SYSTEM, order=Order("tests.job"), at=at)
    waits = []
    for _ in range(3):
        before = _leases.moment()
        run(_leases.claim(at=max(job.run_at, before))[0])
        job.refresh_from_db()
        waits.append(round((job.run_at - before).total_seconds() / 60))
    assert waits[:2] == [1, 2]
    assert (job.state, job.tries, job.error) == ("dead", 3, "OSError: no␀ answer")
    assert list(queries.failed(person(Role.ADMINISTRATOR))) == [job]
    assert queries.counts() == {
        "waiting": 0, "running": 0, "done": 0, "dead": 1, "cancelled": 0,
    }  # fmt: skip


def test_a_refusal_is_not_tried_again(kind, at):
    def refuse(_ctx):
        raise Stale("Somebody else has it.")

    kind(refuse)
    actions.enqueue(by=SYSTEM, order=Order("tests.job"), at=at)
    drain()
    assert Job.objects.filter(name="tests.job").values_list("state", "tries", "error").get() == (
        "dead", 1, "Somebody else has it.",
    )  # fmt: skip


def test_dead_work_runs_again_when_asked(kind, person, at):
    broken = [True]

    def work(_ctx):
        if broken[0]:
            raise OSError

    kind(work, max_tries=1)
    admin = person(Role.ADMINISTRATOR)
    job = actions.enqueue(by=admin, order=Order("tests.job"), at=at)
    with pytest.raises(Stale):
        actions.retry(by=admin, job=job, at=at)
    drain()
    broken[0] = False
    actions.retry(by=admin, job=job, at=at)
    drain()
    job.refresh_from_db()
    assert (job.state, job.tries, job.error) == ("done", 2, "")
    assert list(Entry.objects.values_list("verb", "by_id", "subject_id")) == [
        ("jobs.retry", admin.pk, job.pk)
    ]


def test_others_may_not_stop_my_job_and_nothing_happened(kind, person, at):
    kind(lambda _ctx: None)
    job = actions.enqueue(by=person(), order=Order("tests.job"), at=at)
    other = person(name="other")
    with pytest.raises(NotAllowed):
        actions.cancel(by=other, job=job, at=at)
    job.refresh_from_db()
    assert (job.state, Entry.objects.count()) == (State.WAITING, 0)
    assert list(queries.visible_to(other)) == []


def test_waiting_work_is_cancelled_at_once_and_running_work_at_its_next_step(kind, person, at):
    kind(lambda _ctx: None)
    me = person()
    waiting = actions.enqueue(by=me, order=Order("tests.job"), at=at)
    assert actions.cancel(by=me, job=waiting, at=at).state == State.CANCELLED
    with pytest.raises(Stale):
        actions.cancel(by=me, job=waiting, at=at)

    steps = []

    def work(ctx):
        for number in range(5):
            steps.append(number)
            if number == 2:
                actions.cancel(by=me, job=Job.objects.get(pk=ctx.job_id), at=at)
            ctx.progress(number + 1, 5, f"row {number + 1}")
            ctx._looked = 0

    kind(work, "tests.steps")
    job = actions.enqueue(by=me, order=Order("tests.steps"), at=at)
    drain()
    job.refresh_from_db()
    assert steps == [0, 1, 2]
    assert (job.state, job.steps_done, job.steps_total, job.words) == (
        "cancelled", 3, 5, "row 3",
    )  # fmt: skip
    assert job.share == 0.6


def test_work_goes_on_from_its_checkpoint_and_a_run_thought_dead_may_not_write(kind, at):
    runs = []

    def work(ctx):
        runs.append(dict(ctx.state))
        ctx.checkpoint(row=ctx.state.get("row", 0) + 1)
        if len(runs) < 3:
            raise OSError

    kind(work, max_tries=2, retry_after=timedelta(0))
    job = actions.enqueue(by=SYSTEM, order=Order("tests.job"), at=at)
    drain()
    job.refresh_from_db()
    assert runs == [{}, {"row": 1}, {"row": 2}], "whoever gets on is not given up"
    assert (job.state, job.checkpoint) == ("done", {"row": 3})

    second = actions.enqueue(by=SYSTEM, order=Order("tests.job"), at=at)
    (old,) = _leases.claim(at=at)
    (new,) = _leases.claim(at=at + _leases.LEASE * 2)
    assert (old.pk, new.pk) == (second.pk, second.pk)
    run(old)
    second.refresh_from_db()
    assert (second.state, second.lease, second.checkpoint) == (State.RUNNING, new.lease, {})
    run(new)
    second.refresh_from_db()
    assert (second.state, second.checkpoint) == ("done", {"row": 1})


def test_a_job_that_kills_each_worker_is_parked(kind, at):
    kind(lambda _ctx: None, max_tries=2)
    job = actions.enqueue(by=SYSTEM, order=Order("tests.job"), at=at)
    moment = at
    for _ in range(3):
        (claimed,) = _leases.claim(at=moment)
        moment += _leases.LEASE * 2
    run(claimed)
    job.refresh_from_db()
    assert (job.state, job.error) == ("dead", "every worker that ran it died")


def test_a_lease_from_a_clock_that_was_set_back_holds_nobody_up(kind, at):
    kind(lambda _ctx: None)
    job = actions.enqueue(by=SYSTEM, order=Order("tests.job"), at=at - timedelta(days=9))
    _leases.claim(at=at)
    assert _leases.claim(at=at - timedelta(seconds=60)) == []
    assert _leases.claim(at=at - timedelta(days=1)) == [job]
