"""Places and groups: what is on the map, who is there, and whom nobody may learn of there."""

import pytest
from django.urls import reverse

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import PartyPlace, Place
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.charts import Box
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
MAP = reverse("stakeholders:place-map")


@pytest.fixture
def me(person):
    return person(Role.PRACTITIONER)


@pytest.fixture
def client(client, me):
    client.force_login(me)
    return client


@pytest.fixture
def put(at):
    def put(name, latitude=None, longitude=None):
        details = actions.PlaceDetails(name, latitude=latitude, longitude=longitude)
        return actions.add_place(by=SYSTEM, details=details, at=at)

    return put


def page(client, address):
    return client.get(address).content.decode()


def test_the_map_shows_what_has_coordinates(client, put):
    put("Mill", 58.34, 26.61)
    put("Weir", 58.40, 26.90)
    put("Nowhere yet")
    shown = page(client, MAP)
    assert "2 places on the map" in shown
    assert "1 place has no coordinates yet" in shown
    assert 'aria-label="Mill"' in shown
    assert "Nowhere yet" not in shown


def test_places_near_each_other_are_one_mark_that_leads_closer(client, put):
    put("Mill", 58.3400, 26.6100)
    put("Barn", 58.3401, 26.6101)
    put("Weir", 59.40, 27.90)
    box = Box(26.6100, 58.3400, 26.6101, 58.3401)
    address = f"{MAP}?box={box.written()}"
    assert f'href="{address}" aria-label="2 places, look closer"' in page(client, MAP)
    closer = page(client, address)
    assert all(words in closer for words in ("2 places on the map", "Mill", "Barn"))
    assert "Weir" not in closer


@pytest.mark.parametrize("box", ["", "x", "1,2,3", "3,2,1,0", "nan,0,1,1", "-999,0,1,1"])
def test_a_box_that_is_none_shows_the_whole_map(client, put, box):
    put("Mill", 58.34, 26.61)
    assert "1 place on the map" in page(client, f"{MAP}?box={box}")


@pytest.mark.duty("C01")
def test_who_is_at_a_place_is_said_to_those_who_may_see_them(client, put, at):
    mill = put("Mill", 58.34, 26.61)
    for name, more in (("Anna Kask", {}), ("Canary Kanarek", {"visibility": "named"})):
        found = party(name, **more)
        actions.link_place(by=SYSTEM, party=found, place=mill, role="owner", at=at)
    for address in (reverse("stakeholders:place", args=[mill.ref]), MAP,
                    reverse("stakeholders:places")):  # fmt: skip
        assert "Canary" not in page(client, address)
    assert "Anna Kask" in page(client, reverse("stakeholders:place", args=[mill.ref]))
    assert 'aria-label="Mill, 1 stakeholder"' in page(client, MAP)
    assert "Anna Kask" in page(client, f"/stakeholders/?view=all&f=place:is:{mill.pk}")


def test_coordinates_are_changed_and_come_back(client, put, me, at):
    mill = put("Mill", 58.34, 26.61)
    change = reverse("stakeholders:place-change", args=[mill.ref])
    refused = client.post(change, {"name": "Mill", "latitude": "91", "longitude": "1"})
    assert refused.status_code == 422
    given = {"name": "Mill", "latitude": "58.5", "longitude": "26.7"}
    assert client.post(change, given).status_code == 302
    assert Place.objects.values_list("latitude", "longitude").get() == (58.5, 26.7)
    undo(by=me, entry_id=last_entry_id(), at=at)
    assert Place.objects.values_list("latitude", "longitude").get() == (58.34, 26.61)


def test_somebody_is_put_at_a_place_only_by_who_may_see_them(client, put):
    mill = put("Mill")
    link = reverse("stakeholders:place-link", args=[mill.ref])
    hidden = party("Canary Kanarek", visibility="named")
    assert client.post(link, {"party": hidden.ref, "role": "owner"}).status_code == 422
    assert not PartyPlace.objects.exists()
    assert client.post(link, {"party": party("Anna").ref, "role": "owner"}).status_code == 302
    assert PartyPlace.objects.get().party.name == "Anna"


@pytest.mark.duty("C01")
def test_groups_are_a_tree_and_hidden_ones_are_not_in_it(client, at):
    outer = party("Local residents", kind="group")
    inner = party("Mill Lane", kind="group", parent_id=outer.pk)
    hidden = party("Canary circle", kind="group", visibility="named")
    below = party("Below it", kind="group", parent_id=hidden.pk)
    for member in (party("Anna"), party("Canary Kanarek", visibility="named")):
        actions.add_to_group(by=SYSTEM, party=member, group=inner, at=at)
    shown = page(client, reverse("stakeholders:groups"))
    assert "Canary" not in shown
    assert "1 member<" in shown
    assert shown.index(outer.name) < shown.index(inner.name)
    assert below.name in shown


def test_a_place_is_given_to_somebody_by_name_or_made_anew(client, put):
    anna, mill = party("Anna"), put("Mill")
    add = reverse("stakeholders:place-add", args=[anna.ref])
    assert (
        client.post(
            add, {"place": "mill street 4", "latitude": "59.4", "role": "owner"}
        ).status_code
        == 422
    )
    assert list(Place.objects.all()) == [mill]
    for given in (
        {"place": mill.ref, "role": "owner"}, {"place": "Mill", "role": "tenant"},
        {"place": "Mill street 4", "latitude": "59.4", "longitude": "24.7", "role": "owner"},
    ):  # fmt: skip
        assert client.post(add, given).status_code == 302
    there = PartyPlace.objects.order_by("pk").values_list("place__name", "role")
    assert list(there) == [("Mill", "owner"), ("Mill", "tenant"), ("Mill street 4", "owner")]
    assert Place.objects.get(name="Mill street 4").latitude == 59.4
