import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from accord.features.stakeholders.models import Category, Party
from accord.foundation.journal.rows import insert_many, new_row, read_locked
from accord.foundation.journal.statements import ask, ask_later, run, run_each, together
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
TABLE = Category._meta.db_table
ADD = f"INSERT INTO {TABLE} (name, position, is_active, version) VALUES (%s, %s, %s, 1)"
NAMES = f"SELECT name FROM {TABLE} ORDER BY position"


def test_what_is_run_together_is_answered_behind_the_block():
    with together():
        run(ADD, ["Clients", 1, True])
        run_each(ADD, [["Schools", 2, True], ["Farms", 3, True]])
        names, count = ask_later(NAMES), ask_later(f"SELECT count(*) FROM {TABLE}")

    assert names() == [("Clients",), ("Schools",), ("Farms",)]
    assert count() == [(3,)]
    assert ask(NAMES) == [("Clients",), ("Schools",), ("Farms",)]


def _add_together(names):
    with transaction.atomic(), together():
        for place, name in enumerate(names):
            run(ADD, [name, place, True])


def test_what_is_refused_among_others_is_raised_and_leaves_nothing():
    with pytest.raises(IntegrityError):
        _add_together(["Clients", "Clients", "Schools"])

    assert ask(NAMES) == []


@pytest.mark.parametrize("count", [1, 3, 4, 12, 13, 200])
def test_few_rows_and_many_get_their_keys(count):
    rows = [new_row(Category, name=f"Category {place}", position=place) for place in range(count)]
    insert_many(Category, rows)

    assert [(row.pk, row.name) for row in rows] == list(
        Category.objects.order_by("position").values_list("pk", "name")
    )


def test_a_row_read_under_its_lock_is_as_the_database_has_it():
    row = Category.objects.create(name="Clients")
    Category.objects.filter(pk=row.pk).update(name="Customers", version=2)

    assert read_locked(row)
    assert (row.name, row.version) == ("Customers", 2)
    Category.objects.all().delete()
    assert not read_locked(row)


CHANGE = """
import sys
from accord.config.commands._setup import prepare
prepare()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
from accord.features.stakeholders.actions import add_category
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
opened = []
sys.addaudithook(lambda name, given: opened.append(str(given[0])) if name == "open" else None)
def synchronous():
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA synchronous").fetchone()[0]
before = synchronous()
add_category(by=SYSTEM, name="Clients", at=clock.now())
try:
    add_category(by=SYSTEM, name="", at=clock.now())
except Exception:
    pass
print(before, synchronous(), sum(path.endswith("-wal") for path in opened))
"""


@pytest.mark.walk
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL flushes by itself")
def test_a_change_is_flushed_behind_its_turn(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACCORD_")}
    source = Path(__file__).parents[2] / "src"
    told = subprocess.run(
        [sys.executable, "-c", CHANGE], capture_output=True, text=True, check=True,
        env=kept | {"ACCORD_HOME": str(tmp_path), "DATABASE_URL": "", "PYTHONPATH": str(source)},
    )  # fmt: skip

    assert told.stdout.split() == ["2", "2", "1"]


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_nobody_takes_does_not_hold_the_moment(at):
    """What others write afterwards is seen, and may be written upon."""
    for n in range(3):
        party(f"House {n}", at=at)
    untaken = ask_later("SELECT id FROM stakeholders_party ORDER BY id")
    writer = Thread(target=lambda: (party("Later", at=at), connection.close()))
    writer.start()
    writer.join()
    assert Party.objects.filter(name="Later").exists()
    party("Last", at=at)
    assert len(untaken()) == 3
