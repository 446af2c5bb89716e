"""Mail: taken in from a maildir and filed, and pages among very many messages.

The messages that pages are asked among go into the tables as they are, without bytes, trail or
index, the first time one of these rows is measured; a fiftieth of them waits in one inbox.
"""

import json
import os
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from shutil import rmtree
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from accord.features.correspondence.models import Message
from accord.features.engagement.models import Interaction, Participation
from accord.features.stakeholders.models import ContactPoint, Party, TimelineRow
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.arrivals.boxes import letters_in
from accord.foundation.arrivals.models import Arrival
from accord.foundation.journal import rows
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from tests.bench.budgets import Finding
from tests.bench.meters import cpu_of, load
from tests.bench.people import Bench
from tests.bench.reading import LIST, asked

TAKEN = 500  # letters of the maildir
BATCH = 20_000
WAITING = 50  # one message in so many waits
FIRST = 9_000_000  # references that the house will not give out meanwhile
SAID = "We looked at the road again and ask you to call us back before the works begin. " * 4

ARRIVAL = ("id", "identity", "source", "owner_id", "sight", "is_archive", "is_findable", "tags",
           "taken_at", "size", "sender", "subject", "state", "reason", "tries", "error",
           "version")  # fmt: skip
TALK = ("id", "ref", "at", "channel", "direction", "is_formal", "text", "logged_by_id",
        "logged_at", "visibility", "once", "version")  # fmt: skip
MAIL = ("id", "ref", "arrival_id", "owner_id", "message_id", "thread", "direction",
        "sender_address", "sender_name", "domain", "recipients", "subject", "text", "sent_at",
        "left_out", "state", "interaction_id", "snooze_reason", "aside_reason",
        "version")  # fmt: skip
TOLD = ("party_id", "at", "kind", "verb", "by_id", "subject_type", "subject_id", "subject_ref",
        "title", "text", "channel", "is_contact", "visibility", "data")  # fmt: skip
KEPT: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Arrival, ARRIVAL), (Interaction, TALK), (Participation, ("interaction_id", "party_id")),
    (Message, MAIL), (TimelineRow, TOLD),
)  # fmt: skip


def taken(bench: Bench) -> Finding:
    """Take in letters of known people from a maildir, and file them, each on a timeline."""
    bench.leave_web()
    box = Path(settings.HOME) / "Maildir"
    rmtree(box, ignore_errors=True)
    _write(box, TAKEN)
    way = arrivals.Way(source="bench", owner_id=bench.person.pk, sight="everyone")
    mine = bench.backends.own()

    def used() -> tuple[float, float]:
        return cpu_of(os.getpid()) / 1e9, sum(map(cpu_of, mine)) / 1e9

    began, before = time.perf_counter(), used()
    done = arrivals.take_in(by=bench.person, letters=letters_in(box), way=way, at=clock.now())
    kept = time.perf_counter()
    arrivals.file_new(by=SYSTEM, at=clock.now())
    wall, after = time.perf_counter() - began, used()
    assert done.new == TAKEN, done
    filed = Arrival.objects.filter(source="bench", state="filed").count()
    rmtree(box)
    return Finding(
        "mail", bench.engine, TAKEN / wall, load=load(),
        notes=f"kept at {TAKEN / (kept - began):,.0f}/s, {filed:,} filed in all; CPU"
        f" {after[0] - before[0]:.1f} s here, {after[1] - before[1]:.1f} s database",
    )  # fmt: skip


def _write(box: Path, count: int) -> None:
    """Write letters from and to those whose address is known, a quarter of them answers."""
    seed = time.time_ns()
    dice = Random(seed)  # noqa: S311
    known = list(ContactPoint.objects.filter(channel="mail").values_list("value", flat=True)[:5000])
    (box / "cur").mkdir(parents=True)
    for place in range(count):
        sender, to = dice.choice(known), "reader@example.org"
        if place % 3 == 0:
            sender, to = to, sender
        more = f"References: <{seed}.{place - 1}@bench>\n" if place % 4 == 3 else ""
        letter = (
            f"Message-ID: <{seed}.{place}@bench>\nFrom: Somebody <{sender}>\nTo: {to}\n"
            f"Subject: The road, {place}\nDate: Mon, 4 May 2026 10:00:00 +0000\n{more}"
            f"Content-Type: text/plain; charset=utf-8\n\n{SAID}\n\n"
            f"On Sun, 3 May 2026 at 9:00, Ann <ann@example.org> wrote:\n\n> {SAID}\n"
        )
        (box / "cur" / f"{place}:2,S").write_text(letter, encoding="utf-8")


def pages(bench: Bench) -> Finding:
    """Ask for the inbox and what lies behind it among all messages, and for mail on a record."""
    made = _filled(bench)
    last = made["waiting"]
    parts = [
        asked(bench, "/inbox/", "inbox, first page"),
        asked(bench, f"/inbox/?before={last}", "inbox, half way down"),
        asked(bench, f"/inbox/{made['filed']}/", "a mail that is filed"),
        asked(bench, f"{LIST}{made['party']}/", "a record with 1,000 mails"),
    ]
    return bench.dearest("inbox", parts)


def _filled(bench: Bench) -> dict[str, Any]:
    """Make the messages where they lack: as many as stakeholders."""
    count = bench.made["parties"]
    kept = Path(settings.HOME) / "mail.json"
    if kept.exists():
        found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
        return found
    began = time.monotonic()
    first = {model: _last(model) + 1 for model in (Arrival, Interaction, Message)}
    lines = _lines(bench, count, first)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0")
    while batch := list(islice(lines, BATCH)):
        with transaction.atomic():
            for place, (model, names) in enumerate(KEPT):
                rows.insert_lines(model, names, [one[place] for one in batch if one[place]])
    _settle()
    waiting = list(
        Message.objects.filter(owner=bench.person, state="waiting")
        .order_by("-pk").values_list("pk", flat=True)
    )  # fmt: skip
    made = {
        "waiting": waiting[len(waiting) // 2], "party": bench.made["long"][0][0],
        "filed": Message.objects.filter(state="filed").order_by("-pk").values_list(
            "ref", flat=True
        )[:1].get(),
    }  # fmt: skip
    kept.write_text(json.dumps(made), encoding="utf-8")
    print(f"  {count:,} messages made in {time.monotonic() - began:,.0f} s", flush=True)
    return made


def _last(model: type[models.Model]) -> int:
    found = model._base_manager.aggregate(last=models.Max("pk"))["last"]
    return int(found or 0)


def _lines(
    bench: Bench, count: int, first: dict[type[models.Model], int]
) -> Iterator[tuple[Any, ...]]:
    """Give, of each message, its line of each table; none of a talk where it waits."""
    dice, now, me = Random(7), clock.now(), bench.person.pk  # noqa: S311
    long = Party.objects.get(ref=bench.made["long"][0][0]).pk
    parties = bench.made["parties"]
    for n in range(count):
        at = now - timedelta(minutes=count - n)
        arrival, talk, mail = (first[one] + n for one in (Arrival, Interaction, Message))
        waits = n % WAITING == 0
        party = long if n % max(1, count // 1000) == 1 else dice.randint(1, parties)
        name, subject = f"<{n}@bench.example>", f"The road, {n}"
        sender = f"office{n % 1000}@example.org"
        state, reason = ("waiting", "unknown") if waits else ("filed", "known")
        words = f"{subject}\n\n{SAID}"
        yield (
            (arrival, name, "bench", me, "everyone", True, False, "", at, 900, sender, subject,
             state, reason, 0, "", 1),
            None if waits else (talk, f"K-{FIRST + n}", at, "mail", "in", False, words, me, at,
                                "everyone", "", 1),
            None if waits else (talk, party),
            (mail, f"M-{FIRST + n}", arrival, me, name, name, "in", sender, "Somebody",
             "example.org", [{"address": "reader@example.org", "name": ""}], subject, SAID, at,
             [], state, None if waits else talk, "", "", 1),
            None if waits else (party, at, "talk", "talked-mail-in", me, "engagement.interaction",
                                talk, f"K-{FIRST + n}", "", words, "mail", True, "everyone", {}),
        )  # fmt: skip


def _settle() -> None:
    """Let PostgreSQL give out keys behind those that were written, and know its tables' size."""
    if connection.vendor != "postgresql":
        return  # the product tells SQLite of narrow indexes alone
    with connection.cursor() as cursor:
        for model in (Arrival, Interaction, Message):
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
                f" (SELECT max(id) FROM {table}))"
            )
        cursor.execute("ANALYZE")
