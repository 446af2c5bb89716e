"""Notes reach those who need them: published, acknowledged, asked about, reminded of."""

from datetime import timedelta

import pytest

from accord.features.knowledge import actions, jobs, queries, reactions
from accord.features.knowledge.events import NotePublished, QuestionAnswered, ReadingLate
from accord.features.knowledge.models import Note, Question, Receipt
from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry, Letter
from accord.foundation.journal.undo import undo
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.models import Notice
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def author(person):
    return person(name="Marta Kask")


@pytest.fixture
def anna(person):
    return person(name="Anna Saar")


@pytest.fixture
def jaan(person):
    return person(name="Jaan Tamm")


def details(**more):
    return actions.NoteDetails(
        **{"kind": "technical", "title": "Valve 7", "words": "Close it by hand", **more}
    )


def written(by, at, **more):
    return actions.write_note(by=by, details=details(**more), at=at)


def to(at, *people, duty="acknowledge", **more):
    return actions.To(duty, people=people, due_at=at + 3 * DAY, **more)


def published(by, at, *people, duty="acknowledge", **more):
    note = written(by, at, **more)
    return actions.publish(by=by, note=note, to=to(at, *people, duty=duty), at=at)


def receipt(person):
    return Receipt.objects.filter(person=person).latest("pk")


def late(moment):
    """Let the clock strike; give who hears of it."""
    letters = Letter.objects.filter(name="knowledge.late").order_by("pk")
    before = letters.count()
    moved = actions.remind_overdue(by=SYSTEM, at=moment)
    told = [User.objects.get(pk=one.body["to_id"]) for one in letters[before:]]
    assert moved == len(told)
    return told


def test_a_note_is_its_author_s_until_it_is_published_to_frozen_readers(author, anna, jaan, at):
    note = written(author, at)
    assert note.ref == "KN-0001"
    assert (list(queries.visible_to(author)), list(queries.visible_to(anna))) == ([note], [])
    with pytest.raises(Invalid):
        actions.publish(by=author, note=note, to=actions.To("acknowledge", people=[anna]), at=at)
    actions.publish(by=author, note=note, to=to(at, anna, author), at=at)
    assert [one.person for one in queries.receipts_of(note)] == [anna]  # the author knows it
    assert list(queries.visible_to(jaan)) == [note]  # for all
    said, must, found = queries.coverage(queries.receipts_of(note), at)
    assert (said, must, found["missing"], found["escalate"]) == (0, 1, [str(anna.pk)], False)
    actions.acknowledge(by=anna, receipt=receipt(anna), at=at)
    said, must, found = queries.coverage(queries.receipts_of(note), at)
    assert (said, must, found["coverage"]) == (1, 1, 1.0)
    with pytest.raises(Stale):
        actions.acknowledge(by=anna, receipt=receipt(anna), at=at)
    with pytest.raises(Stale):
        actions.publish(by=author, note=note, to=to(at, jaan), at=at)


def test_what_is_for_some_only_others_do_not_find(author, anna, jaan, at):
    note = published(author, at, anna, is_for_all=False)
    assert list(queries.visible_to(anna)) == [note]
    assert list(queries.visible_to(jaan)) == []


def test_another_s_receipt_a_viewer_s_note_and_a_stranger_s_draft_are_refused(
    person, author, anna, jaan, at
):
    note, draft = published(author, at, anna), written(author, at)
    entries = Entry.objects.count()
    for act in (
        lambda: actions.acknowledge(by=jaan, receipt=receipt(anna), at=at),
        lambda: actions.acknowledge(by=SYSTEM, receipt=receipt(anna), at=at),
        lambda: written(person(Role.VIEWER), at),
        lambda: actions.publish(by=anna, note=draft, to=to(at, jaan), at=at),
        lambda: actions.change_note(by=anna, note=note, details=details(), at=at),
        lambda: actions.withdraw_note(by=anna, note=note, reason="No", at=at),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert (Entry.objects.count(), receipt(anna).acknowledged_at) == (entries, None)


def test_who_must_act_says_what_they_do(author, anna, at):
    published(author, at, anna, duty="act")
    with pytest.raises(Invalid):
        actions.acknowledge(by=anna, receipt=receipt(anna), at=at)
    actions.acknowledge(by=anna, receipt=receipt(anna), words="I close it", at=at)
    assert receipt(anna).said == "I close it"


def test_departments_and_those_of_an_initiative_are_resolved_and_the_most_is_asked(
    person, author, at
):
    town = accounts.add_department(by=SYSTEM, name="Town", parent=None, at=at)
    pumps = accounts.add_department(by=SYSTEM, name="Pumps", parent=town, at=at)
    below = person(name="Below", department=pumps)
    owner, holder = person(name="Owner"), person(name="Holder")
    dam = initiative("Dam", owner_id=owner.pk, at=at)
    stake(dam, who=party("Dairy", owner_id=holder.pk, at=at), at=at)
    note = written(author, at)
    actions.publish(
        by=author, note=note, at=at,
        to=actions.To("inform", departments=[town], initiative=dam),
    )  # fmt: skip
    assert {one.person.name: one.duty for one in queries.receipts_of(note)} == {
        "Below": "inform", "Holder": "inform", "Owner": "inform",
    }  # fmt: skip
    actions.address(by=author, note=note, to=to(at, below, duty="act"), at=at)
    assert len(queries.receipts_of(note)) == 3  # nobody is asked twice
    lines = list(queries.audience_of(note))
    assert queries.addressed(lines, at.date())[below.pk].duty == "act"


def test_everybody_are_those_who_may_read(person, author, anna, at):
    person(Role.ADMINISTRATOR)
    note = written(author, at)
    actions.publish(by=author, note=note, to=actions.To("inform", everyone=True), at=at)
    assert [one.person for one in queries.receipts_of(note)] == [anna]


def test_a_slip_is_mended_and_a_new_meaning_is_read_anew(author, anna, at):
    note = published(author, at, anna)
    actions.acknowledge(by=anna, receipt=receipt(anna), at=at)
    actions.change_note(by=author, note=note, details=details(title="Valve 8"), at=at)
    assert queries.coverage(queries.receipts_of(note), at)[:2] == (1, 1)
    with pytest.raises(Invalid):
        actions.amend(by=author, note=note, details=details(words="Leave it"), at=at)
    note.refresh_from_db()
    assert note.edition == 1
    later = at + DAY
    actions.amend(
        by=author, note=note, details=details(words="Leave it"), due_at=later + DAY, at=later
    )
    assert queries.coverage(queries.receipts_of(note), later)[:2] == (0, 1)
    assert Receipt.objects.filter(acknowledged_at__isnull=False, edition=1).count() == 1
    first = Receipt.objects.get(edition=1)
    first.acknowledged_at = None
    with pytest.raises(Stale):
        actions.acknowledge(by=anna, receipt=first, at=later)
    assert [one.edition for one in queries.owed_by(anna, [anna.pk])] == [2]


def test_what_is_withdrawn_is_owed_no_more_and_published_stays_told(author, anna, at):
    note = published(author, at, anna)
    with pytest.raises(Invalid):
        undo(by=author, entry_id=last_entry_id(), at=at)
    actions.withdraw_note(by=author, note=note, reason="The valve is gone", at=at)
    assert list(queries.owed_by(anna, [anna.pk])) == []
    with pytest.raises(Stale):
        actions.acknowledge(by=anna, receipt=receipt(anna), at=at)
    with pytest.raises(Stale):
        actions.ask(by=anna, note=note, words="Why?", at=at)
    undo(by=author, entry_id=last_entry_id(), at=at)
    assert len(queries.owed_by(anna, [anna.pk])) == 1


def test_the_late_are_reminded_then_their_deputy_then_the_author(author, anna, jaan, at):
    note = published(author, at, anna)
    due = at + 3 * DAY
    accounts.plan_absence(
        by=anna, person=anna, from_date=at.date(), until_date=(at + 30 * DAY).date(),
        deputy=jaan, at=at,
    )  # fmt: skip
    moments = (
        due - DAY, due, due + timedelta(hours=23), due + DAY, due + 2 * DAY, due + 3 * DAY,
    )  # fmt: skip
    assert [late(moment) for moment in moments] == [[], [anna], [], [jaan], [author], []]
    assert queries.coverage(queries.receipts_of(note), due)[2]["escalate"] is True


def test_without_a_deputy_the_author_is_told_next(author, anna, at):
    published(author, at, anna)
    due = at + 3 * DAY
    assert [late(due), late(due + DAY), late(due + 2 * DAY)] == [[anna], [author], []]


def test_a_deputy_who_left_is_passed_over(author, anna, jaan, at):
    published(author, at, anna)
    due = at + 3 * DAY
    accounts.plan_absence(
        by=anna, person=anna, from_date=at.date(), until_date=(at + 30 * DAY).date(),
        deputy=jaan, at=at,
    )  # fmt: skip
    accounts.deactivate(by=SYSTEM, person=jaan, at=at)
    assert [late(due), late(due + DAY), late(due + 2 * DAY)] == [[anna], [author], []]


def test_the_clock_tells_the_late_reader(author, anna):
    at = clock.now() - 4 * DAY
    published(author, at, anna)
    assert [jobs.remind_overdue(None), jobs.remind_overdue(None)] == [
        {"reminded": 1}, {"reminded": 0},
    ]  # fmt: skip
    late_one = ReadingLate(at=clock.now(), receipt_id=receipt(anna).pk, to_id=anna.pk)
    reactions.tell_of_late_reader(late_one, clock.now())
    found = Notice.objects.get(kind="knowledge.overdue")
    assert (found.person_id, found.title, found.words) == (
        anna.pk, "Valve 7", "You have not acknowledged it yet.",
    )  # fmt: skip


def test_readers_and_askers_are_told_in_the_app_and_an_urgent_note_does_not_wait(
    author, anna, jaan
):
    at = clock.now()
    note = published(author, at, anna)
    urgent = written(author, at, title="Pipe burst")
    to_both = actions.To("act", people=[anna, jaan], due_at=at + DAY, is_urgent=True)
    actions.publish(by=author, note=urgent, to=to_both, at=at)
    asked = actions.ask(by=anna, note=note, words="Why?", at=at)
    actions.answer(by=author, question=asked, words="So", at=at)
    for one, people in ((note, (anna.pk,)), (urgent, (anna.pk, jaan.pk))):
        event = NotePublished(at=at, note_id=one.pk, edition=1, people=people, by_id=author.pk)
        reactions.tell_readers(event, at)
    answered = QuestionAnswered(at=at, question_id=asked.pk, by_id=author.pk)
    reactions.tell_asker(answered, at)
    told = Notice.objects.order_by("pk").values_list("person_id", "kind", "title")
    assert list(told) == [
        (anna.pk, "knowledge.read", "Valve 7"), (anna.pk, "knowledge.urgent", "Pipe burst"),
        (jaan.pk, "knowledge.urgent", "Pipe burst"), (anna.pk, "knowledge.asked", "Valve 7"),
    ]  # fmt: skip


def test_a_question_stays_under_the_note_with_its_answer(author, anna, jaan, at):
    note = published(author, at, anna)
    question = actions.ask(by=anna, note=note, words="By which hand?", at=at)
    with pytest.raises(NotAllowed):
        actions.answer(by=jaan, question=question, words="Left", at=at)
    assert Question.objects.get().answer == ""
    actions.answer(by=author, question=question, words="By either", at=at)
    found = Question.objects.get()
    assert (found.answer, found.answered_by, found.asked_by) == ("By either", author, anna)
    names = Letter.objects.values_list("name", flat=True)
    assert {"knowledge.asked", "knowledge.answered"} <= set(names)


def test_wrong_words_and_choices_are_refused(author, at):
    for wrong in ({"title": " "}, {"words": ""}, {"kind": "gossip"}, {"channel": "smoke"},
                  {"initiative_kind": "war"}, {"about": "nothing"}):  # fmt: skip
        with pytest.raises(Invalid):
            written(author, at, **wrong)
    assert not Note.objects.exists()
