from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.stages import actions, queries
from accord.features.stages.models import Telling
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui import owed
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def address(name, **kwargs):
    return reverse(f"stages:{name}", kwargs=kwargs)


@pytest.mark.duty("P03")
def test_a_checklist_is_laid_ticked_and_what_was_missed_surfaces(client, person):
    lead, me, now = person(Role.LEAD), person(Role.PRACTITIONER), clock.now()
    dam = initiative("Dam", kind="site", at=now)
    starts = (now - 20 * DAY).date()
    with pytest.raises(NotAllowed):
        actions.lay_stages(by=me, initiative=dam, starts_on=starts, owner=me, at=now)
    client.force_login(lead)
    client.post(address("lay", ref=dam.ref), {"starts_on": starts.isoformat(), "owner": me.pk})
    with pytest.raises(Stale):
        actions.lay_stages(by=lead, initiative=dam, starts_on=starts, owner=me, at=now)
    first, second = Telling.objects.order_by("due_on")[:2]
    assert (first.channel, second.channel) == ("meeting", "mail")
    mine = [thing.title for thing in owed.owed_by(me, [me.pk]) if thing.kind == "telling"]
    assert mine == [f"{first.words} (Dam)", f"{second.words} (Dam)"]
    [tally] = queries.tallies(me, now.date())
    assert (tally.told, tally.missed, tally.skipped) == (0, 2, 0)
    talk = log_interaction(
        by=me, parties=[party()], at=now - 12 * DAY,
        details=TalkDetails("What is planned", channel="visit", initiative_id=dam.pk),
    )  # fmt: skip
    client.force_login(me)
    assert f"{first.words} (Dam)" in client.get("/").content.decode()
    page = client.get(address("checklist", ref=dam.ref)).content.decode()
    assert "Missed" in page
    assert f'value="{talk.ref}"' in page  # offered, as it was near its day
    assert client.post(address("tick", pk=first.pk), {"ref": "K-9999"}).status_code == 422
    client.post(address("tick", pk=first.pk), {"ref": talk.ref})
    assert client.post(address("skip", pk=second.pk), {"reason": " "}).status_code == 422
    client.post(address("skip", pk=second.pk), {"reason": "Nobody lives there"})
    first.refresh_from_db()
    assert (first.state, first.told_ref, first.closed_by) == ("done", talk.ref, me)
    [tally] = queries.tallies(me, now.date())
    assert (tally.told, tally.missed, tally.skipped) == (1, 0, 1)
    assert len(owed.settled_since(me, [me.pk], now - 30 * DAY)) == 2
    with pytest.raises(Stale):
        actions.skip(by=me, telling=first, reason="No", at=now)
    assert "Dam" in client.get(address("list")).content.decode()
    assert "told: 1" in client.get(f"/initiatives/{dam.ref}/").content.decode()


@pytest.mark.duty("P03")
def test_stages_and_what_is_told_are_added_and_taken_out(client, person):
    lead, now = person(Role.LEAD), clock.now()
    dam, today = initiative("Dam", at=now), now.date()
    client.force_login(lead)
    span = {"name": "Flooding", "from_date": today.isoformat(), "until_date": "2020-01-01"}
    assert client.post(address("stage-add", ref=dam.ref), span).status_code == 422
    client.post(address("stage-add", ref=dam.ref), {**span, "until_date": today.isoformat()})
    stage = queries.stages_of(lead, dam).get()
    client.post(
        address("telling-add", ref=dam.ref, pk=stage.pk),
        {"words": "The gates open", "channel": "call", "due_on": today.isoformat(),
         "owner": lead.pk},
    )  # fmt: skip
    one = Telling.objects.get()
    details = actions.TellingDetails("Words", "drums", today, lead.pk)
    with pytest.raises(Invalid):
        actions.add_telling(by=lead, stage=stage, details=details, at=now)
    client.post(address("drop", pk=one.pk))
    assert not Telling.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_as_often_for_three_as_for_one(
    as_role, person, count, at, django_assert_num_queries
):
    client, me = as_role(Role.LEAD), person(Role.PRACTITIONER)
    for n in range(count):
        dam = initiative(f"Dam {n}")
        actions.lay_stages(by=SYSTEM, initiative=dam, starts_on=at.date(), owner=me, at=at)
    client.get(address("list"))
    with django_assert_num_queries(len(_asked(client))):
        client.get(address("list"))
    ASKED.append(len(_asked(client)))
    assert len(set(ASKED)) == 1


ASKED: list[int] = []


def _asked(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(address("list"))
    return asked
