"""Two colleagues put the same talk right: what one changed does not go with the other's save."""

from dataclasses import replace

import pytest

from accord.features.engagement import actions
from accord.features.engagement.models import Interaction, Participation
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Conflict
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.api.queries import as_it_stands
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(person, at):
    me, other = person(name="ann"), person(name="bo")
    readers = (me.pk, other.pk)
    details = actions.TalkDetails("Talked", visibility="named", reader_ids=readers)
    return actions.log_interaction(by=me, parties=[party("Bees OÜ")], details=details, at=at)


def stands(talk):
    return actions.Correction(**as_it_stands(SYSTEM, talk))


def correct(talk, details, at, seen, by=SYSTEM):
    fresh = Interaction.objects.get(pk=talk.pk)
    actions.correct_interaction(by=by, talk=fresh, details=details, hidden=(), at=at, seen=seen)


def change_of(what, details, person):
    return {
        "parties": {"parties": (*details.parties, party("Wax OÜ"))},
        "attendee_ids": {"attendee_ids": (person(name="cy").pk,)},
        "reader_ids": {"reader_ids": details.reader_ids[:1]},
    }[what]


@pytest.mark.parametrize("what", ["parties", "attendee_ids", "reader_ids"])
def test_whom_a_colleague_named_meanwhile_stays(talk, what, person, at):
    before = stands(talk)
    theirs = replace(before, **change_of(what, before, person))
    correct(talk, theirs, at, talk.version)
    now = Interaction.objects.get()
    assert now.version == talk.version + 1
    with pytest.raises(Conflict) as raised:
        correct(talk, replace(before, text="Talked of wax"), at, talk.version)
    assert raised.value.version == now.version
    now.refresh_from_db()
    assert (now.text, stands(now)) == ("Talked", theirs)
    correct(talk, replace(before, text="Talked of wax"), at, now.version)
    assert stands(Interaction.objects.get()) == replace(before, text="Talked of wax")


def test_words_of_one_and_people_of_another_stand_together_and_go_back_one_by_one(talk, at):
    before = stands(talk)
    correct(talk, replace(before, parties=(*before.parties, party("Wax OÜ"))), at, talk.version)
    entry, named = last_entry_id(), stands(talk)
    correct(talk, replace(named, text="Talked of wax"), at, talk.version)
    undo(by=SYSTEM, entry_id=entry, at=at)
    assert Participation.objects.count() == 1
    assert Interaction.objects.get().text == "Talked of wax"
