"""What followers are handed of a transaction: rows held under their lock are as they are kept."""

import pytest

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import Party
from accord.foundation.journal import batch
from accord.foundation.journal.change import change_many
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.roles import EVERYBODY
from accord.foundation.kernel.rules import SYSTEM, Rule
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
KIND = "stakeholders.party"
ANY = Rule("tests.any", EVERYBODY)


@pytest.fixture
def held(monkeypatch):
    """Note the rows held at the end of each transaction, and whether the database has them so."""
    seen, found = [], Registry("followers of a test")

    def follow(touched, _at):
        if KIND in touched:
            for key, row in touched[KIND].held.items():
                kept = Party.objects.filter(pk=key).values().get()
                same = row and {name: row.__dict__[name] for name in kept} == kept
                seen.append((key, same))

    for name, finisher in batch.finishers.items():
        found.add(name, finisher)
    found.add("test", follow)
    monkeypatch.setattr(batch, "finishers", found)
    return seen


def test_a_row_changed_under_its_lock_is_held_as_it_is_kept(held, at):
    jonas = party("Jonas")
    assert held == []
    actions.change_party(by=SYSTEM, party=jonas, summary="Chair", tier="key", at=at)
    assert held == [(jonas.pk, True)]


def test_a_row_whose_other_columns_somebody_changed_is_held_as_it_is_kept(held, at):
    jonas = party("Jonas")
    mine = Party.objects.get(pk=jonas.pk)
    actions.change_party(by=SYSTEM, party=jonas, summary="Chair", at=at)
    actions.change_party(by=SYSTEM, party=mine, tier="key", at=at)
    assert held == [(jonas.pk, True)] * 2
    assert Party.objects.get().summary == "Chair"


def test_a_row_that_was_read_without_its_lock_is_not_held(held, at):
    jonas = party("Jonas")
    stale = Party.objects.get(pk=jonas.pk)
    with change_many(ANY, by=SYSTEM, at=at, kind=Party) as record:
        record.set(stale, summary="Chair")
    assert held == [(jonas.pk, None)]


def test_two_copies_of_one_row_are_not_held(held, at):
    jonas = party("Jonas")
    first, second = Party.objects.get(), Party.objects.get()
    with change_many(ANY, by=SYSTEM, at=at, kind=Party) as record:
        record.set_many([(first, {"summary": "Chair"})])
        record.set_many([(second, {"tier": "key"})])
    assert held == [(jonas.pk, None)]
