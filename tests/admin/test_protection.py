"""Pages of retention, of the processing log, of topics and of purposes of consent."""

import pytest
from django.urls import reverse

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import ConsentPurpose, RetentionRule, Topic
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.admin.conftest import signed_in
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(person):
    return person(Role.CUSTODIAN, name="Data Keeper")


def page(client, name, **more):
    response = client.get(reverse(f"admin:{name}", kwargs=more))
    assert response.status_code == 200
    return response.content.decode()


def test_a_rule_is_shown_before_it_is_switched_on(client, keeper, at):
    signed_in(client, keeper)
    party("Old acquaintance", at=at.replace(year=2020))
    party("New acquaintance", at=at.replace(year=2026))
    given = {"name": "Three years", "months": 36, "counts_from": "silence", "outcome": "review"}
    wrong = client.post(reverse("admin:rule-add"), given | {"months": 0})
    assert (wrong.status_code, RetentionRule.objects.count()) == (200, 0)
    client.post(reverse("admin:rule-add"), given)
    rule = RetentionRule.objects.get()
    html = page(client, "rule", rule_id=rule.pk)
    assert ["Old acquaintance" in html, "New acquaintance" in html] == [True, False]
    assert "1 record" in html
    assert "off" in page(client, "retention")

    switch = reverse("admin:rule-switch", kwargs={"rule_id": rule.pk})
    client.post(switch, {"version": rule.version + 1, "on": "1"})
    assert not RetentionRule.objects.get().is_active
    client.post(switch, {"version": rule.version, "on": "1"})
    assert RetentionRule.objects.get().is_active


def test_a_rule_is_switched_only_after_a_fresh_sign_in(client, keeper, at):
    signed_in(client, keeper, ago=600)
    details = actions.RuleDetails(name="A year", months=12)
    rule = actions.add_rule(by=keeper, details=details, at=at)
    client.post(reverse("admin:rule-switch", args=[rule.pk]), {"version": 1, "on": "1"})
    assert not RetentionRule.objects.get().is_active


def test_what_waits_is_kept_from_the_list_and_from_the_record(client, keeper, person, at):
    signed_in(client, keeper)
    old, other = (party(name, at=at.replace(year=2020)) for name in ("Old", "Other"))
    details = actions.RuleDetails(name="Three years", months=36)
    rule = actions.add_rule(by=keeper, details=details, at=at)
    actions.switch_rule(by=keeper, rule=rule, is_active=True, seen=rule.version, at=at)
    actions.apply_rules(by=SYSTEM, at=at)
    html = page(client, "retention")
    assert ["Old" in html, "Other" in html] == [True, True]
    keep = reverse("stakeholders:keep-longer", kwargs={"ref": old.ref})
    answer = client.post(keep, {"to": reverse("admin:retention")})
    assert answer["Location"] == reverse("admin:retention")
    assert client.post(keep).status_code == 404

    signed_in(client, person(Role.PRACTITIONER))
    record = reverse("stakeholders:detail", kwargs={"ref": other.ref})
    assert "Still needed?" in client.get(record).content.decode()
    client.post(reverse("stakeholders:keep-longer", kwargs={"ref": other.ref}))
    assert "Still needed?" not in client.get(record).content.decode()


def test_the_log_tells_who_took_what_and_nothing_of_what_one_may_not_see(
    client, keeper, person, at
):
    signed_in(client, keeper)
    lead = person(Role.LEAD, name="Lena Lead")
    shown, hidden = party("Shown"), party("Hidden away", visibility="named", owner_id=lead.pk)
    for one in (shown, hidden):
        actions.note_whole_file(by=SYSTEM, party=one, form="pdf", at=at)
    signed_in(client, lead)
    client.get(reverse("tasks:export"), {"as": "csv"})
    signed_in(client, keeper)
    html = page(client, "processing")
    assert ["Shown" in html, "Hidden away" in html, "Lena Lead" in html] == [True, False, True]
    assert html.count("took the whole file of a stakeholder") == 2
    assert html.count("took a list away") == 1
    assert "<td>Tasks</td>" in html


@pytest.mark.parametrize(("word", "model"), [("topic", Topic), ("purpose", ConsentPurpose)])
def test_words_are_added_renamed_and_closed(client, person, word, model):
    signed_in(client, person(Role.LEAD))
    client.post(reverse(f"admin:{word}-add"), {"name": "Newsleter"})
    taken = client.post(reverse(f"admin:{word}-add"), {"name": "Newsleter"})
    assert (taken.status_code, model.objects.count()) == (200, 1)
    row = model.objects.get()
    client.post(reverse(f"admin:{word}-change", args=[row.pk]), {"name": "Newsletter"})
    client.post(reverse(f"admin:{word}-close", args=[row.pk]))
    row.refresh_from_db()
    assert (row.name, row.is_active) == ("Newsletter", False)
    assert "Open again" in page(client, f"{word}s")
