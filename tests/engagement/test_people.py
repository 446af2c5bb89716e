import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.features.engagement.queries import needs_spoken_of, people_in, says_the_same
from accord.features.needs.actions import hear_need
from accord.foundation.kernel.roles import Role
from tests.factories.departments import department
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def found(user, text):
    return [(person.party.name, person.is_sure) for person in people_in(user, text)]


def test_a_whole_name_behind_the_sign_is_that_person_alone(person):
    me = person()
    party("Jonas Vetter", kind="person")
    party("Jonas Vetterling", kind="person")
    assert found(me, "Called @Jonas Vetter. He agrees.") == [("Jonas Vetter", True)]


def test_part_of_a_name_offers_all_who_bear_it(person):
    me = person()
    party("Jonas Vetter", kind="person")
    party("Jonas Vogel", kind="person")
    assert sorted(found(me, "Called @Jonas about the dust.")) == [
        ("Jonas Vetter", False),
        ("Jonas Vogel", False),
    ]


def test_a_name_as_the_register_has_it_needs_no_sign(person):
    me = person()
    party("Jonas Vetter", kind="person")
    assert found(me, "Called Jonas Vetter about the dust.") == [("Jonas Vetter", True)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jonas Vetter", "Zadzwoniłem do Jonasa Vettera."),
        ("Ewa Nowak", "Spotkanie z Ewą Nowak."),
        ("Halina Wrona", "Rozmowa z Haliną Wroną o pyle."),
        ("Jonas Vetter", "Helistasin Jonas Vetterile."),
        ("Олег Сидоренко", "Позвонил Олегу Сидоренко."),
        ("Анна Щукина", "Встретилась с Анной Щукиной."),
        ("陈梅", "今天给陈梅打电话。"),
        ("Jonas Vetter", "Called Jonas, he agrees."),
        ("Halina Wrona", "Pani Wrona zadzwoniła."),
    ],
)
def test_ones_own_are_known_by_name_with_any_ending(person, name, text):
    me = person()
    party(name, kind="person", owner_id=me.pk)
    party("Somebody Else", kind="person", owner_id=me.pk)
    assert found(me, text) == [(name, True)]


def test_of_two_with_one_given_name_none_is_taken_for_sure(person):
    me = person()
    for name in ("Jonas Vetter", "Jonas Vogel"):
        party(name, kind="person", owner_id=me.pk)
    assert sorted(found(me, "Called Jonas.")) == [("Jonas Vetter", False), ("Jonas Vogel", False)]
    assert found(me, "Called Jonas Vogel.")[0] == ("Jonas Vogel", True)


def test_nobody_is_found_whom_one_may_not_see(person):
    here = department("Here")
    there = department("There")
    party("Jonas Vetter", kind="person", department_id=there.pk, visibility="department")
    stranger = person(Role.PRACTITIONER, department=here)
    assert found(stranger, "Called @Jonas Vetter, Jonas Vetter, Jonas.") == []


def test_plain_words_name_nobody(person):
    me = person()
    party("Call Centre", owner_id=me.pk)
    assert found(me, "Had lunch. Nothing to tell.") == []


def test_the_number_of_queries_does_not_grow_with_the_people(person):
    me = person()
    people_in(me, "")
    counts = []
    for names in (["Jonas Vetter"], ["Halina Wrona", "Ewa Nowak", "Teodor Lind"]):
        for name in names:
            party(name, kind="person", owner_id=me.pk)
        with CaptureQueriesContext(connection) as made:
            people_in(me, "Called Jonas about the dust.")
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_a_known_need_is_met_by_the_words_it_shares(person, at):
    me = person()
    jonas = party("Jonas", kind="person")
    school = hear_need(
        by=me, party=jonas, words="Children reach school before lorries start", at=at
    )
    hear_need(by=me, party=jonas, words="Hay cut in June is never blocked", at=at)
    text = "He accepts the route if lorries avoid 07:30 near the school."
    assert needs_spoken_of(me, text, [jonas]) == [school]
    assert needs_spoken_of(me, text, []) == []
    assert says_the_same("School children and lorries", [school])
    assert not says_the_same("A number that somebody answers", [school])


def test_known_needs_are_met_in_han_as_well(person, at):
    me = person()
    mei = party("陈梅", kind="person")
    need = hear_need(by=me, party=mei, words="有人接听的电话号码", at=at)
    assert needs_spoken_of(me, "她希望有一个有人接听的电话。", [mei]) == [need]
