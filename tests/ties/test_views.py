import pytest
from django.urls import reverse

from accord.features.ties import actions, queries
from accord.features.ties.models import Tie, TieType
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.departments import department
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, person):
    client.force_login(person(Role.LEAD))
    return client


@pytest.fixture
def advises():
    return actions.add_type(
        by=SYSTEM, name="advises", reverse="is advised by", one_kind="person", at=clock.now()
    )


def address(name, **kwargs):
    return reverse(f"ties:{name}", kwargs=kwargs)


def test_a_tie_is_made_from_either_end_and_shown_on_both_records(page, advises):
    jonas, council = party("Jonas Vetter", kind="person"), party("Council", kind="organisation")
    about = f"{address('add')}?about={council.ref}"
    html = page.get(about).content.decode()
    assert "is advised by" in html
    assert f'value="{advises.pk}-one"' not in html  # an organisation advises nobody
    sent = {"type": f"{advises.pk}-other", "other": "Nobody", "strength": "4"}
    assert page.post(about, sent).status_code == 422
    assert not Tie.objects.exists()
    assert page.post(about, {**sent, "other": jonas.ref}).status_code == 302
    assert Tie.objects.values("one", "other", "strength").get() == {
        "one": jonas.pk, "other": council.pk, "strength": 4,
    }  # fmt: skip
    for one, words in ((jonas, ["advises", "Council", "4 of 5"]), (council, ["is advised by"])):
        html = page.get(reverse("stakeholders:detail", kwargs={"ref": one.ref})).content.decode()
        for word in words:
            assert word in html


def test_a_tie_is_changed_ended_and_removed_by_form(page, advises):
    jonas, council = party("Jonas Vetter", kind="person"), party("Council")
    held = actions.tie(by=SYSTEM, kind=advises, one=jonas, other=council, at=clock.now())
    assert page.post(address("change", pk=held.pk), {"strength": "9"}).status_code == 422
    assert page.post(address("change", pk=held.pk), {"strength": "2"}).status_code == 302
    assert page.post(address("end", pk=held.pk), {"until_date": "x"}).status_code == 422
    assert page.post(address("end", pk=held.pk), {"until_date": "2026-05-03"}).status_code == 302
    held.refresh_from_db()
    assert (held.strength, str(held.until_date)) == (2, "2026-05-03")
    assert page.post(address("remove", pk=held.pk)).status_code == 302
    assert queries.ties_of(SYSTEM, jonas) == []


def test_what_one_may_not_see_is_not_there(client, person, advises):
    there, here = department("There"), department("Here")
    jonas = party("Jonas Vetter", kind="person")
    hidden = party("Hidden", department_id=there.pk, visibility="department")
    held = actions.tie(by=SYSTEM, kind=advises, one=jonas, other=hidden, at=clock.now())
    client.force_login(person(Role.PRACTITIONER, department=here, name="other"))
    for name in ("change", "end"):
        assert client.get(address(name, pk=held.pk)).status_code == 404
    assert client.post(address("remove", pk=held.pk)).status_code == 404
    assert client.get(f"{address('add')}?about={hidden.ref}").status_code == 404
    record = reverse("stakeholders:detail", kwargs={"ref": jonas.ref})
    for where in (record, f"{record}history/"):
        assert "Hidden" not in client.get(where).content.decode()
    assert Tie.objects.count() == 1


def test_types_are_listed_added_and_closed(page):
    assert "No types of ties yet" in page.get(address("types")).content.decode()
    sent = {"name": "owns", "reverse": "is owned by", "other_kind": "organisation"}
    assert page.post(address("type-add"), sent).status_code == 302
    assert page.post(address("type-add"), sent).status_code == 422
    kind = TieType.objects.get()
    html = page.get(address("types")).content.decode()
    assert "is owned by" in html
    assert page.post(address("type-change", pk=kind.pk), {**sent, "name": "has"}).status_code == 302
    kind.refresh_from_db()
    assert (kind.name, kind.is_active) == ("has", False)
