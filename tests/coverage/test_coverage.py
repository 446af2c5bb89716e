"""Seats and ghosts: what is missing is found, counted as it is listed, and one click from filled."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.engagement import actions as engagement
from accord.features.initiatives import actions as initiatives
from accord.features.initiatives.models import Stake
from accord.features.stakeholders import actions as stakeholders
from accord.features.tasks import actions as tasks
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.coverage import queries, views
from tests.factories.departments import department
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def me(person):
    return person(Role.LEAD, name="Marta")


@pytest.fixture
def sorts(at):
    """Three sorts of stakeholders that one initiative may not do without."""
    return [
        stakeholders.add_category(by=SYSTEM, name=name, at=at)
        for name in ("Residents", "Regulators", "Media")
    ]


@pytest.fixture
def dam(at, sorts):
    made = initiative("Dam")
    wanted = initiatives.Vision(category_ids=[one.pk for one in sorts])
    initiatives.set_vision(by=SYSTEM, initiative=made, vision=wanted, at=at)
    return made


def talk(by, at, ago, *who):
    told = engagement.TalkDetails("We spoke", happened_at=at - ago * DAY)
    engagement.log_interaction(by=by, parties=who, details=told, at=at)


def told(user, of, at):
    [found] = queries.coverage_of(user, [of], at)
    seats = {seat.party.name: set(seat.gaps) for seat in found.seats}
    return seats, [category.name for category in found.ghosts]


@pytest.mark.duty("R26")
def test_what_is_missing_at_each_seat_and_which_seats_are_empty(at, me, person, sorts, dam):
    residents, _regulators, _media = sorts
    on = {"category_id": residents.pk}
    good = party("Good", owner_id=me.pk, tier="key", **on)
    talk(me, at, 2, good)
    planned = party("Planned", owner_id=me.pk, **on)
    tasks.add_task(by=me, details=tasks.TaskDetails("Ring them", me.pk, party=planned), at=at)
    silent = party("Silent", owner_id=me.pk, rhythm_days=10, **on)
    talk(me, at, 16, silent)
    lone = party("Lone", **on)
    for who in (good, planned, silent, lone):
        stake(dam, who=who, at=at)
    stake(dam, who=party("Stake’s owner", tier="light", **on), owner_id=me.pk, at=at)
    assert told(me, dam, at) == (
        {
            "Good": set(), "Planned": set(), "Silent": {"silent"}, "Stake’s owner": set(),
            "Lone": {"unowned", "unplanned"},
        },
        ["Media", "Regulators"],
    )  # fmt: skip


def test_an_organisation_hangs_on_one_thread_of_ours_or_of_theirs(at, me, person, dam):
    other = person(Role.PRACTITIONER, name="Other")
    few, ours, theirs, both = (
        party(name, owner_id=me.pk, tier="light") for name in ("Few", "Ours", "Theirs", "Both")
    )
    for house in (few, ours, theirs, both):
        stake(dam, who=house, at=at)
    staff = {}
    for house in (theirs, both):
        for n in (1, 2):
            who = party(f"{house.name} {n}", kind="person")
            post = stakeholders.Post(house, "Clerk")
            stakeholders.add_affiliation(by=SYSTEM, person=who, post=post, at=at)
            staff[house.name, n] = who
    talk(me, at, 1, few)
    for ago in (1, 2, 3):
        talk(me, at, ago, ours)
    for by, ago in ((me, 1), (other, 2), (me, 3)):
        talk(by, at, ago, staff["Theirs", 1])
    for by, n in ((me, 1), (other, 2), (me, 2)):
        talk(by, at, n, staff["Both", n])
    talk(other, at, 400, ours)  # more than a year ago
    seats, _ghosts = told(me, dam, at)
    assert seats == {"Few": set(), "Ours": {"single"}, "Theirs": {"single"}, "Both": set()}


def test_whom_one_may_not_see_is_counted_and_leaves_no_ghost(at, me, person, sorts, dam):
    there, here = department("There"), department("Here")
    hidden = party(
        "Hidden", category_id=sorts[0].pk, department_id=there.pk, visibility="department"
    )
    stake(dam, who=hidden, at=at)
    outsider = person(Role.PRACTITIONER, department=here, name="outsider")
    assert told(outsider, dam, at) == ({}, ["Media", "Regulators"])
    [found] = queries.coverage_of(outsider, [dam], at)
    assert found.hidden[sorts[0].pk] == 1
    assert told(me, dam, at)[0].keys() == {"Hidden"}


def test_the_matrix_counts_what_the_seats_show_and_each_ghost_opens_its_form(
    client, me, sorts, dam
):
    now = clock.now()
    residents, regulators, _media = sorts
    lone = party("Lone", category_id=residents.pk, at=now)
    board = party("Water Board", category_id=regulators.pk, at=now)
    stake(dam, who=lone, at=now)
    client.force_login(me)
    matrix = client.get(reverse("coverage:list")).content.decode()
    here = reverse("coverage:detail", kwargs={"ref": dam.ref})
    assert "2 seats are empty" in matrix
    assert f'href="{here}?category={residents.pk}">1</a>' in matrix
    assert f'href="{here}?gap=unowned">1</a>' in matrix
    html = client.get(here).content.decode()
    add = reverse("initiatives:stake-add", kwargs={"ref": dam.ref})
    fill = f"{add}?category={regulators.pk}"
    assert html.count("Nobody of this sort yet") == 2
    hand = reverse("stakeholders:hand-over", kwargs={"ref": lone.ref})
    for address in (fill, hand, f"{reverse('tasks:add')}?about={lone.ref}"):
        assert f'href="{address}"' in html
    assert "Lone" not in client.get(here, {"category": regulators.pk}).content.decode()
    assert "Lone" in client.get(here, {"gap": "unowned"}).content.decode()
    assert "Nothing is missing here" in client.get(here, {"gap": "single"}).content.decode()
    form = client.get(fill).content.decode()
    assert "Water Board" in form
    assert "Lone" not in form
    assert client.post(fill, {"picked": lone.ref}).status_code == 422
    assert client.post(fill, {"picked": board.ref}).status_code == 302
    assert Stake.objects.filter(initiative=dam, party=board).exists()
    assert "1 seat is empty" in client.get(reverse("coverage:list")).content.decode()


def test_of_many_seats_those_that_lack_something_are_drawn_first(client, me, dam, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 2)
    now = clock.now()
    for name in ("Ada", "Bea", "Cid"):
        stake(dam, who=party(name, tier="light", owner_id=me.pk, at=now), at=now)
    stake(dam, who=party("Zoe", at=now), at=now)
    client.force_login(me)
    html = client.get(reverse("coverage:detail", kwargs={"ref": dam.ref})).content.decode()
    assert [name in html for name in ("Ada", "Bea", "Cid", "Zoe")] == [True, False, False, True]
    assert "and 2 more stakes" in html


@pytest.mark.parametrize("count", [1, 3])
def test_coverage_costs_the_same_for_three_seats_as_for_one(
    at, me, sorts, count, django_assert_num_queries
):
    many = [initiative(f"Number {n}") for n in range(count)]
    for one in many:
        for _ in range(count):
            stake(one, who=party(category_id=sorts[0].pk), at=at)
    with django_assert_num_queries(7):
        queries.coverage_of(me, many, at)
