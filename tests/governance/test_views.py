import inspect
import re

import pytest
from django.urls import reverse

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.governance import actions
from accord.features.governance.models import Duty, EngagementPolicy, PolicyRole
from accord.features.governance.views import FOUND
from accord.features.stakeholders import actions as people
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.methods.stakeholders import raci
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def address(name, **kwargs):
    return reverse(f"governance:{name}", kwargs=kwargs)


@pytest.mark.duty("R05")
def test_a_policy_from_the_draft_to_a_warning_at_a_talk(client, person):
    lead, today = person(Role.LEAD), clock.now().date()
    client.force_login(lead)
    dam, teodor = initiative("Dam", at=clock.now()), party("Teodor", kind="person")
    stake(dam, who=teodor, at=clock.now())
    sent = {
        "initiative": dam.pk, "purpose": "Heard first", "tone": "Plain", "owner": lead.pk,
        "review_on": today.isoformat(),
    }  # fmt: skip
    assert client.post(address("add"), {**sent, "purpose": " "}).status_code == 422
    client.post(address("add"), sent)
    ref = EngagementPolicy.objects.get().ref
    client.post(address("role-add", ref=ref), {"name": "Head", "holder": lead.pk})
    role = PolicyRole.objects.get()
    client.post(address("duty-add", ref=ref), {"words": "Answer", f"role_{role.pk}": "R"})
    client.post(address("approve", ref=ref))
    assert EngagementPolicy.objects.get().state == "draft"
    assert "nobody answers for it" in client.get(address("detail", ref=ref)).content.decode()
    duty = Duty.objects.get()
    client.post(address("duty-assign", ref=ref, pk=duty.pk), {f"role_{role.pk}": "A/R"})
    client.post(address("approve", ref=ref))
    assert EngagementPolicy.objects.get().state == "in-force"
    client.post(
        address("channel-rule", ref=ref),
        {"channel": "message", "is_allowed": "no", "words": "Nothing in chats"},
    )
    client.post(address("cadence-set", ref=ref), {"ideal_days": "7", "most_days": "14"})
    shown = client.get(address("detail", ref=ref)).content.decode()
    for words in (
        "Plain",
        "Head",
        "A/R",
        "Nothing in chats",
        "every 7 days",
        "Teodor",
        "In rhythm",
    ):
        assert words in shown, words
    details = TalkDetails("Hi", channel="message", initiative_id=dam.pk)
    talk = log_interaction(by=lead, parties=[teodor], details=details, at=clock.now())
    at_talk = client.get(reverse("engagement:detail", kwargs={"ref": talk.ref})).content.decode()
    assert "The policy does not want this channel" in at_talk
    record = reverse("initiatives:detail", kwargs={"ref": dam.ref})
    assert ref in client.get(record).content.decode()
    excuse = address("excuse", ref=ref, party=teodor.ref)
    assert client.post(excuse, {"reason": "", "until": today.isoformat()}).status_code == 422
    assert "Dam" in client.get(address("list")).content.decode()


def test_pages_ask_as_often_for_three_as_for_one(client, person, django_assert_max_num_queries):
    lead, at, asked = person(Role.MANAGER), clock.now(), []
    client.force_login(lead)
    for size in (1, 3):
        for _ in range(size):
            dam = initiative(f"Dam {EngagementPolicy.objects.count()}", at=at)
            details = actions.PolicyDetails("Heard", lead.pk, at.date())
            policy = actions.add_policy(by=lead, initiative=dam, details=details, at=at)
            for number in range(size):
                role = actions.add_role(
                    by=lead, policy=policy, name=f"Role {number}", holder=lead, at=at
                )
                actions.add_duty(
                    by=lead, policy=policy, words=f"Work {number}", codes={role.pk: "A/R"}, at=at
                )
                who = party(kind="person", at=at, owner_id=lead.pk)
                stake(dam, who=who, at=at)
                name = f"Segment {policy.pk} {number}"
                segment = people.add_segment(by=SYSTEM, name=name, at=at)
                people.pick(by=SYSTEM, segment=segment, party=who, at=at)
                actions.set_cadence(
                    by=lead, policy=policy, segment=segment, ideal_days=5, most_days=9, at=at
                )
        for page in (address("list"), address("detail", ref=policy.ref)):
            client.get(page)
            with django_assert_max_num_queries(40) as counted:
                assert client.get(page).status_code == 200
            asked.append(len(counted))
    assert asked[:2] == asked[2:]


def test_whatever_a_matrix_lacks_is_said_in_words():
    codes = set(re.findall(r'"([EW]\d_\w+)"', inspect.getsource(raci)))
    assert codes - set(FOUND) == {"W5_absent_without_deputy"}  # nobody says here who is away
    assert len({said() for said in FOUND.values()}) == 9
    assert FOUND["E1_no_accountable"]() == "nobody answers for it"
