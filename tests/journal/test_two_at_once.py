"""What one does while another is at it: nothing of either is lost, and nothing stays behind."""

import time
from contextlib import contextmanager
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.db.models import Q

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import Note, Party
from accord.features.stakeholders.policies import CHANGE
from accord.foundation.files.actions import keep, keep_as_it_came
from accord.foundation.files.models import Blob
from accord.foundation.journal.change import change, last_entry_id
from accord.foundation.journal.models import Image
from accord.foundation.journal.undo import undo
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.checking import differences
from tests.conftest import NOON
from tests.factories.stakeholders import party
from tests.stakeholders.test_files import shelf  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shelf")]
QUICK = 0.4
ENOUGH = 1.5  # seconds in which the other has come to where it must wait


@contextmanager
def beside(work, wait=ENOUGH):
    """Do ``work`` in a thread of its own while a change of this one is not kept yet."""
    told = []

    def run():
        try:
            told.append(work())
        except BaseException as error:  # noqa: BLE001 -- raised where it is looked at
            told.append(error)
        finally:
            connections.close_all()

    other = Thread(target=run)
    with writing():
        yield told
        other.start()
        time.sleep(wait)
    other.join(20)
    assert not other.is_alive()
    if isinstance(told[0], BaseException):
        raise told[0]


def test_an_undo_leaves_what_somebody_writes_at_that_moment():
    jonas = party("Jonas", kind="person")
    actions.change_party(by=SYSTEM, party=jonas, name="Janus", at=NOON)
    entry = last_entry_id()
    with beside(lambda: undo(by=SYSTEM, entry_id=entry, at=NOON)) as told:
        actions.change_party(by=SYSTEM, party=jonas, name="Johannes", at=NOON)
    jonas.refresh_from_db()
    assert jonas.name == "Johannes"
    assert {(kept.field, kept.reason) for kept in told[0].kept} >= {("name", "changed since")}
    versions = Image.objects.filter(kind="stakeholders.party", row_id=jonas.pk)
    found = list(versions.values_list("version", flat=True))
    assert len(set(found)) == len(found)


def write(one, **fields):
    """Write to a row that is not the subject of the change, and so was not read under its lock."""
    with change(CHANGE, by=SYSTEM, at=NOON) as record:
        record.subject = Party(pk=one.pk)
        record.set_many([(one, fields)]) if "country" in fields else record.set(one, **fields)


@pytest.mark.parametrize("theirs", [{"summary": "Keeps bees"}, {"country": "EE"}])
def test_no_version_is_given_twice_to_a_row_that_two_change_at_once(theirs):
    jonas = party("Jonas", kind="person")
    first, second = Party.objects.get(), Party.objects.get()
    with beside(lambda: write(second, **theirs), QUICK):
        write(first, locality="Tartu")
    jonas.refresh_from_db()
    assert (jonas.locality, jonas.version) == ("Tartu", 3)
    assert {name: getattr(jonas, name) for name in theirs} == theirs
    images = Image.objects.filter(kind="stakeholders.party", row_id=jonas.pk)
    assert sorted(images.values_list("version", flat=True)) == [1, 2, 3]


def test_a_row_that_is_gone_is_not_written_to():
    jonas = party("Jonas", kind="person")
    with pytest.raises(Stale):
        write(Party(pk=jonas.pk + 1), summary="Keeps bees")
    write(Party(pk=jonas.pk + 1), country="EE")
    assert Image.objects.filter(row_id=jonas.pk + 1, kind="stakeholders.party").count() == 0


def test_of_two_merges_that_cross_one_is_done_and_the_other_finds_nothing():
    one, other = party("Bees OÜ"), party("Bees Ltd")
    told, both = [], Barrier(2)

    def merge(survivor, merged):
        given = {"survivor": Party.objects.get(pk=survivor), "merged": Party.objects.get(pk=merged)}
        both.wait()
        try:
            told.append(type(actions.merge_parties(by=SYSTEM, at=NOON, **given)))
        except Exception as error:  # noqa: BLE001 -- looked at below
            told.append(type(error))
        finally:
            connections.close_all()

    pairs = ((one.pk, other.pk), (other.pk, one.pk))
    threads = [Thread(target=merge, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(kind.__name__ for kind in told) == ["Merge", "Stale"]
    assert Party.objects.count() == 1


def erase(one):
    return actions.erase_party(by=SYSTEM, party=one, reason="asked for", at=NOON)


def test_an_erasure_takes_what_somebody_writes_of_the_party_at_that_moment():
    jonas = party("Jonas Jonaitis", kind="person")
    with beside(lambda: erase(Party.objects.get(pk=jonas.pk))):
        actions.change_party(by=SYSTEM, party=jonas, summary="keeps secretive bees", at=NOON)
        actions.keep_note(by=SYSTEM, party=jonas, text="a secretive man", at=NOON)
    told = Q(before__contains="secretive") | Q(after__contains="secretive")
    assert list(Image.objects.filter(told).values_list("kind", "op")) == []


def test_an_erasure_takes_the_party_out_of_what_somebody_writes_of_another_at_that_moment():
    jonas, other = party("Jonas Jonaitis", kind="person"), party("Bees OÜ")
    with beside(lambda: erase(Party.objects.get(pk=jonas.pk))):
        actions.keep_note(by=SYSTEM, party=other, text="Jonas Jonaitis keeps bees", at=NOON)
    assert "Jonaitis" not in Note.objects.get(party=other).text
    assert list(differences()) == []
    told = Q(before__contains="Jonaitis") | Q(after__contains="Jonaitis")
    assert list(Image.objects.filter(told).values_list("kind", "op")) == []


def test_an_erasure_takes_the_name_that_somebody_gives_the_party_at_that_moment():
    jonas, other = party("Jonas Jonaitis", kind="person"), party("Bees OÜ")
    with beside(lambda: erase(Party.objects.get(pk=jonas.pk))):
        actions.change_party(by=SYSTEM, party=jonas, name="Petras Petraitis", at=NOON)
        actions.keep_note(by=SYSTEM, party=other, text="Petras Petraitis keeps bees", at=NOON)
    assert "Petraitis" not in Note.objects.get(party=other).text
    told = Q(before__contains="Petraitis") | Q(after__contains="Petraitis")
    assert list(Image.objects.filter(told).values_list("kind", "op")) == []


def test_bytes_that_come_twice_at_the_same_moment_are_kept_once():
    with beside(lambda: keep(name="a.txt", body=b"the same", at=NOON)) as told:
        (blob,) = keep_as_it_came(bodies=[b"the same"], media_type="text/plain", at=NOON)
    assert told[0].pk == blob.pk
    assert Blob.objects.count() == 1
