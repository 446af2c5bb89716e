"""Records of other features are found by whom the features show them to, and by nobody else."""

from contextlib import suppress
from itertools import product
from random import Random

import pytest

from accord.features.needs import actions as needs
from accord.features.needs.queries import visible_to as seen_needs
from accord.features.promises import actions as promises
from accord.features.promises.queries import visible_to as seen_promises
from accord.features.stakeholders import actions as stakeholders
from accord.features.stakeholders.queries import timeline_visible_to
from accord.features.stakeholders.queries import visible_to as seen_parties
from accord.features.tasks import actions as tasks
from accord.features.tasks.queries import visible_to as seen_tasks
from accord.foundation.accounts.models import Department, User
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.checking import differences
from accord.foundation.search.queries import documents, find
from accord.foundation.search.texts import find_texts
from tests.conftest import NOON
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
KINDS = {"promise": seen_promises, "need": seen_needs, "task": seen_tasks}


@pytest.fixture
def people(person):
    found = []
    for name in ("North", "South"):
        department = Department.objects.create(name=name)
        Department.objects.filter(pk=department.pk).update(path=f"/{department.pk}/")
        department.refresh_from_db()
        found.append(person(Role.PRACTITIONER, name=name.lower(), department=department))
    return [*found, person(Role.PRACTITIONER, name="all"), person(Role.VIEWER, name="viewer")]


@pytest.fixture
def records(people):
    """Each kind, of each visibility, about each sort of party, of each of two owners."""
    north, south, *_ = people
    parties = [
        party("Open"),
        party("Northern", visibility="department", department_id=north.department_id),
        party("Secret", visibility="named", owner_id=south.pk),
    ]
    for about, visibility, owner in product(
        parties, ["everyone", "department", "named"], [north, south]
    ):
        rest = {"visibility": visibility, "department_id": north.department_id}
        promises.make_promise(
            by=SYSTEM, party=about, at=NOON,
            details=promises.PromiseDetails(
                words="canary promise", owner_id=owner.pk, reader_ids=(south.pk,), **rest
            ),
        )  # fmt: skip
        tasks.add_task(
            by=SYSTEM, at=NOON,
            details=tasks.TaskDetails(title="canary task", owner_id=owner.pk, party=about, **rest),
        )  # fmt: skip
    for about in parties:
        needs.hear_need(by=SYSTEM, party=about, words="canary need", at=NOON)
    tasks.add_task(
        by=SYSTEM, at=NOON,
        details=tasks.TaskDetails(title="canary task", owner_id=north.pk, visibility="named"),
    )  # fmt: skip
    return parties


def found_by(user, kind):
    keys, after = [], ""
    while True:
        found = find(user, "canary", limit=2, kinds=[kind], after=after)
        if not found.groups:
            return keys
        keys += [hit.object_id for hit in found.groups[0].hits]
        after = found.groups[0].after
        if not after:
            return keys


def check(people):
    for one, (kind, seen) in product(people, KINDS.items()):
        user = User.objects.get(pk=one.pk)
        expected = set(seen(user).values_list("pk", flat=True))
        keys = found_by(user, kind)
        assert len(set(keys)) == len(keys), (one.name, kind)
        assert set(keys) == expected, (one.name, kind)
        named = list(seen(SYSTEM).values_list("pk", "ref"))
        shown = {hit.object_id for hit in documents(user, [(kind, key) for key, _ref in named])}
        assert shown == expected, (one.name, kind)
        for key, ref in named:
            hits = [hit.object_id for hit in find(user, ref).hits(kind)]
            assert hits == ([key] if key in expected else []), (one.name, ref)
        told = {hit.object_id for hit in find_texts(user, "canary", limit=500).hits}
        read = (timeline_visible_to(user, about) for about in seen_parties(user))
        assert told == {
            row.pk for rows in read for row in rows if "canary" in row.title + row.text
        }, one.name
    assert list(differences()) == []


@pytest.mark.usefixtures("records")
def test_records_are_found_by_all_whom_they_are_shown_to_and_nobody_else(people):
    check(people)


def test_what_becomes_of_the_party_counts_at_once(people, records):
    opened, northern, _secret = records
    stakeholders.change_party(by=SYSTEM, party=opened, at=NOON, visibility="named")
    stakeholders.change_party(by=SYSTEM, party=northern, at=NOON, visibility="everyone")
    check(people)


def test_what_may_be_seen_is_found_behind_much_that_may_not(people):
    hidden = party("Hidden", visibility="named")
    shown = party("Shown")
    for about in [hidden] * 25 + [shown] * 2:
        needs.hear_need(by=SYSTEM, party=about, words="canary need", at=NOON)
    found = find(User.objects.get(pk=people[0].pk), "canary", limit=2)
    assert len(found.hits("need")) == 2


@pytest.mark.usefixtures("records")
def test_a_task_about_nobody_is_found_by_everybody(people):
    for one in people:
        user = User.objects.get(pk=one.pk)
        assert seen_tasks(user).get(party=None).pk in found_by(user, "task"), one.name


def test_who_takes_a_task_over_finds_it_and_who_gave_it_away_does_not(people):
    north, south, *_ = people
    about = party("Open")
    task = tasks.add_task(
        by=SYSTEM, at=NOON,
        details=tasks.TaskDetails(
            title="canary task", owner_id=north.pk, party=about, visibility="named"
        ),
    )  # fmt: skip
    tasks.hand_over_task(by=SYSTEM, task=task, to=south, at=NOON)
    found = {one.name: found_by(User.objects.get(pk=one.pk), "task") for one in (north, south)}
    assert found == {"north": [], "south": [task.pk]}


VISIBILITIES = ("everyone", "department", "named")


def made_up(random, people, parties, north):
    """Make a record of any kind, of anybody, about anybody, for anybody's eyes."""
    by, owner = random.choice([SYSTEM, *people[:3]]), random.choice(people)
    readers = tuple(one.pk for one in people if random.random() < 0.3)
    eyes = {"visibility": random.choice(VISIBILITIES), "department_id": north}
    about = random.choice([*parties, None])
    if about is None or random.random() < 0.4:
        details = tasks.TaskDetails(title="canary task", owner_id=owner.pk, party=about, **eyes)
        return lambda: tasks.add_task(by=by, at=NOON, details=details)
    details = promises.PromiseDetails(
        "canary promise", owner_id=owner.pk, reader_ids=readers, **eyes
    )
    return lambda: promises.make_promise(by=by, party=about, at=NOON, details=details)


def something_happens(random, people, parties):
    """Change who owns something, or who may see whom it is about."""
    to, about = random.choice(people), random.choice(parties)
    if random.random() < 0.4:
        eyes = {"visibility": random.choice(VISIBILITIES), "owner_id": to.pk}
        return lambda: stakeholders.change_party(by=SYSTEM, party=about, at=NOON, **eyes)
    if random.random() < 0.6 and (found := list(seen_tasks(SYSTEM).order_by("pk"))):
        task = random.choice(found)
        return lambda: tasks.hand_over_task(by=SYSTEM, task=task, to=to, at=NOON)
    if not (made := list(seen_promises(SYSTEM).order_by("pk"))):
        return lambda: None
    promise = random.choice(made)
    return lambda: promises.hand_over_promise(by=SYSTEM, promise=promise, to=to, at=NOON)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_search_and_list_say_the_same(people, seed):
    random = Random(seed)  # noqa: S311 -- the same each time
    north = people[0].department_id
    parties = [
        party(f"House {n}", visibility=visibility, department_id=north, owner_id=owner.pk)
        for n, (visibility, owner) in enumerate(zip(VISIBILITIES * 2, people, strict=False))
    ]
    for n in range(30):
        make = made_up(random, people, parties, north)
        change = something_happens(random, people, parties)
        for what in (make, change) if n % 3 else (make,):
            with suppress(NotAllowed, Invalid):
                what()
        for about in parties:
            about.refresh_from_db()
    check(people)
