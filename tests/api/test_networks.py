"""Nearness, routes and networks over HTTP; persons' positions for the owner alone."""

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.initiatives import actions as initiatives
from accord.features.networks import actions
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def test_who_is_near_and_how_to_get_there_is_told(caller, person):
    me, at = person(Role.PRACTITIONER, name="me"), clock.now()
    ann, firm = party("Ann", kind="person"), party("Firm")
    hidden = party("Hidden", visibility="named")
    log_interaction(by=me, parties=[ann], details=TalkDetails("Met"), at=at)
    for parties in ([ann, firm], [firm, hidden]):
        log_interaction(by=SYSTEM, parties=parties, details=TalkDetails("Met"), at=at)
    call = caller("viewer")
    near = call.get(f"stakeholders/{firm.ref}/nearness").json()
    [bond] = near["bonds"]
    assert (bond["party"], bond["talks"], near["colleagues"]) == (
        {"ref": ann.ref, "name": "Ann"}, 1, [],
    )  # fmt: skip
    assert bond["weight"] == pytest.approx(1, abs=0.001)
    [route] = call.get(f"stakeholders/{firm.ref}/routes").json()
    assert route["person"] == {"id": me.pk, "name": "me"}
    assert [(step["to"]["name"], step["grounds"][0]["talks"]) for step in route["steps"]] == [
        ("Ann", 1), ("Firm", 1),
    ]  # fmt: skip
    assert call.get(f"stakeholders/{hidden.ref}/routes").status_code == 404


def test_a_network_is_told_page_by_page_with_persons_for_its_owner_alone(caller, person):
    owner, at = person(Role.PRACTITIONER, name="owner"), clock.now()
    dam = initiative(owner_id=owner.pk)
    parties = [party(f"P {n}", kind="person" if n % 2 else "organisation") for n in range(12)]
    for one, other in zip(parties, parties[1:], strict=False):  # noqa: RUF007
        log_interaction(by=owner, parties=[one, other], details=TalkDetails("Met"), at=at)
    initiatives.take_stakes(by=SYSTEM, initiative=dam, parties=parties, at=at)
    call, mine = caller("lead"), caller(owner)
    assert call.get(f"initiatives/{dam.ref}/network").status_code == 404
    actions.measure(by=SYSTEM, initiative=dam, at=at)
    told = call.get(f"initiatives/{dam.ref}/network?limit=4").json()
    assert (told["parties"], told["ties"], told["is_ranked"]) == (12, 11, True)
    more = call.get(f"initiatives/{dam.ref}/network?limit=4&cursor={told['next']}").json()
    names = [row["party"]["name"] for row in told["items"] + more["items"]]
    assert (names, more["next"]) == ([f"P {n}" for n in range(0, 12, 2)], "")
    whole = mine.get(f"initiatives/{dam.ref}/network").json()["items"]
    assert [row["party"]["name"] for row in whole] == [f"P {n}" for n in range(12)]
    assert whole[0]["constraint"] == 1.0
    assert call.get("network").status_code == 404
