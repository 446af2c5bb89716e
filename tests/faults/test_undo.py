"""Undo brings back exactly what was, whatever was done before and after."""

from contextlib import suppress
from datetime import timedelta
from functools import cache

import msgspec
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import JSONField
from hypothesis import HealthCheck, currently_in_test_context, given, note, settings
from hypothesis import strategies as st

from accord.foundation.journal.checking import breaks
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.roles import Role
from accord.foundation.search.checking import differences
from tests.factories.stakeholders import party
from tests.faults.histories import STEPS, Step, take

LEFT_OUT = {"journal", "search", "jobs", "mail", "sessions", "contenttypes", "auth"}
STEPS_BY_NAME = {step.__name__: step for step in STEPS}
WORDS = ["Jonas Vetter", "Zażółć gęślą jaźń", "陈梅", "line\nline", "\x07 odd ", "a" * 90, "0"]
HISTORIES = st.lists(
    st.tuples(
        st.sampled_from(STEPS), st.integers(0, 6), st.integers(0, 11), st.sampled_from(WORDS)
    ),
    min_size=1, max_size=12,
)  # fmt: skip


ENCODER = msgspec.json.Encoder(enc_hook=str, order="sorted")


class _Over(Exception):
    pass


@cache
def _questions():
    """Give what asks each table for all of its rows, and its words where rows need no reading.

    Left out are versions, which only ever rise, and counts of nothing.
    """
    asked = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in LEFT_OUT or not model._meta.managed:
            continue
        derived = getattr(model, "derived", False)
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if field.attname != "version" and not (derived and field.primary_key)
        ]
        counts = [each for each in names if each in {"rows_count", "links_count"}]
        nothing = {name: 0 for name in counts if derived}
        rows = model._base_manager.values_list(*names)
        rows = rows.exclude(**nothing) if nothing else rows
        bare = not any(isinstance(field, JSONField) for field in model._meta.concrete_fields)
        asked[model._meta.label_lower] = rows, rows.query.sql_with_params() if bare else None
    return asked


def tables():
    """Give every row of every table that people's work stands in, as the database keeps it."""
    found = {}
    with connection.cursor() as cursor:
        for label, (rows, words) in _questions().items():
            if words:
                cursor.execute(*words)
            found[label] = sorted(map(ENCODER.encode, cursor.fetchall() if words else rows.all()))
    return found


def demand_back(entry_id, by, at, before, after):
    """Undo, undo the undo, and undo again: each gives back exactly what stood."""
    done = undo(by=by, entry_id=entry_id, at=at)
    assert done.kept == []
    assert tables() == before
    again = undo(by=by, entry_id=done.entry_id, at=at)
    assert again.kept == []
    assert tables() == after
    assert undo(by=by, entry_id=again.entry_id, at=at).kept == []
    assert tables() == before


def lived(history, by, at):
    """Do a history; gives the entry of each thing done with what stood before and after it."""
    done = []
    before = tables()
    for act, pick, other, word in history:
        newest = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        at += timedelta(minutes=1)
        took = take(Step(by, at, pick, other, word), act)
        new = Entry.objects.filter(id__gt=newest).order_by("id")
        batches = list(dict.fromkeys(new.values_list("batch", flat=True)))
        if not took or len(batches) != 1:
            before = tables()
            done = [] if batches else done  # a step of two changes: what came before stays
            continue
        if currently_in_test_context():
            note(f"{act.__name__} {pick} {other} {word!r}")
        after = tables()
        done.append((new.first().pk, before, after))
        before = after
    return done, at


def prove(history, by, at):
    with suppress(_Over), transaction.atomic():
        for kind in ("person", "organisation", "group"):
            party("Somebody", kind=kind)
        done, moment = lived(history, by, at)
        for entry_id, before, after in reversed(done):
            demand_back(entry_id, by, moment, before, after)
        assert list(breaks()) == []
        assert list(differences()) == []
        raise _Over


@pytest.mark.django_db
@pytest.mark.parametrize("examples", [5, pytest.param(80, marks=pytest.mark.walk)])
def test_any_history_is_undone_step_by_step(examples, person, at):
    me = person(Role.MANAGER, name="Me")
    person(Role.LEAD, name="Piotr")

    @settings(
        max_examples=examples, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(history=HISTORIES)
    def histories(history):
        prove(history, me, at)

    histories()


@pytest.mark.django_db
def test_what_was_undone_by_another_act_and_came_back_is_undone_too(person, at):
    me = person(Role.MANAGER, name="Me")
    prove([(STEPS_BY_NAME[name], 0, 0, "0") for name in ("add_party", "merge", "part")], me, at)


@pytest.mark.django_db
@pytest.mark.parametrize("times", [3, pytest.param(12, marks=pytest.mark.walk)])
@pytest.mark.parametrize("act", STEPS, ids=lambda act: act.__name__)
def test_each_thing_that_people_do_is_undone(act, times, person, at):
    me = person(Role.MANAGER, name="Me")
    person(Role.LEAD, name="Piotr")
    history = [(act, n % 7, n, WORDS[n % len(WORDS)]) for n in range(times)]
    prove(history, me, at)
