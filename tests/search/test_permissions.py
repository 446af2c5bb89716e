"""What search finds is what the features let one see, whoever asks and whatever was changed."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.features.stakeholders import actions, queries
from accord.features.stakeholders.models import Party, PartyReader, TimelineRow
from accord.foundation.accounts.models import Department, User
from accord.foundation.journal.change import change
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM, Rule
from accord.foundation.search.checking import differences
from accord.foundation.search.queries import find
from accord.foundation.search.texts import find_texts
from tests.conftest import NOON
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
CANARY = "canary"
ANY = Rule("tests.any", frozenset(Role))


@pytest.fixture
def world(person):
    north = Department.objects.create(name="North", path="")
    below = Department.objects.create(name="Below", parent=north)
    south = Department.objects.create(name="South")
    Department.objects.filter(pk=north.pk).update(path=f"/{north.pk}/")
    Department.objects.filter(pk=below.pk).update(path=f"/{north.pk}/{below.pk}/")
    Department.objects.filter(pk=south.pk).update(path=f"/{south.pk}/")
    people = [
        person(Role.PRACTITIONER, name="all"),
        person(Role.VIEWER, name="north", department=north),
        person(Role.LEAD, name="below", department=below),
        person(Role.PRACTITIONER, name="south", department=south),
        person(Role.ADMINISTRATOR, name="admin"),
        person(None, name="nobody"),
    ]
    departments = [None, north.pk, below.pk, south.pk]
    kept = [
        party(f"Canary {number}", visibility=visibility, department_id=department)
        for number, (visibility, department) in enumerate(
            product(["everyone", "department", "named"], departments)
        )
    ]
    for each, writer in zip(kept, people * 2, strict=True):
        actions.keep_note(
            by=SYSTEM, party=each, text=f"{CANARY} note", at=NOON,
            visibility=["everyone", "department", "named"][each.pk % 3], readers=[writer],
        )  # fmt: skip
    return people, departments, kept


def found_by(user):
    """All the ids that a person finds, page by page."""
    keys, after = [], ""
    while True:
        found = find(user, CANARY, limit=3, kinds=["party"], after=after)
        if not found.groups:
            return keys
        (group,) = found.groups
        keys += [hit.object_id for hit in group.hits]
        after = group.after
        if not after:
            return keys


def texts_found_by(user):
    keys, after = [], ""
    while True:
        found = find_texts(user, CANARY, limit=2, after=after)
        keys += [hit.object_id for hit in found.hits]
        after = found.after
        if not after:
            return keys


def expected_texts(user):
    rows = TimelineRow.objects.filter(verb="noted", party__in=queries.visible_to(user))
    seen = [
        row.pk
        for row in rows.select_related("party")
        if queries.timeline_visible_to(user, row.party).filter(pk=row.pk).exists()
    ]
    return sorted(seen)


def check(people):
    for one in people:
        user = User.objects.get(pk=one.pk)
        seen = set() if one.name in {"admin", "nobody"} else {
            party.pk for party in queries.visible_to(user) if party.name.startswith("Canary")
        }  # fmt: skip
        keys = found_by(user)
        assert (set(keys), len(keys)) == (seen, len(seen)), one.name
        texts = texts_found_by(user)
        expected = [] if one.name in {"admin", "nobody"} else expected_texts(user)
        assert sorted(texts) == expected, one.name


change_of = st.tuples(
    st.integers(0, 11),
    st.sampled_from(["visibility", "department", "owner", "deputy", "reader", "name"]),
    st.integers(0, 5),
)


@settings(
    max_examples=8, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(changes=st.lists(change_of, min_size=0, max_size=12))
def test_one_finds_what_one_may_see(world, changes):
    people, departments, kept = world
    for place, what, which in changes:
        alter(kept[place].pk, what, which, people, departments)
    check(people)
    assert list(differences()) == []


def alter(key, what, which, people, departments):
    target = Party.objects.get(pk=key)
    someone = people[which].pk
    if what == "reader":
        with change(ANY, by=SYSTEM, at=NOON, subject=target) as record:
            there = PartyReader.objects.filter(party=target, person_id=someone).first()
            if there:
                record.remove(there)
            else:
                record.add(PartyReader(party=target, person_id=someone))
        return
    fields = {
        "visibility": {"visibility": ["everyone", "department", "named"][which % 3]},
        "department": {"department_id": departments[which % 4]},
        "owner": {"owner_id": someone},
        "deputy": {"deputy_id": someone},
        "name": {"name": f"Canary {which} renamed"},
    }[what]
    actions.change_party(by=SYSTEM, party=target, at=NOON, **fields)
