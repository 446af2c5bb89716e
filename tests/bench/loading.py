"""The data that is measured with: made past the actions, which would take a day for it.

Rows go into the tables as they are (COPY, or executemany), with indexes and foreign keys put aside
meanwhile; what is derived (search index, counts by month, last contact) is made of them by its own
code or counted here. There is no trail of these rows.
"""

import time
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from accord.features.stakeholders import states
from accord.features.stakeholders.models import (
    Category,
    ContactPoint,
    Identifier,
    Party,
    TimelineMonth,
    TimelineRow,
)
from accord.foundation.accounts.models import Department, Grant, User
from accord.foundation.fields.models import Tag, TagLink, TagUse
from accord.foundation.journal import rows
from accord.foundation.kernel import clock
from accord.foundation.kernel.collation import sort_key
from accord.foundation.kernel.roles import Role
from accord.foundation.search import actions as index
from accord.foundation.search.sources import sources
from accord.foundation.search.tables import tables
from tests.bench.names import names

BATCH = 50_000
YEARS, LONG, LONG_ROWS = 10, 10, 1000
TOLD_IN_WORDS = 50  # one row in so many has running text
PEOPLE = 40
BIG = (Party, TimelineRow, ContactPoint, Identifier, TagLink)


def load(parties: int, count: int) -> dict[str, Any]:
    """Make everything; gives what the measuring has to know of it."""
    now = clock.now()
    staff = _staff(now)
    with _bare():
        last = _step("timeline", lambda: _timeline(parties, count, staff, now))
        _step("parties", lambda: _parties(parties, staff, last, now))
    _step("search", lambda: _search(parties))
    _settle()
    return {"parties": parties, "rows": count,
            "long": [(f"S-{1001 + pk}", LONG_ROWS) for pk in _long(parties)[:5]]}  # fmt: skip


def _step(name: str, work: Any) -> Any:
    began = time.monotonic()
    found = work()
    print(f"  {name}: {time.monotonic() - began:,.0f} s", flush=True)
    return found


def _long(parties: int) -> list[int]:
    """Give the keys, less one, of those with a thousand rows each."""
    return [(place + 1) * (parties // (LONG + 1)) for place in range(LONG)]


def _staff(at: datetime) -> dict[str, list[int]]:
    departments = [Department.objects.create(name=f"Department {n}") for n in range(12)]
    for one in departments:
        Department.objects.filter(pk=one.pk).update(path=f"/{one.pk}/")
    people = [
        User.objects.create(email=f"person{n}@example.org", name=f"Person {n}", joined_at=at,
                            department=departments[n % 12])
        for n in range(PEOPLE)
    ]  # fmt: skip
    for name, role in (("reader", Role.PRACTITIONER), ("lead", Role.LEAD)):
        person = User.objects.create(email=f"{name}@example.org", name=name.title(), joined_at=at)
        Grant.objects.create(person=person, role=role, scope=Grant.Scope.ALL)
        people.append(person)
    words = "Clients Residents Suppliers Regulators Partners Media Schools Farms".split()
    categories = [Category.objects.create(name=word, position=n) for n, word in enumerate(words)]
    tags = [Tag.objects.create(name=f"tag {n}", folded=f"tag {n}") for n in range(30)]
    return {
        "people": [one.pk for one in people], "departments": [one.pk for one in departments],
        "categories": [one.pk for one in categories], "tags": [one.pk for one in tags],
    }  # fmt: skip


# --- the timeline ---------------------------------------------------------------------------------

ROW = ("id", "party_id", "at", "kind", "verb", "by_id", "subject_type", "subject_id",
       "subject_ref", "title", "text", "channel", "mood", "is_contact", "visibility",
       "department_id", "data")  # fmt: skip
KINDS = (("talk", "talked-call", "call", True), ("talk", "talked-meeting", "meeting", True),
         ("note", "noted", "", False), ("change", "added", "", False),
         ("promise", "promised", "", False), ("task", "planned", "", False))  # fmt: skip


def _timeline(parties: int, count: int, staff: dict[str, list[int]], now: datetime) -> "array[int]":
    """Write rows in the order of time, each about somebody at random; gives last contacts."""
    last = array("q", bytes(8 * (parties + 1)))
    months: Counter[tuple[str, str, int, str]] = Counter()
    made = _rows(parties, count, staff, now, last, months)
    while batch := list(islice(made, BATCH)):
        _insert("stakeholders_timelinerow", ROW, batch)
    rows.insert_lines(
        TimelineMonth,
        ("month", "kind", "department_id", "visibility", "rows_count"),
        [(datetime.fromisoformat(m).date(), k, d, v, n) for (m, k, d, v), n in months.items()],
    )
    return last


def _rows(
    parties: int, count: int, staff: dict[str, list[int]], now: datetime, last: "array[int]",
    months: Counter[tuple[str, str, int, str]],
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    dice = Random(2)  # noqa: S311 -- data, not secrets
    clock_ = _ticking(count, now)
    long, every = _long(parties), max(1, count // (LONG * LONG_ROWS))
    true, false = (1, 0) if connection.vendor == "sqlite" else ("t", "f")
    words = [one.name for one in islice(names(5000, 3), 5000)]
    people, departments = staff["people"], staff["departments"]
    for pk in range(1, count + 1):
        is_long = pk % every == 0
        party = long[(pk // every) % LONG] + 1 if is_long else int(dice.random() * parties) + 1
        at, month = next(clock_)
        kind, verb, channel, is_contact = KINDS[pk % 7 % 6]
        told = is_long or pk % TOLD_IN_WORDS == 0
        visibility, department = "everyone", None
        if pk % 40 == 0:
            visibility, department = "department", departments[pk % 12]
        elif pk % 200 == 1:
            visibility = "named"
        if is_contact:
            last[party] = pk
        months[month, kind, department or 0, visibility] += 1
        text = f"Spoke with {words[pk % 5000]} about {words[pk % 4999]}." if told else ""
        yield (
            pk, party, at, kind, verb,
            people[pk % len(people)], "", None, "", words[pk % 4993] if told else "", text,
            channel, pk % 3 - 1 if is_contact else None, true if is_contact else false,
            visibility, department, "{}",
        )  # fmt: skip


def _ticking(count: int, now: datetime) -> Iterator[tuple[str, str]]:
    """Give moments at even distances up to now, as both databases read them, with their month."""
    start, span = now - timedelta(days=365 * YEARS), 86_400 * 365 * YEARS
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    known, day, month = -1, "", ""
    for pk in range(1, count + 1):
        number, second = divmod(span * pk // count, 86_400)
        if number != known:
            known, date = number, midnight + timedelta(days=number)
            day, month = f"{date:%Y-%m-%d}", f"{date:%Y-%m}-01"
        yield f"{day} {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}", month


def _insert(table: str, columns: Sequence[str], batch: list[tuple[Any, ...]]) -> None:
    """Write values that are ready for the database."""
    names_ = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(columns))
            with transaction.atomic():
                cursor.executemany(f"INSERT INTO {table} ({names_}) VALUES ({marks})", batch)
            return
        with cursor.copy(f"COPY {table} ({names_}) FROM STDIN") as copy:
            copy.write("".join(map(_line, batch)).encode())


def _line(values: tuple[Any, ...]) -> str:
    return "\t".join("\\N" if value is None else str(value) for value in values) + "\n"


# --- parties --------------------------------------------------------------------------------------

PARTY = ("id", "ref", "kind", "name", "sort_key", "given_name", "family_name", "headline",
         "category_id", "tier", "country", "locality", "owner_id", "department_id", "visibility",
         "last_contact_at", "quiet_at", "added_at")  # fmt: skip


def _parties(parties: int, staff: dict[str, list[int]], last: "array[int]", now: datetime) -> None:
    dice = Random(4)  # noqa: S311
    fresh = Party()
    rest = [f.attname for f in rows.columns(Party) if f.attname not in PARTY]
    same = tuple(getattr(fresh, name) for name in rest)
    made = enumerate(names(parties), 1)
    span = timedelta(days=365 * YEARS)
    total = max(1, TimelineRow.objects.count())
    uses: Counter[int] = Counter()
    while batch := list(islice(made, BATCH)):
        lines, points, numbers, links = [], [], [], []
        for pk, one in batch:
            met = now - span + span / total * last[pk] if last[pk] else None
            lines.append((*_party(pk, one, staff, dice, met, now), *same))
            if pk % 2:
                mail = f"office{pk}@example.org"
                points.append((pk, "mail", mail, mail, "work", "", True, "", 0, 1))
            if pk % 3 == 0:
                numbers.append((pk, "lei", f"R{pk:09}", 1))
            if pk % 5 == 0:
                tag = staff["tags"][pk // 5 % 30]
                uses[tag] += 1
                links.append((tag, "stakeholders.party", pk, 1))
        with transaction.atomic():
            rows.insert_lines(Party, (*PARTY, *rest), lines)
            rows.insert_lines(ContactPoint, ("party_id", "channel", "value", "folded", "purpose",
                                             "label", "is_primary", "failure", "delays_count",
                                             "version"), points)  # fmt: skip
            rows.insert_lines(Identifier, ("party_id", "scheme", "value", "version"), numbers)
            rows.insert_lines(TagLink, ("tag_id", "kind", "object_id", "version"), links)
    TagUse.objects.bulk_create(
        TagUse(tag_id=tag, kind="stakeholders.party", links_count=n) for tag, n in uses.items()
    )


def _party(
    pk: int, one: Any, staff: dict[str, list[int]], dice: Random, met: datetime | None,
    now: datetime,
) -> tuple[Any, ...]:  # fmt: skip
    tier = ("", "", "", "", "", "", "light", "light", "active", "key")[int(dice.random() * 10)]
    agreed = states.agreed_days(None, tier)
    visibility = "department" if pk % 50 == 7 else "named" if pk % 200 == 9 else "everyone"
    return (
        pk, f"S-{1000 + pk}", one.kind, one.name, sort_key(one.name, settings.LANGUAGE_CODE),
        one.given, one.family, one.headline, staff["categories"][pk % 8], tier,
        ("PL", "EE", "DE", "SE", "ES", "FR", "")[pk % 7], one.locality,
        staff["people"][pk % len(staff["people"])] if pk % 4 else None,
        staff["departments"][pk % 12], visibility, met,
        met + timedelta(days=agreed) if agreed and met else None,
        now - timedelta(minutes=5 * pk % 5_000_000),
    )  # fmt: skip


# --- what follows ---------------------------------------------------------------------------------


def _search(parties: int) -> None:
    index.reindex(kinds=["party"], anew=True)
    told = TimelineRow.objects.exclude(text="").values_list("pk", flat=True)
    keys = told.order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(keys, 2000)):
        documents = sources["timeline"].build(batch, {})
        with transaction.atomic():
            tables().write(index.difference(index.Old(), list(documents)))
    del parties


@contextmanager
def _bare() -> Iterator[None]:
    """Put indexes, foreign keys and flushing aside until the tables are full."""
    _each(_quick())
    made = list(_indexes())
    _each(f'DROP INDEX "{name}"' for name, _sql in made)
    yield
    began = time.monotonic()
    _each(sql for _name, sql in made)
    _each(_careful())
    print(f"  made {len(made)} indexes: {time.monotonic() - began:,.0f} s", flush=True)


def _each(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _quick() -> list[str]:
    if connection.vendor == "sqlite":
        return ["PRAGMA foreign_keys=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-400000"]
    return ["SET session_replication_role = replica", "SET timezone = 'UTC'",
            "SET statement_timeout = 0",
            "SET synchronous_commit = off", "SET maintenance_work_mem = '1GB'"]  # fmt: skip


def _careful() -> list[str]:
    if connection.vendor == "sqlite":
        return ["PRAGMA foreign_keys=ON"]
    pairs = ((one._meta.db_table, one) for one in BIG)
    reset = [
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
        f" (SELECT coalesce(max(id), 1) FROM {table}))"
        for table, _one in pairs
    ]
    numbers = ["CREATE SEQUENCE IF NOT EXISTS reference_party START 1001",
               "SELECT setval('reference_party', (SELECT max(id) + 1001 FROM stakeholders_party))"]  # fmt: skip
    return ["SET session_replication_role = DEFAULT", *reset, *numbers]


def _indexes() -> Iterator[tuple[str, str]]:
    """Give the indexes of the big tables that no constraint stands upon."""
    sql = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name = %s"
        if connection.vendor == "sqlite"
        else "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname"
        " NOT IN (SELECT conname FROM pg_constraint) AND indexdef NOT LIKE '%%UNIQUE%%'"
    )
    for one in BIG:
        with connection.cursor() as cursor:
            cursor.execute(sql, [one._meta.db_table])
            yield from cursor.fetchall()


def _settle() -> None:
    """Leave the database as its own housekeeping would after a while."""
    if connection.vendor == "sqlite":
        from accord.foundation.journal.models import Counter as Numbers

        Numbers.objects.update_or_create(
            kind="party", defaults={"value": 1000 + Party.objects.order_by("-pk")[0].pk}
        )
        _each(["PRAGMA wal_checkpoint(TRUNCATE)"])
    else:
        _each(["VACUUM ANALYZE", "CHECKPOINT"])
    connection.close()
