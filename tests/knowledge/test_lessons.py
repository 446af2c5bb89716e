"""Lessons are offered where they fit, and say why."""

from datetime import timedelta

import pytest

from accord.features.knowledge import actions, queries
from accord.features.knowledge.models import Note, Reuse
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative

pytestmark = pytest.mark.django_db


def lesson(by, at, **more):
    details = actions.NoteDetails(
        **{"kind": "lesson", "title": "Ask the school first", "words": "Call before the term",
           "topics": "lorries, School", **more}
    )  # fmt: skip
    note = actions.write_note(by=by, details=details, at=at)
    return actions.publish(by=by, note=note, to=actions.To("inform"), at=at)


def offered(user, at, **more):
    found = queries.lessons_for(user, queries.Context("V-0009", **more), at.date())
    return [(one.note.title, one.reasons, one.is_useful) for one in found]


def test_a_lesson_is_offered_by_what_it_shares_and_says_so(person, at):
    me = person(name="Marta Kask")
    dam = initiative("Dam", at=at)
    lesson(me, at, initiative_kind="project", channel="visit", initiative=dam)
    name = "Ask the school first"
    assert offered(me, at, text="Forty LORRIES a day") == [(name, ["topic: lorries"], False)]
    assert offered(me, at, text="Trains") == []
    assert offered(me, at, initiative_kind="project") == []  # one thing alone is too little
    assert offered(me, at, initiative_kind="project", channel="visit") == [
        (name, ["also: Project", "also: Site visit"], False)
    ]
    assert offered(me, at, initiative_id=dam.pk) == [(name, ["from the same initiative"], False)]


def test_the_best_come_first_and_no_more_than_three(person, at):
    me = person()
    for title, topics in (("A", "dam"), ("B", "dam, fish"), ("C", "dam"), ("D", "dam"), ("E", "")):
        lesson(me, at, title=title, topics=topics)
    assert [title for title, *_ in offered(me, at, text="Dam and fish")] == ["B", "D", "C"]


def test_what_is_useful_is_counted_and_what_does_not_fit_comes_no_more(person, at):
    me = person()
    useful, other = lesson(me, at, title="Yes"), lesson(me, at, title="No")
    actions.say_fit(by=me, note=useful, about="V-0009", is_useful=True, at=at)
    actions.say_fit(by=me, note=other, about="V-0009", is_useful=False, at=at)
    assert [(title, used) for title, _why, used in offered(me, at, text="lorries")] == [
        ("Yes", True)
    ]
    assert queries.reuse_of([useful, other]) == {useful.pk: (1, 0), other.pk: (0, 1)}
    actions.say_fit(by=me, note=other, about="V-0009", is_useful=True, at=at)
    assert Reuse.objects.count() == 2
    with pytest.raises(Invalid):
        actions.say_fit(by=me, note=useful, about="x", is_useful=True, at=at)
    with pytest.raises(NotAllowed):
        actions.say_fit(by=person(Role.VIEWER), note=useful, about="V-0001", is_useful=True, at=at)
    assert Reuse.objects.count() == 2


def test_drafts_those_withdrawn_and_those_that_ended_are_not_offered(person, at):
    me = person()
    lesson(me, at, title="Ended", until_date=(at - timedelta(days=1)).date())
    gone = lesson(me, at, title="Gone")
    actions.withdraw_note(by=me, note=gone, reason="Wrong", at=at)
    hidden = lesson(me, at, title="Hidden", is_for_all=False)
    assert [title for title, *_ in offered(me, at, text="lorries")] == ["Hidden"]
    assert offered(person(name="Other"), at, text="lorries") == []
    with pytest.raises(Stale):
        actions.say_fit(by=me, note=gone, about="V-0009", is_useful=True, at=at)
    assert hidden.kind == "lesson"


def test_the_cause_is_mended_by_a_task_whose_state_stands_in_the_lesson(person, at):
    me, anna = person(), person(name="Anna Saar")
    note = lesson(me, at)
    on = {"title": "Put it in the checklist", "owner_id": anna.pk, "due_at": None, "at": at}
    actions.correct(by=me, note=note, **on)
    found = Note.objects.get()
    assert (found.correction.owner, found.correction.origin_ref) == (anna, note.ref)
    with pytest.raises(Stale):
        actions.correct(by=me, note=note, **on)
    details = actions.NoteDetails("business", "No lesson", "Words")
    other = actions.write_note(by=me, details=details, at=at)
    with pytest.raises(Invalid):
        actions.correct(by=SYSTEM, note=other, **on)
