"""The index follows what happens, and only that."""

import threading

import pytest
from django.db import connection, connections, transaction

from accord.features.stakeholders import actions, policies
from accord.features.stakeholders.models import ContactPoint, Party, TimelineRow
from accord.foundation.jobs.actions import Order, _leases, enqueue
from accord.foundation.jobs.running import run
from accord.foundation.journal.change import change, change_many
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.actions import reindex
from accord.foundation.search.checking import Gap, differences
from accord.foundation.search.models import Card, Part, Passage, Posting, Reader, Shelf
from accord.foundation.search.queries import find
from accord.foundation.search.texts import find_texts
from tests.conftest import NOON
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def titles(text, user=SYSTEM):
    return [hit.title for hit in find(user, text).hits("party")]


def state():
    return [
        sorted(model.objects.values_list(*[f.attname for f in model._meta.concrete_fields]))
        for model in (Card, Posting, Part, Reader, Passage, Shelf)
    ]


def test_other_names_addresses_numbers_and_registers_lead_to_a_party():
    water = party("Põhjavesi OÜ")
    party("Somebody else")
    actions.add_name(by=SYSTEM, party=water, kind="former", text="Veevärk", at=NOON)
    actions.add_identifier(by=SYSTEM, party=water, scheme="lei", value="5493-00AB", at=NOON)
    for channel, value in [("mail", "Info@Pohjavesi.example"), ("phone", "+372 601 2345")]:
        details = actions.ContactDetails(channel=channel, value=value)
        actions.add_contact_point(by=SYSTEM, party=water, details=details, at=NOON)
    for typed in (
        "veevark", "549300ab", "5493-00", "info@poh", "INFO@POHJAVESI.EXAMPLE", "@pohjavesi",
        "+372 6012345", "3726012345", "601 2345", "012345", "37260",
    ):  # fmt: skip
        assert titles(typed) == ["Põhjavesi OÜ"], typed
    assert titles("info@nowhere.example") == []
    assert list(differences()) == []


def test_undo_brings_the_index_back(person, at):
    me = person(Role.PRACTITIONER)
    jonas = actions.add_party(by=me, details=actions.PartyDetails("person", "Jonas"), at=at)
    actions.keep_note(by=me, party=jonas, text="dusty", at=at)
    before = state()
    actions.change_party(
        by=me, party=jonas, at=at, name="Quentin", tier="key", visibility="named", owner_id=me.pk
    )
    assert (titles("jonas"), titles("quentin")) == ([], ["Quentin"])
    undo(by=me, entry_id=Entry.objects.latest("id").pk, at=at)
    assert (titles("jonas"), titles("quentin")) == (["Jonas"], [])
    after = state()
    assert [after[0], after[1], after[3], after[4]] == [before[0], before[1], before[3], before[4]]
    assert list(differences()) == []


def test_what_is_taken_away_leaves_nothing_behind(person, at):
    me = person(Role.LEAD)
    entry = Entry.objects.order_by("-id")
    jonas = actions.add_party(
        by=me, details=actions.PartyDetails("person", "Jonas", visibility="named", owner_id=me.pk),
        at=at,
    )  # fmt: skip
    assert Reader.objects.count() == 1
    undo(by=me, entry_id=entry.first().pk, at=at)
    assert not Party.objects.filter(pk=jonas.pk).exists()
    assert (titles("jonas"), Card.objects.count(), Posting.objects.count()) == ([], 0, 0)
    assert (Reader.objects.count(), Passage.objects.count()) == (0, 0)


def test_a_refused_action_leaves_the_index_alone(person, at):
    jonas = party("Jonas")
    before = state()
    with pytest.raises(NotAllowed):
        actions.change_party(by=person(Role.VIEWER), party=jonas, at=at, name="Quentin")
    with transaction.atomic():
        actions.change_party(by=SYSTEM, party=jonas, at=at, name="Quentin")
        transaction.set_rollback(True)
    assert state() == before


def test_what_many_rows_at_once_bring_is_found(at):
    rows = [
        Party(ref=f"S-{number}", kind="person", name=f"Bulk {number} Łódź", sort_key="x",
              source="import", added_at=at)
        for number in range(9000, 9450)
    ]  # fmt: skip
    with change_many(policies.IMPORT, by=SYSTEM, at=at, kind=Party) as record:
        record.add_many(rows)
        record.add_many(
            [
                ContactPoint(party=row, channel="mail", value=f"m{row.ref}@bulk.example")
                for row in rows
            ]
        )
    assert titles("lodz 9321") == ["Bulk 9321 Łódź"]
    assert titles("ms-9400@bulk") == ["Bulk 9400 Łódź"]
    assert list(differences()) == []
    entry = Entry.objects.latest("id")
    undo(by=SYSTEM, entry_id=entry.pk, at=at)
    assert (Card.objects.count(), Posting.objects.count()) == (0, 0)


def test_the_check_finds_every_kind_of_gap_and_reindexing_mends_it(at):
    jonas, mia = party("Jonas Vetter"), party("Mia Saar", visibility="named")
    actions.keep_note(by=SYSTEM, party=jonas, text="dusty road", at=at)
    row = TimelineRow.objects.get(verb="noted")
    assert list(differences()) == []
    run_sql = connection.cursor().execute
    run_sql("DELETE FROM search_posting WHERE token = 'jonas'")
    run_sql("UPDATE search_card SET title = 'Else' WHERE title = 'Mia Saar'")
    run_sql("INSERT INTO search_reader (person_id, card_id) VALUES (77, %s)", [mia.pk * 64 + 1])
    run_sql("DELETE FROM search_passage")
    run_sql(
        "INSERT INTO search_card (id, shelf_id, ref, title, subtitle, look, words, within_id)"
        " VALUES (%s, 1043, '', 'Ghost', '', '', ' ghost |  |  ', 0)", [999_999 * 64 + 1],
    )  # fmt: skip
    run_sql(
        "INSERT INTO search_posting (shelf_id, token, card_id) VALUES (1043, 'ghost', %s)",
        [999_999 * 64 + 1],
    )
    assert set(differences()) == {
        Gap("party", jonas.pk, "can't be found by 'jonas'"),
        Gap("party", mia.pk, "has changed since it was indexed"),
        Gap("party", mia.pk, "is shown to other people than may see it"),
        Gap("party", 999_999, "is in the index, but no longer there"),
        Gap("timeline", row.pk, "its text can't be found as it stands"),
        Gap("", 0, "0 texts are kept, 1 are expected"),
    }
    assert reindex() == Party.objects.count() + TimelineRow.objects.count()
    assert list(differences()) == []
    assert (titles("jonas"), titles("ghost")) == (["Jonas Vetter"], [])
    assert len(find_texts(SYSTEM, "dusty").hits) == 1


def test_reindexing_anew_gives_the_same(at):
    jonas = party("Jonas Vetter")
    actions.keep_note(by=SYSTEM, party=jonas, text="dusty road", at=at)
    before, steps = state(), []
    reindex(progress=lambda done, total: steps.append((done, total)), anew=True)
    assert state() == before
    assert steps == [(1, 3), (3, 3)]


def test_reindexing_is_a_job_that_goes_on_where_it_was(at):
    party("Jonas Vetter")
    Posting.objects.all().delete()
    job = enqueue(by=SYSTEM, order=Order("search.reindex"), at=at)
    run(_leases.claim(at=max(job.run_at, at))[0])
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"documents": 2})
    assert titles("jonas") == ["Jonas Vetter"]


def test_whatever_somebody_types_is_answered():
    party("Jonas Vetter")
    for typed in (
        "'", '"', "\\", "%", "_", "|", "/", "{", "}", "{,}", '"}', "a' OR 1=1 --", "NULL", "*", "a*",
        "\u0000", "\u200b", "a" * 5000, "😀", "@", "@@@", "+", "+1", "0", "00000000", "S-", "s0",
        "-", "~", "~ans", "=", "=jonas", "<1", "\U0010ffff", "é" * 60, "ﷺ", "\ufdfa",
        "a b c d e f g h i j k l", "AND", "NEAR(", "S-99999999999999999999", "1" * 30,
    ):  # fmt: skip
        find(SYSTEM, typed)
        find_texts(SYSTEM, typed)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's writers take turns")
@pytest.mark.django_db(transaction=True)
def test_writers_of_the_same_new_words_do_not_wait_for_each_other(at):
    first, second = threading.Event(), threading.Event()
    failures = []

    def write(name, mine, other):
        try:
            with change(policies.ADD, by=SYSTEM, at=at) as outer:
                made = actions.prepare(
                    details=actions.PartyDetails("person", name), by=SYSTEM, at=at
                )
                made.ref = f"S-{name[:3]}"
                outer.subject = made
                outer.add(made)
                mine.set()
                assert other.wait(10)
        except Exception as failure:  # noqa: BLE001 -- told by the test
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=write, args=("Abe Zzyzx Qwerty", first, second)),
        threading.Thread(target=write, args=("Zoe Qwerty Zzyzx", second, first)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert failures == []
    assert sorted(titles("zzyzx")) == ["Abe Zzyzx Qwerty", "Zoe Qwerty Zzyzx"]
    assert sorted(titles("qwretz")) == ["Abe Zzyzx Qwerty", "Zoe Qwerty Zzyzx"]
    assert list(differences()) == []
