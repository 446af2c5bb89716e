import pytest
from django.urls import reverse

from accord.features.stakeholders import actions as people
from accord.features.strategies.models import Activity, Deliverable, Objective, Strategy, Touch
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party
from tests.factories.strategies import activity, strategy

pytestmark = pytest.mark.django_db


def address(name, **kwargs):
    return reverse(f"strategies:{name}", kwargs=kwargs)


@pytest.mark.duty("C02")
@pytest.mark.duty("R13")
@pytest.mark.duty("R10")
def test_from_a_draft_to_what_came_of_it_by_form(client, person):
    lead, today = person(Role.LEAD), clock.now().date()
    client.force_login(lead)
    site, teodor = initiative("Lark Valley"), party("Teodor", kind="person", owner_id=lead.pk)
    sent = {
        "name": "Quiet nights", "initiative": site.pk, "owner": lead.pk,
        "from_date": today.isoformat(), "until_date": today.replace(year=today.year + 1),
        "budget": "9000", "risk": "medium", "research": "Noise at night matters most",
    }  # fmt: skip
    assert client.post(address("add"), {**sent, "until_date": "2020-01-01"}).status_code == 422
    assert not Strategy.objects.exists()
    assert client.post(address("add"), sent).status_code == 302
    ref = Strategy.objects.get().ref
    assert client.post(address("approve", ref=ref), follow=True).status_code == 200
    assert Strategy.objects.get().state == "draft"  # without an objective
    client.post(address("objective-add", ref=ref), {"words": "They sleep", "measure": "Asked"})
    objective = Objective.objects.get()
    given = {
        "title": "Walk along the works", "objective": objective.pk, "channel": "visit",
        "rhythm_days": "30", "from_date": sent["from_date"], "until_date": sent["until_date"],
        "message": "Pipes come at night", "feedback": "Cards", "participation": "involve",
    }  # fmt: skip
    client.post(address("activity-add", ref=ref), given)
    walk = Activity.objects.get()
    of = {"ref": ref, "pk": walk.pk}
    shown = client.get(address("detail", ref=ref)).content.decode()
    assert "is for nobody yet" in shown
    assert client.post(address("address", **of), {"who": "Nobody"}).status_code == 422
    client.post(address("address", **of), {"who": f"{teodor.ref}\n"})
    client.post(address("deliverable-add", **of), {"words": "Map", "due_on": sent["from_date"]})
    client.post(address("approve", ref=ref))
    client.post(address("activity-start", **of))
    touch = Touch.objects.get()
    assert (touch.party, touch.owner, touch.due_on) == (teodor, lead, today)
    for page in (address("touches"), reverse("home:home"), address("activity", **of)):
        shown = client.get(page).content.decode()
        assert "Teodor" in shown, page
        assert "Walk along the works" in shown, page
    assert client.post(address("touch-move", pk=touch.pk), {"reason": "x"}).status_code == 422
    moved = {"due_on": sent["until_date"].isoformat(), "reason": "Harvest"}
    client.post(address("touch-move", pk=touch.pk), moved)
    client.post(address("touch-close", pk=touch.pk), {"on": today.isoformat(), "words": "Met"})
    assert list(Touch.objects.order_by("pk").values_list("state", "reason")) == [
        ("done", "Met"), ("open", ""),
    ]  # fmt: skip
    paper = Deliverable.objects.get()
    settle = address("deliverable-settle", ref=ref, pk=paper.pk)
    assert client.post(settle, {"state": "dropped"}).status_code == 422
    client.post(settle, {"state": "delivered", "note": "On the wall"})
    client.post(
        address("objective-settle", ref=ref, pk=objective.pk), {"state": "reached", "note": "Yes"}
    )
    shown = client.get(address("detail", ref=ref)).content.decode()
    for words in (
        "Noise at night matters most",
        "Asked",
        "Pipes come at night",
        "every 30 days",
        "On the wall",
        "reached",
        "1 of 1",
    ):
        assert words.lower() in shown.lower(), words
    assert "Quiet nights" in client.get(f"{address('list')}?initiative={site.ref}").content.decode()
    record = reverse("initiatives:detail", kwargs={"ref": site.ref})
    assert "Quiet nights" in client.get(record).content.decode()
    client.post(address("end", ref=ref), {"outcome": "They sleep now"})
    assert "They sleep now" in client.get(address("detail", ref=ref)).content.decode()
    assert not Touch.objects.filter(state="open").exists()


def test_a_plan_from_a_template_by_form(client, person):
    lead, today = person(Role.LEAD), clock.now().date()
    client.force_login(lead)
    sent = {
        "template": "works", "name": "Road works", "owner": lead.pk,
        "from_date": today.isoformat(), "until_date": today.replace(year=today.year + 1),
    }  # fmt: skip
    assert client.post(address("add"), sent).status_code == 302
    assert Activity.objects.count() == 3


def test_a_practitioner_works_a_plan_but_does_not_change_it(client, person):
    plan, objective = strategy(person(Role.LEAD), at=clock.now())
    walk = activity(objective, [party("Teodor", kind="person")], at=clock.now())
    client.force_login(person(Role.PRACTITIONER))
    of = {"ref": plan.ref, "pk": walk.pk}
    refused = (address("end", ref=plan.ref), address("activity-stop", **of))
    for page in refused:
        assert client.post(page, {"outcome": "x", "reason": "x"}).status_code == 403
    assert client.post(address("approve", ref=plan.ref)).status_code == 403
    touch = Touch.objects.get()
    client.post(address("touch-drop", pk=touch.pk), {"reason": "They asked for peace"})
    plan.refresh_from_db()
    touch.refresh_from_db()
    assert (plan.state, touch.state) == ("running", "dropped")


def test_who_may_not_see_a_party_sees_none_of_its_contacts(client, person):
    lead, at = person(Role.LEAD), clock.now()
    _plan, objective = strategy(lead, at=at)
    hidden = party("Hidden", kind="person", visibility="named", at=at)
    walk = activity(objective, [hidden, party("Teodor", kind="person", at=at)], at=at)
    client.force_login(person(Role.VIEWER))
    shown = client.get(address("activity", ref=walk.strategy.ref, pk=walk.pk)).content.decode()
    assert "Teodor" in shown
    assert "Hidden" not in shown
    assert client.get(f"{address('touches')}?whose=all").content.decode().count("Hidden") == 0
    touch = Touch.objects.get(party=hidden)
    client.force_login(person(Role.PRACTITIONER))
    assert client.get(address("touch-move", pk=touch.pk)).status_code == 404


def test_pages_ask_as_often_for_three_as_for_one(client, person, django_assert_max_num_queries):
    lead, at, asked = person(Role.MANAGER), clock.now(), []
    client.force_login(lead)
    for size in (1, 3):
        for _ in range(size):
            site = initiative(f"Site {Strategy.objects.count()}", at=at)
            plan, objective = strategy(lead, at=at, initiative_id=site.pk)
            for _again in range(size):
                name = f"Segment {Activity.objects.count()}"
                segment = people.add_segment(by=SYSTEM, name=name, at=at)
                for _n in range(size):
                    people.pick(by=SYSTEM, segment=segment, party=party(at=at), at=at)
                who = [party(kind="person", at=at) for _n in range(size)]
                walk = activity(objective, who, at=at, segment_id=segment.pk)
        pages = (
            address("list"), address("touches"), address("detail", ref=plan.ref),
            address("activity", ref=plan.ref, pk=walk.pk),
        )  # fmt: skip
        for page in pages:
            client.get(page)
            with django_assert_max_num_queries(40) as counted:
                assert client.get(page).status_code == 200
            asked.append(len(counted))
    assert asked[:4] == asked[4:]
