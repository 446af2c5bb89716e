"""From the clock to the queue: a slot and its job are written together, once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction

from accord.foundation.jobs.actions._queue import Order, enqueue
from accord.foundation.jobs.crons import Cron, crons
from accord.foundation.jobs.models import Job, Slot, State, Worker
from accord.foundation.journal.models import Letter
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.rules import SYSTEM

KEPT_FOR = timedelta(days=30)
GONE_AFTER = timedelta(minutes=10)


def fill_slots(*, at: datetime) -> int:
    """Enqueue what the clock asks for; gives how many jobs that were."""
    zone = ZoneInfo(settings.HOUSE_TIME_ZONE)
    due = {cron.name: cron.when.slot(at, zone) for cron in crons}
    filled = set(Slot.objects.filter(slot__in=set(due.values())).values_list("name", "slot"))
    missing = [cron for cron in crons if (cron.name, due[cron.name]) not in filled]
    return sum(_fill(cron, due[cron.name], at) for cron in missing)


def _fill(cron: Cron, slot: str, at: datetime) -> int:
    with writing():
        try:
            with transaction.atomic():
                Slot(name=cron.name, slot=slot, filled_at=at).save(force_insert=True)
        except IntegrityError:
            return 0
        order = Order(cron.kind, cron.args, unique_key=f"cron:{cron.name}")
        enqueue(by=SYSTEM, order=order, at=at)
    return 1


def see_worker(*, token: str, place: str, at: datetime) -> None:
    """Note that a worker is there."""
    with writing():
        Worker.objects.update_or_create(
            token=token,
            defaults={"seen_at": at},
            create_defaults={"place": place, "started_at": at, "seen_at": at},
        )


def dismiss_worker(*, token: str) -> None:
    with writing():
        Worker.objects.filter(token=token).delete()


def prune(*, at: datetime) -> dict[str, int]:
    """Drop what has ended long ago: jobs that did their work, delivered letters, filled slots."""
    old = at - KEPT_FOR
    ended = Job.objects.filter(state__in=[State.DONE, State.CANCELLED], done_at__lt=old)
    gone = {}
    with writing():
        gone["jobs"] = ended.delete()[0]
    with writing():
        gone["letters"] = Letter.objects.filter(delivered_at__lt=old).delete()[0]
    with writing():
        gone["slots"] = Slot.objects.filter(filled_at__lt=old).delete()[0]
        Worker.objects.filter(seen_at__lt=at - GONE_AFTER).delete()
    return gone
