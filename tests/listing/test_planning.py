"""A list that was found long is read as a long one for a minute; what it says stays true."""

import pytest

from accord.foundation.ui.listing import planning
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
TOWN = "view=all&f=locality:has:Tartu"


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    """Twenty are few here, in place of a thousand."""
    monkeypatch.setattr(planning, "FEW", 20)
    planning._many.clear()
    yield
    planning._many.clear()


@pytest.fixture
def houses():
    return [party(f"House {n:03}", locality="Tartu") for n in range(60)]


def leave(houses, count):
    """Take all but ``count`` out of the town, as a bulk change does."""
    keys = [house.pk for house in houses[count:]]
    type(houses[0]).objects.filter(pk__in=keys).update(locality="Narva")


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("left", [0, 1, 19, 20, 21, 50])
def test_a_list_that_ends_on_its_page_says_how_many_it_holds(shown, houses, person, left):
    user = person()
    assert (str(shown(TOWN, user).count), len(shown(TOWN, user).page.rows)) == ("20+", 50)
    leave(houses, left)
    found = shown(TOWN, user)
    assert [row["name"] for row in found.page.rows] == [h.name for h in houses[:left]]
    assert (found.count.n, found.count.is_whole) == (left, True)


def test_what_was_few_is_looked_at_each_time(shown, houses, person):
    user = person()
    leave(houses, 5)
    assert str(shown(TOWN, user).count) == "5"
    type(houses[0]).objects.update(locality="Tartu")
    assert str(shown(TOWN, user).count) == "20+"


def test_after_a_while_it_is_looked_at_again(shown, houses, person, monkeypatch):
    user = person()
    monkeypatch.setattr(planning, "LOOKS_KEPT", 0.0)
    assert str(shown(TOWN, user).count) == "20+"
    leave(houses, 15)
    assert (shown(TOWN, user)._plan.is_named, str(shown(TOWN, user).count)) == (True, "15")
