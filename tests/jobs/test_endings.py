"""How a job may end, beside well."""

import os
import threading
import time
from datetime import timedelta

import pytest
from django.db import IntegrityError

from accord.foundation.jobs import actions, queries
from accord.foundation.jobs.actions import Order, _leases, _slots
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.errors import GiveUp, Interrupted, Later, LeaseLost
from accord.foundation.jobs.models import Job, Slot, State, Worker
from accord.foundation.jobs.running import run
from accord.foundation.jobs.worker import Worker as WorkerProcess
from accord.foundation.jobs.worker import drain, fill_slots
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM


def enqueue(at, **more):
    return actions.enqueue(by=SYSTEM, order=Order("tests.job", **more), at=at)


def ended(job):
    job.refresh_from_db()
    return job.state, job.tries, job.error


@pytest.mark.django_db
def test_later_is_no_failure(kind, at):
    def work(_ctx):
        raise Later("the server rests", after=timedelta(hours=2))

    kind(work, max_tries=1)
    job = enqueue(at)
    before = _leases.moment()
    drain()
    assert ended(job) == ("waiting", 0, "the server rests")
    assert job.run_at - before > timedelta(hours=1, minutes=59)


@pytest.mark.django_db
def test_giving_up_and_even_leaving_python_are_endings(kind, at):
    def give_up(_ctx):
        raise GiveUp("nobody has this file any more")

    def leave(_ctx):
        raise SystemExit(3)

    kind(give_up)
    job = enqueue(at)
    drain()
    assert ended(job) == ("dead", 1, "nobody has this file any more")
    kind(leave, "tests.leave", max_tries=1)
    other = actions.enqueue(by=SYSTEM, order=Order("tests.leave"), at=at)
    drain()
    assert ended(other) == ("dead", 1, "SystemExit: 3")


@pytest.mark.django_db
def test_a_job_of_a_kind_that_is_gone_is_kept_and_visible(kind, person, at):
    kind(lambda _ctx: None, "tests.gone")
    job = actions.enqueue(by=SYSTEM, order=Order("tests.gone"), at=at)
    Job.objects.update(name="tests.other")
    drain()
    assert ended(job) == ("dead", 1, "there is no kind of job named 'tests.other'")
    assert list(queries.failed(person(Role.ADMINISTRATOR))) == [job]


@pytest.mark.django_db
def test_what_was_cancelled_while_it_was_claimed_does_not_begin(kind, at):
    kind(lambda _ctx: pytest.fail("it began"))
    enqueue(at)
    Job.objects.update(is_cancel_asked=True)
    (job,) = _leases.claim(at=at)
    run(job)
    assert ended(job)[0] == State.CANCELLED


@pytest.mark.django_db
def test_an_atomic_job_that_lost_its_lease_has_written_nothing(kind, at):
    def work(_ctx):
        Slot(name="tests.atomic", slot="1", filled_at=at).save(force_insert=True)

    kind(work, is_atomic=True)
    enqueue(at)
    (old,) = _leases.claim(at=at)
    (new,) = _leases.claim(at=at + _leases.LEASE * 2)
    run(old)
    assert not Slot.objects.filter(name="tests.atomic").exists()
    run(new)
    assert Slot.objects.filter(name="tests.atomic").count() == 1
    assert ended(new) == ("done", 2, "")


@pytest.mark.django_db
def test_a_renewed_lease_is_not_taken_over(kind, at):
    kind(lambda _ctx: None)
    enqueue(at)
    (job,) = _leases.claim(at=at)
    _leases.renew(held={job.pk: job.lease}, at=at + _leases.LEASE)
    _leases.renew(held={}, at=at)
    assert _leases.claim(at=at + _leases.LEASE * 1.5) == []
    _leases.renew(held={job.pk: "somebody else"}, at=at + _leases.LEASE * 9)
    assert _leases.claim(at=at + _leases.LEASE * 3) == [job]


@pytest.mark.django_db
def test_progress_tells_when_to_stop_and_when_another_took_over(kind, at):
    kind(lambda _ctx: None)
    enqueue(at)
    (job,) = _leases.claim(at=at)
    stopping = []
    ctx = Context(job, lambda: bool(stopping))
    assert ctx.job_id == job.pk
    ctx.go_on()
    stopping.append(1)
    with pytest.raises(Interrupted):
        ctx.progress(1, 9)
    Job.objects.update(lease="somebody else")
    for write in (lambda: ctx.progress(9, 9), lambda: ctx.checkpoint(row=9), ctx._write):
        with pytest.raises(LeaseLost):
            write()
    Job.objects.all().delete()
    with pytest.raises(LeaseLost):
        ctx._write()


@pytest.mark.django_db
def test_many_jobs_at_once_have_no_keys(kind, at):
    kind(lambda _ctx, n: None, priority=7)  # noqa: ARG005
    orders = [Order("tests.job", {"n": n}) for n in range(3)]
    actions.enqueue_many(by=SYSTEM, orders=orders, at=at)
    found = Job.objects.order_by("id").values_list("args", "priority", "run_at")
    assert list(found) == [({"n": n}, 7, at) for n in range(3)]
    with pytest.raises(ValueError, match="one by one"):
        actions.enqueue_many(by=SYSTEM, orders=[Order("tests.job", unique_key="x")], at=at)


@pytest.mark.django_db
def test_work_is_not_retried_beside_the_same_work(kind, person, at):
    kind(lambda _ctx: 1 / 0, max_tries=1)
    admin = person(Role.ADMINISTRATOR)
    job = enqueue(at, unique_key="index")
    drain()
    job.refresh_from_db()
    enqueue(at, unique_key="index")
    with pytest.raises(Stale, match="waiting or running"):
        actions.retry(by=admin, job=job, at=at)
    assert ended(job)[0] == State.DEAD
    assert str(job) == f"tests.job ({job.pk})"
    assert job.share is None


@pytest.mark.django_db(transaction=True)
def test_two_that_enqueue_one_key_at_once_get_one_job(kind, at):
    kind(lambda _ctx: None)
    first = actions.enqueue(by=SYSTEM, order=Order("tests.job", unique_key="k"), at=at)
    copy = Job(name="tests.job", unique_key="k", enqueued_at=at, run_at=at)
    with pytest.raises(IntegrityError):
        copy.save()
    assert actions.enqueue(by=SYSTEM, order=Order("tests.job", unique_key="k"), at=at) == first


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_short_and_long_work_is_seen_and_stops(kind, at):
    done = threading.Event()
    kind(lambda _ctx: None)
    kind(lambda _ctx: done.set(), "tests.long", is_long=True)
    for _ in range(20):
        enqueue(at)
    actions.enqueue(by=SYSTEM, order=Order("tests.long"), at=at)
    worker = WorkerProcess(lanes=2, lease=timedelta(seconds=30))
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        assert done.wait(20)
        deadline = time.monotonic() + 20
        mine = Job.objects.filter(name__startswith="tests.")
        waiting = mine.exclude(state="done")
        while waiting.exists() or not Worker.objects.exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)  # threads are at work
        assert queries.workers(_leases.moment()).count() == 1
        assert str(Worker.objects.get()).endswith(f"process {os.getpid()}")
    finally:
        worker.stop()
        thread.join(20)
    assert not thread.is_alive()
    assert set(mine.values_list("state", "tries")) == {("done", 1)}
    assert Worker.objects.count() == 0


@pytest.mark.django_db
def test_the_clock_is_asked_and_a_slot_of_another_is_left(at):
    assert fill_slots() > 0
    assert fill_slots() == 0
    (name,) = Slot.objects.order_by("id").values_list("name", flat=True)[:1]
    slot = Slot.objects.get(name=name)
    cron = next(cron for cron in _slots.crons if cron.name == name)
    assert _slots._fill(cron, slot.slot, at) == 0
    assert str(slot) == f"{name} {slot.slot}"
