from datetime import timedelta

import pytest
from django.db.models import Q

from accord.foundation.accounts.models import Absence, User
from accord.foundation.journal.prepared import Prepared, at_once
from accord.foundation.kernel.roles import Role

pytestmark = pytest.mark.django_db


def test_a_prepared_query_gives_what_the_query_gives_for_every_value_and_length(person, at):
    people = [person(Role.LEAD, name=f"p{n}") for n in range(4)]
    asked = Prepared(
        lambda keys, since, name: (
            User.objects.filter(Q(name=name) | Q(joined_at__gte=since), pk__in=keys)
            .order_by("pk")
            .values_list("pk", "name", "joined_at", "is_active")
        )
    )
    for keys in ([people[0].pk], [p.pk for p in people], [people[2].pk, people[1].pk]):
        for since in (at, at + timedelta(days=1)):
            for name in ("p2", "nobody"):
                plain = asked.build(keys, since, name)
                assert asked(keys, since, name) == list(plain)


def test_a_long_list_is_asked_whole_wherever_it_stands(person, at):
    people = [person(Role.LEAD, name=f"p{n}") for n in range(14)]
    asked = Prepared(
        lambda keys, name, names: (
            User.objects.filter(Q(pk__in=keys) | ~Q(name__in=names), name__gte=name)
            .exclude(pk__in=keys[:2])
            .order_by("pk")
            .values_list("pk", "name")
        )
    )
    keys, names = [p.pk for p in people[:11]], [p.name for p in people[4:]]
    for name in ("p", "p3", "q"):
        assert asked(keys, name, names) == list(asked.build(keys, name, names))


def test_it_is_compiled_once_for_each_shape(person):
    me = person(Role.LEAD)
    builds = []

    def build(column, key):
        builds.append(column)
        return User.objects.filter(pk=key).values_list(column)

    asked = Prepared(build)
    found = [asked(key, variant="name") for key in (me.pk, me.pk + 1)]
    assert found == [[(me.name,)], []]
    assert asked(me.pk, variant="email") == [(me.email,)]
    assert builds == ["name", "email"]


def test_a_query_that_can_find_nothing_finds_nothing():
    asked = Prepared(lambda key: Absence.objects.filter(pk=key, pk__in=()).values_list("pk"))
    assert asked(3) == []


def test_a_value_that_is_changed_on_its_way_is_refused():
    asked = Prepared(lambda key: User.objects.filter(pk=key + 1).values_list("pk"))
    with pytest.raises(RuntimeError):
        asked(3)


def test_what_is_asked_at_once_is_answered_as_what_is_asked_one_by_one(person):
    people = [person(Role.LEAD, name=f"p{n}") for n in range(3)]
    keys = [one.pk for one in people]
    named = Prepared(lambda keys: User.objects.filter(pk__in=keys).order_by("pk").values_list("pk"))
    whole = Prepared(lambda key: User.objects.filter(pk=key))
    with at_once():
        first = named.later(keys)
        with at_once():
            each = [whole.objects_later(key) for key in keys]
        in_the_midst = User.objects.filter(pk__in=keys).count()
        nobody = whole.objects_later(-1)
    assert (first(), in_the_midst, nobody()) == ([(key,) for key in keys], 3, [])
    assert [had() for had in each] == [[one] for one in people]


def test_what_many_rows_point_at_is_made_once_and_is_theirs(person, at):
    first, second = (person(Role.LEAD, name=name) for name in ("Anna", "Jan"))
    for who, deputy in ((first, second), (first, None), (second, first)):
        Absence.objects.create(person=who, deputy=deputy, from_date=at.date(), until_date=at.date())
    asked = Prepared(
        lambda keys: (
            Absence.objects.filter(person_id__in=keys)
            .select_related("person", "deputy")
            .order_by("pk")
        )
    )
    found = asked.objects([first.pk, second.pk])
    assert [(a.person, a.deputy) for a in found] == [
        (first, second), (first, None), (second, first),
    ]  # fmt: skip
    assert found[0].person is found[1].person
