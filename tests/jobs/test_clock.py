from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accord.foundation.jobs.actions import _slots
from accord.foundation.jobs.crons import Cron, Daily, Every, crons
from accord.foundation.jobs.models import Job, Slot, State, Worker
from accord.foundation.journal.models import Letter
from tests.jobs.conftest import added

TALLINN = ZoneInfo("Europe/Tallinn")


def local(day, hour, minute=0, fold=0):
    moment = datetime(2026, *day, hour, minute, tzinfo=TALLINN, fold=fold)
    return moment.astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "slot"),
    [
        (local((10, 25), 3, 29), "2026-10-24"),
        (local((10, 25), 3, 30), "2026-10-25"),  # the first of the two
        (local((10, 25), 3, 30, fold=1), "2026-10-25"),  # the second adds nothing
        (local((10, 26), 3, 29), "2026-10-25"),
        (local((3, 29), 2, 59), "2026-03-28"),
        (local((3, 29), 4, 29), "2026-03-28"),  # 03:30 is skipped: due at 04:30
        (local((3, 29), 4, 30), "2026-03-29"),
    ],
)
def test_a_daily_job_has_one_slot_a_day_also_when_clocks_change(at, slot):
    assert Daily(3, 30).slot(at, TALLINN) == slot


def test_slots_of_a_period_do_not_overlap():
    every = Every(timedelta(minutes=15))
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
    slots = [every.slot(noon + timedelta(minutes=n), TALLINN) for n in range(31)]
    assert list(dict.fromkeys(slots)) == [
        "2026-05-04T12:00+00:00", "2026-05-04T12:15+00:00", "2026-05-04T12:30+00:00",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_slot_is_filled_once_and_missed_slots_make_one_job(kind, at, monkeypatch):
    kind(lambda _ctx, word: None)  # noqa: ARG005
    cron = Cron("tests.often", "tests.job", Every(timedelta(minutes=15)), {"word": "x"})
    monkeypatch.setattr(crons, "_items", {})
    with added(crons, cron.name, cron):
        assert _slots.fill_slots(at=at) == 1
        assert _slots.fill_slots(at=at + timedelta(minutes=14)) == 0
        mine = Job.objects.filter(name="tests.job")
        mine.update(state=State.DONE, done_at=at)
        assert _slots.fill_slots(at=at + timedelta(hours=3)) == 1
        assert _slots.fill_slots(at=at + timedelta(hours=3, minutes=15)) == 1
    assert list(mine.order_by("id").values_list("args", "unique_key", "run_at")) == [
        ({"word": "x"}, "cron:tests.often", at),
        ({"word": "x"}, "cron:tests.often", at + timedelta(hours=3)),
    ], "the job of the last slot still waits, so it does for the next one too"


@pytest.mark.django_db
def test_what_ended_long_ago_is_dropped_and_what_failed_stays(kind, at):
    kind(lambda _ctx: None)
    long_ago = at - timedelta(days=31)
    for state, done_at in [("done", long_ago), ("done", at), ("dead", long_ago), ("waiting", None)]:
        Job.objects.create(
            name="tests.job", state=state, done_at=done_at, enqueued_at=long_ago, run_at=long_ago
        )
    for delivered_at in (long_ago, None):
        Letter.objects.create(name="x", body={}, written_at=long_ago, delivered_at=delivered_at)
    Slot.objects.create(name="old", slot="1", filled_at=long_ago)
    Worker.objects.create(token="gone", place="x", started_at=long_ago, seen_at=long_ago)

    assert _slots.prune(at=at) == {"jobs": 1, "letters": 1, "slots": 1}

    assert list(Job.objects.order_by("id").values_list("state", "done_at")) == [
        ("done", at), ("dead", long_ago), ("waiting", None),
    ]  # fmt: skip
    assert list(Letter.objects.values_list("delivered_at")) == [(None,)]
    assert not Worker.objects.exists()
