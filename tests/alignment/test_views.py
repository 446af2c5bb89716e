import pytest
from django.urls import reverse

from accord.features.alignment import actions
from accord.features.alignment.models import Aim, Service
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.departments import department
from tests.factories.initiatives import initiative

pytestmark = pytest.mark.django_db


def address(name, **kwargs):
    return reverse(f"alignment:{name}", kwargs=kwargs)


@pytest.mark.duty("R27")
def test_from_the_vision_to_what_serves_it_by_form(client, person):
    client.force_login(person(Role.EXECUTIVE))
    dam = initiative("Dam", department_id=department("Water").pk)
    assert "No vision is set yet" in client.get(address("home")).content.decode()
    assert client.post(address("vision"), {"words": "Water for all"}).status_code == 422
    client.post(address("vision"), {"words": "Water for all", "reason": "Asked for"})
    client.post(address("aim-add"), {"words": "Near to people"})
    aim = Aim.objects.get()
    page = client.get(address("home")).content.decode()
    for words in ("Water for all", "Nobody serves this aim: Near to people", "Dam"):
        assert words in page
    sent = {"initiative": dam.pk, "aim": aim.pk, "words": ""}
    assert client.post(address("serve"), sent).status_code == 422
    client.post(address("serve"), {**sent, "words": "Visits each week"})
    page = client.get(address("home")).content.decode()
    assert "Visits each week" in page
    assert "Nobody serves" not in page
    client.post(address("service-drop", pk=Service.objects.get().pk))
    client.post(address("aim-change", pk=aim.pk), {"words": "Nearer"})
    client.post(address("aim-close", pk=aim.pk))
    assert "Nearer" not in client.get(address("home")).content.decode()
    assert not Service.objects.exists()


def test_the_page_asks_as_often_for_three_as_for_one(client, person, django_assert_max_num_queries):
    client.force_login(person(Role.EXECUTIVE))
    on, counts = {"by": SYSTEM, "at": clock.now()}, []
    for size in (1, 3):
        for n in range(size):
            of = initiative(department_id=department(f"House {size}{n}").pk)
            initiative(department_id=of.department_id)
            aim = actions.add_aim(words=f"Aim {n}", **on)
            actions.serve(initiative=of, aim=aim, words="So", **on)
            actions.set_vision(words="Water", reason="Asked for", **on)
        client.get(address("home"))
        with django_assert_max_num_queries(30) as asked:
            assert client.get(address("home")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
