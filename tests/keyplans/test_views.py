import pytest
from django.urls import reverse

from accord.features.keyplans import actions
from accord.features.keyplans.models import Goal, KeyPlan, Review
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def address(name, **kwargs):
    return reverse(f"keyplans:{name}", kwargs=kwargs)


@pytest.mark.duty("R20")
def test_from_the_ambition_to_what_came_of_it_by_form(client, person):
    lead = person(Role.LEAD)
    client.force_login(lead)
    dairy, teodor = party("Dairy", kind="organisation"), party("Teodor", kind="person")
    add = f"{address('add')}?about={dairy.ref}"
    sent = {
        "ambition": "They build on our water", "gain": "Steady price", "owner": lead.pk,
        "sponsor": lead.pk, "counterpart": teodor.ref, "from_date": "2026-01-01",
        "until_date": "2028-12-31", "review_days": "90",
    }  # fmt: skip
    assert client.post(add, {**sent, "counterpart": "Nobody"}).status_code == 422
    assert client.post(add, {**sent, "until_date": "2025-01-01"}).status_code == 422
    assert not KeyPlan.objects.exists()
    assert client.post(add, sent).status_code == 302
    ref = KeyPlan.objects.get().ref
    client.post(address("goal-add", ref=ref), {"year": "2027", "words": "One pipe"})
    goal = Goal.objects.get()
    settle = address("goal-settle", ref=ref, pk=goal.pk)
    client.post(settle, {"state": "reached", "note": "In May"})
    assert client.post(address("review", ref=ref), {"words": "Fine"}).status_code == 422
    client.post(address("review", ref=ref), {"is_on_course": "no", "words": "Price rises"})
    assert Review.objects.get().is_on_course is False
    shown = client.get(address("detail", ref=ref)).content.decode()
    for words in ("They build on our water", "Teodor", "2027", "One pipe", "reached", "off course"):
        assert words in shown
    assert "1 of 1 reached" in client.get(address("list")).content.decode()
    client.post(address("end", ref=ref), {"outcome": "They stay"})
    assert "They stay" in client.get(address("detail", ref=ref)).content.decode()


def test_pages_ask_as_often_for_three_as_for_one(client, person, django_assert_max_num_queries):
    lead, at, counts = person(Role.MANAGER), clock.now(), []
    client.force_login(lead)
    for size in (1, 3):
        for _ in range(size):
            details = actions.PlanDetails("More", lead.pk, at.date(), at.date().replace(year=2040))
            plan = actions.open_plan(by=SYSTEM, party=party(at=at), details=details, at=at)
        for year in range(size):
            goal = actions.GoalDetails(2027 + year, "Pipe")
            actions.add_goal(by=SYSTEM, plan=plan, details=goal, at=at)
            actions.review_plan(by=SYSTEM, plan=plan, words="Fine", is_on_course=True, at=at)
        for page in (address("list"), address("detail", ref=plan.ref)):
            client.get(page)
            with django_assert_max_num_queries(30) as asked:
                assert client.get(page).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
