"""Erasure: nothing of a person is left anywhere, everything that was counted still is."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import storages
from django.db import connection

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.needs.actions import hear_need
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.promises.models import Promise
from accord.features.stakeholders import actions, jobs, queries
from accord.features.stakeholders.models import (
    Consent,
    Erasure,
    Note,
    Party,
    TimelineMonth,
    TimelineRow,
)
from accord.features.tasks.actions import TaskDetails, add_task
from accord.features.tasks.models import Task
from accord.foundation.accounts.queries import colleagues
from accord.foundation.files.models import Attachment, Blob
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.models import Job
from accord.foundation.journal.checking import breaks
from accord.foundation.journal.models import Entry, Image
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.queries import find
from tests.factories.fields import field
from tests.factories.stakeholders import party
from tests.stakeholders.test_files import shelf  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
NAME = "Zdzisława Kołodziejczyk"
TRACES = ("zdzis", "kolodziejczyk", "kołodziejczyk", "wierzbowa", "kolodziejcz", "605123987")


def whole_database():
    """Give every value of every table as text, in small letters."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            names = [row[0] for row in cursor.fetchall() if row[0] != "search_text"]
        else:
            names = connection.introspection.table_names(cursor)
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            for row in cursor:
                for value in row:
                    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
                    yield name, str(text).encode().decode("unicode_escape", "replace").lower()
                    yield name, str(text).lower()


def found_in(traces):
    return sorted({(name, trace) for name, text in whole_database()
                   for trace in traces if trace in text})  # fmt: skip


def by_month():
    rows = TimelineMonth.objects.values_list("month", "kind", "visibility", "rows_count")
    return sorted(rows)


@pytest.fixture
def keeper(person):
    return person(Role.CUSTODIAN, name="Data Keeper")


@pytest.fixture
def life(person, at):
    """A person about whom something stands in every corner."""
    me = person(name="Marta Kask")
    field("meter")
    found = party(NAME, kind="person", owner_id=me.pk, given_name="Zdzisława",
                  family_name="Kołodziejczyk", summary="Lives in Wierzbowa street",
                  purpose="Connection of Wierzbowa 5", locality="Milanówek", country="PL")  # fmt: skip
    for channel, value in (("mail", "zdzislawa.kolodziejczyk@example.org"), ("phone", "605123987"),
                           ("postal", "Wierzbowa 5, Milanówek")):  # fmt: skip
        details = actions.ContactDetails(channel, value)
        actions.add_contact_point(by=me, party=found, details=details, at=at)
    actions.add_name(by=me, party=found, kind="former", text="Zdzisława Wierzbowa", at=at)
    actions.set_custom(by=me, party=found, meter="Kołodziejczyk-1", at=at)
    news = actions.add_consent_purpose(by=SYSTEM, name="News", at=at)
    actions.record_consent(by=me, party=found, purpose=news, state="given", at=at,
                           source="Letter of Kołodziejczyk", evidence="Wierzbowa")  # fmt: skip
    actions.keep_note(by=me, party=found, text=f"{NAME} has a dog.", at=at)
    promise = PromiseDetails(f"Visit {NAME}", source=f"I visit {NAME}")
    make_promise(by=me, party=found, details=promise, at=at)
    hear_need(by=me, party=found, words="Quiet in Wierzbowa", quotation=f"{NAME} says", at=at)
    task = TaskDetails(f"Call {NAME}", me.pk, party=found)
    add_task(by=me, details=task, at=at)
    talk = TalkDetails(f"{NAME} wants the road mended.")
    log_interaction(by=me, parties=[found], details=talk, at=at)
    actions.attach_files(by=me, party=found, at=at, files=[
        ("Kolodziejczyk.txt", BytesIO(b"Kolodziejczyk, Wierzbowa 5")),
    ])  # fmt: skip
    return found


@pytest.fixture
def others(life, person, at):
    """What is written about others and names her in passing."""
    me = colleagues().get(name="Marta Kask")
    council = party("Council")
    post = actions.Post(council, "Member")
    actions.add_affiliation(by=me, person=life, post=post, at=at)
    actions.keep_note(by=me, party=council, text=f"Met {NAME.upper()}. A good day.", at=at)
    talk = TalkDetails(f"Both came, {NAME} too.")
    log_interaction(by=me, parties=[council, life], details=talk, at=at)
    return council


def erase(keeper, subject, at, reason="They asked us to."):
    return actions.erase_party(by=keeper, party=subject, reason=reason, at=at)


def test_no_byte_of_a_person_is_left_in_any_table_index_or_file(
    keeper, life, others, at, shelf  # noqa: F811
):  # fmt: skip
    assert {name for name, _trace in found_in(TRACES)} >= {
        "stakeholders_party", "journal_image", "search_card", "stakeholders_note",
    }  # fmt: skip
    erase(keeper, life, at, reason=f"{NAME} asked us to.")
    assert found_in(TRACES) == []
    assert [path for path in shelf.rglob("*") if path.is_file()] == []
    assert find(keeper, "Kołodziejczyk").groups == find(keeper, "qqqqqqq").groups
    assert (Blob.objects.count(), Attachment.objects.count()) == (0, 0)


def test_what_was_counted_is_counted_as_before_and_others_keep_their_words(
    keeper, life, others, at
):
    months, rows = by_month(), TimelineRow.objects.filter(party=life).count()
    erasure = erase(keeper, life, at)
    assert TimelineRow.objects.filter(party=life).count() == rows
    assert [cell for cell in by_month() if cell in months] == months
    left = Party.objects.get(pk=life.pk)
    assert (left.name, left.kind, left.country, left.locality, left.is_active, left.custom) == (
        f"Erased {life.ref}", "person", "PL", "", False, {},
    )  # fmt: skip
    assert list(Consent.objects.values_list("state", "source", "evidence")) == [("given", "", "")]
    assert [(p.state, p.words) for p in Promise.objects.all()] == [("released", "█████")]
    assert [(t.state, t.title) for t in Task.objects.all()] == [("dropped", "█████")]
    assert Note.objects.get().text == "Met █████. A good day."
    assert {"contact_points": 3, "files": 1, "promises": 1}.items() <= erasure.counts.items()


def test_the_chain_holds_and_the_trail_says_only_that_something_was_erased(
    keeper, life, others, at
):
    entries = Entry.objects.count()
    erase(keeper, life, at)
    assert list(breaks()) == []
    assert Entry.objects.count() >= entries + 1
    own = Image.objects.filter(kind="stakeholders.party", row_id=life.pk)
    assert set(own.values_list("before", "after", "salt")) == {(None, None, None)}
    theirs = Image.objects.filter(kind="stakeholders.party", row_id=others.pk, op="+")
    assert "Council" in theirs.get().after
    Image.objects.filter(pk=theirs.get().pk).update(after="{}")
    assert [found.reason for found in breaks()] == ["an image of it was changed"]


def test_nothing_brings_it_back(keeper, life, at, person):
    added = Entry.objects.get(verb="stakeholders.add", subject_id=life.pk)
    noted = Entry.objects.get(verb="stakeholders.note")
    erase(keeper, life, at)
    last = Entry.objects.get(verb="stakeholders.erase")
    with pytest.raises(Invalid, match="can't come back"):
        undo(by=keeper, entry_id=last.pk, at=at)
    undo(by=SYSTEM, entry_id=noted.pk, at=at)
    undo(by=SYSTEM, entry_id=added.pk, at=at)
    assert found_in(TRACES) == []
    assert Party.objects.get(pk=life.pk).name == f"Erased {life.ref}"
    with pytest.raises(Stale):
        erase(keeper, life, at)


def test_a_name_that_two_people_have_stays_in_the_words_of_others(keeper, life, others, at):
    party(NAME, kind="person")
    erase(keeper, life, at)
    assert Note.objects.get().text == f"Met {NAME.upper()}. A good day."
    assert queries.shared_names(life) == []


def test_a_town_stays_as_a_statistic_where_enough_others_are_in_it(keeper, life, at):
    for _n in range(10):
        party(locality="Milanówek", country="PL")
    erase(keeper, life, at)
    assert Party.objects.get(pk=life.pk).locality == "Milanówek"


def test_bytes_that_somebody_else_has_too_stay(keeper, life, others, person, at):
    me = colleagues().get(name="Marta Kask")
    same = [("Plan.txt", BytesIO(b"Kolodziejczyk, Wierzbowa 5"))]
    actions.attach_files(by=me, party=others, files=same, at=at)
    erase(keeper, life, at)
    assert [a.name for a in Attachment.objects.all()] == ["Plan.txt"]
    assert storages["files"].exists(Attachment.objects.get().blob.key)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CUSTODIAN, Role.ADMINISTRATOR}))
def test_nobody_else_may_erase_and_nothing_happened(life, person, at, role):
    before, entries = Party.objects.get(pk=life.pk).name, Entry.objects.count()
    somebody = person(role)
    with pytest.raises(NotAllowed):
        erase(somebody, life, at)
    with pytest.raises(NotAllowed):
        actions.ask_erasure(by=somebody, party=life, typed=life.ref, reason="x", at=at)
    assert (Party.objects.get(pk=life.pk).name, Entry.objects.count()) == (before, entries)
    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "reason", "field"), [("S-9", "They asked.", "typed"), ("", "x", "typed"),
                                   (None, "  ", "reason")],
)  # fmt: skip
def test_another_reference_or_no_reason_is_refused_and_nothing_happened(
    keeper, life, at, typed, reason, field
):
    with pytest.raises(Invalid) as refusal:
        actions.ask_erasure(
            by=keeper, party=life, typed=life.ref if typed is None else typed, reason=reason, at=at
        )
    assert refusal.value.field == field
    assert (Job.objects.count(), Erasure.objects.count()) == (0, 0)


def test_the_worker_erases_once_however_often_it_begins(keeper, life, at, shelf):  # noqa: F811
    job = actions.ask_erasure(by=keeper, party=life, typed=life.ref, reason="They asked.", at=at)
    assert actions.ask_erasure(
        by=keeper, party=life, typed=life.ref.lower(), reason="Again.", at=at
    ) == job  # fmt: skip
    first = jobs.erase(Context(job), **job.args)
    assert jobs.erase(Context(job), **job.args) == first
    assert Erasure.objects.get().reason == "They asked."
    assert len(list(shelf.glob("erasures/*.json"))) == 1


def test_after_an_older_backup_the_ledger_erases_again(keeper, life, at, shelf):  # noqa: F811
    erasure = erase(keeper, life, at)
    actions.keep_ledger(by=SYSTEM, at=at)
    ledger = next(shelf.glob("erasures/*.json")).read_text()
    assert NAME not in ledger
    # What a backup brings back: the person is there, and of the erasure nobody knows.
    Erasure.objects.all().delete()
    Party.objects.filter(pk=life.pk).update(name=NAME, is_active=True, inactive_reason="",
                                            inactive_at=None)  # fmt: skip
    other = party("Somebody of the same number elsewhere")
    said = actions.replay_erasures(by=SYSTEM, at=at + timedelta(days=1))
    assert said == "1 erasure that is newer than the backup was made again."
    assert found_in(TRACES) == []
    assert Erasure.objects.get().digest == erasure.digest
    assert Party.objects.get(pk=other.pk).is_active
    assert actions.replay_erasures(by=SYSTEM, at=at) == ""


def test_a_ledger_of_another_house_erases_nobody(life, at, shelf):  # noqa: F811
    folder = shelf / "erasures"
    folder.mkdir()
    told = f'{{"party_id":{life.pk},"ref":"{life.ref}","digest":"{"0" * 64}","reason":"x"}}'
    (folder / f"{'0' * 64}.json").write_text(told)
    assert actions.replay_erasures(by=SYSTEM, at=at) == ""
    assert Party.objects.get(pk=life.pk).name == NAME


def test_what_a_broken_shelf_kept_from_its_end_is_done_the_next_time(keeper, life, at, shelf):  # noqa: F811
    (blob,) = Blob.objects.all()
    path = shelf / blob.key
    path.unlink()
    (path / "in the way").mkdir(parents=True)
    job = actions.ask_erasure(by=keeper, party=life, typed=life.ref, reason="asked", at=at)
    with pytest.raises(OSError, match="not empty"):
        jobs.erase(Context(job), **job.args)
    (path / "in the way").rmdir()
    jobs.erase(Context(job), **job.args)
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM search_part UNION ALL SELECT token FROM search_fresh")
        assert [token for (token,) in cursor.fetchall() if "kolodz" in token] == []
