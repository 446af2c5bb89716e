from datetime import timedelta

import pytest
from django.db import IntegrityError

from accord.features.engagement import actions as engagement
from accord.features.feedback import actions, queries, reactions
from accord.features.feedback.events import FeedbackGiven, FeedbackRestated, FeedbackSettled
from accord.features.feedback.models import Fact, Feedback, Restatement
from accord.features.needs.actions import hear_need
from accord.features.promises import actions as promises
from accord.features.stakeholders.actions import merge_parties
from accord.features.stakeholders.models import TimelineRow
from accord.features.tasks import actions as tasks
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.models import Notice
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


@pytest.fixture
def anna(person):
    return person(name="Anna Saar")


@pytest.fixture
def dairy(at):
    return party("Dairy", at=at)


@pytest.fixture
def need(dairy, at):
    return hear_need(by=SYSTEM, party=dairy, words="Steady water", at=at)


def written(by, at, **whom):
    return actions.write_feedback(by=by, title="The talks", words="They helped", at=at, **whom)


def given(by, need, at, **whom):
    made = written(by, at, **(whom or {"party": need.party}))
    actions.add_fact(by=by, feedback=made, ref=need.ref, words="You asked", at=at)
    return actions.give(by=by, feedback=made, at=at)


def test_it_is_given_on_facts_restated_settled_and_understood(me, need, dairy, at):
    made = written(me, at, party=dairy)
    with pytest.raises(Invalid, match="on which record"):
        actions.give(by=me, feedback=made, at=at)
    actions.add_fact(by=me, feedback=made, ref="n1", words="You asked for water", at=at)
    fact = Fact.objects.get()
    assert (fact.ref, fact.words, fact.at) == (need.ref, "You asked for water", need.heard_at)
    actions.give(by=me, feedback=made, at=at)
    with pytest.raises(Invalid):
        undo(by=me, entry_id=last_entry_id(), at=at)
    on = {"by": SYSTEM, "feedback": made, "at": at}
    with pytest.raises(Invalid):
        actions.restate(words="You are angry", **on)  # who says it?
    actions.restate(words="You are angry", name="Teodor", **on)
    with pytest.raises(Stale):
        actions.restate(words="Or not", name="Teodor", **on)
    with pytest.raises(Invalid):
        actions.settle(by=me, feedback=made, is_understood=False, at=at)
    actions.settle(by=me, feedback=made, is_understood=False, reply="No, glad", at=at)
    with pytest.raises(Stale):
        actions.settle(by=me, feedback=made, is_understood=True, at=at)
    actions.restate(words="You are glad", name="Teodor", **on)
    actions.settle(by=me, feedback=made, is_understood=True, at=at)
    made.refresh_from_db()
    assert (made.state, made.understood_at) == ("understood", at)
    rounds = Restatement.objects.order_by("pk").values_list("words", "is_understood", "reply")
    assert list(rounds) == [("You are angry", False, "No, glad"), ("You are glad", True, "")]
    told = TimelineRow.objects.filter(party=dairy, verb__startswith="feedback")
    assert sorted(told.values_list("verb", flat=True)) == ["feedback-given", "feedback-understood"]
    with pytest.raises(Stale):
        actions.restate(words="Once more", name="Teodor", **on)


def test_what_it_rests_on_is_seen_by_its_author_and_about_its_reader(me, person, dairy, at):
    on = {"by": SYSTEM, "at": at}
    other, secret = (
        party("Other"),
        party("Secret", visibility="named", owner_id=person(Role.LEAD).pk),
    )
    talk = engagement.log_interaction(
        parties=[dairy, other], details=engagement.TalkDetails("All met"), **on
    )
    promise = promises.make_promise(
        party=other, details=promises.PromiseDetails("A pipe", owner_id=me.pk), **on
    )
    task = tasks.add_task(details=tasks.TaskDetails("Call", owner_id=me.pk, party=dairy), **on)
    hidden = hear_need(party=secret, words="Quiet", **on)
    made = written(me, at, party=dairy)
    for ref in (talk.ref, task.ref):
        actions.add_fact(by=me, feedback=made, ref=ref, words="So it was", at=at)
    for ref in (promise.ref, hidden.ref, "V-0001", "nothing", ""):
        with pytest.raises(Invalid):
            actions.add_fact(by=me, feedback=made, ref=ref, words="So it was", at=at)
    with pytest.raises(Stale):
        actions.add_fact(by=me, feedback=made, ref=talk.ref, words="Again", at=at)
    assert Fact.objects.count() == 2
    with pytest.raises(NotAllowed):
        written(me, at, party=secret)


def test_between_colleagues_nobody_else_reads_it(me, anna, person, need, at):
    made = given(me, need, at, person=anna)
    lead = person(Role.EXECUTIVE)
    assert [list(queries.visible_to(who)) for who in (me, anna, lead)] == [[made], [made], []]
    for who in (me, lead, SYSTEM):
        with pytest.raises(NotAllowed):
            actions.restate(by=who, feedback=made, words="I see", at=at)
    actions.restate(by=anna, feedback=made, words="I see", at=at)
    assert Restatement.objects.get().name == "Anna Saar"
    with pytest.raises(NotAllowed):
        actions.settle(by=anna, feedback=made, is_understood=True, at=at)
    assert queries.by_token(queries.token_of(made)) is None  # no link for one of ours


def test_drafts_are_their_author_s_and_what_was_given_stays(me, anna, person, need, at):
    made = written(me, at, party=need.party)
    assert list(queries.visible_to(anna)) == []
    assert queries.by_token(queries.token_of(made)) is None
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed):
        actions.change_feedback(by=anna, feedback=made, title="No", words="No", at=at)
    with pytest.raises(NotAllowed):
        written(person(Role.VIEWER), at, party=need.party)
    for whom in ({}, {"person": me}, {"person": anna, "party": need.party}):
        with pytest.raises(Invalid):
            written(me, at, **whom)
    assert (Feedback.objects.count(), Entry.objects.count()) == (1, entries)
    out = given(me, need, at)
    with pytest.raises(Stale):
        actions.change_feedback(by=me, feedback=out, title="No", words="No", at=at)
    with pytest.raises(Stale):
        actions.drop_fact(by=me, fact=Fact.objects.get(), at=at)


def test_a_link_ends_after_a_while_unless_its_author_lets_it_work_longer(me, anna, need, at):
    made = given(me, need, at)
    end = at + timedelta(days=90)
    assert queries.link_until(made) == end
    said = {"by": SYSTEM, "feedback": made, "name": "T", "words": "I see"}
    with pytest.raises(Stale, match="ended"):
        actions.restate(at=end, **said)
    with pytest.raises(NotAllowed):
        actions.renew_link(by=anna, feedback=made, at=end)
    assert Feedback.objects.get().link_until == end
    actions.renew_link(by=me, feedback=made, at=end)
    actions.restate(at=end, **said)
    later = end + timedelta(days=80)
    actions.settle(by=me, feedback=made, is_understood=False, reply="No", at=later)
    assert queries.link_until(made) == later + timedelta(days=90)
    Feedback.objects.update(link_until=None)  # one that was given before links had an end
    assert queries.link_until(Feedback.objects.get()) == end
    between_us = given(me, need, at, person=anna)
    assert queries.link_until(between_us) is None
    with pytest.raises(Invalid):
        actions.renew_link(by=me, feedback=between_us, at=at)
    actions.restate(by=anna, feedback=between_us, words="I see", at=later)


def test_both_sides_are_told(me, anna, need):
    at = clock.now()
    made = given(me, need, at, person=anna)
    event = {"feedback_id": made.pk, "at": at}
    reactions.tell_reader(FeedbackGiven(by_id=me.pk, **event), at)
    reactions.tell_author(FeedbackRestated(by_id=anna.pk, **event), at)
    reactions.tell_reader(FeedbackSettled(by_id=me.pk, **event), at)
    told = Notice.objects.order_by("pk").values_list("person_id", "kind")
    assert list(told) == [
        (anna.pk, "feedback.given"), (me.pk, "feedback.answered"), (anna.pk, "feedback.given"),
    ]  # fmt: skip


def test_it_follows_a_merged_party_and_waits_for_one_answer_at_a_time(me, need, dairy, at):
    made = given(me, need, at)
    survivor = party("Dairy of the town", at=at)
    merge_parties(by=SYSTEM, survivor=survivor, merged=dairy, at=at)
    made.refresh_from_db()
    assert made.party == survivor
    actions.restate(by=SYSTEM, feedback=made, words="One", name="T", at=at)
    with pytest.raises(IntegrityError):
        Restatement.objects.create(feedback=made, words="Two", name="T", at=at)
