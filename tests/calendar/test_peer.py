"""Every feed read back as another calendar reads it, and compared with the rows, whole."""

from datetime import UTC, datetime, time, timedelta
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from accord.features.governance import actions as governance
from accord.features.keyplans.models import KeyPlan
from accord.features.promises.actions import keep_promise
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.calendar import found_between
from accord.overview.calendar.exports import AHEAD, BEHIND
from tests.calendar.peer import ASK, Peer
from tests.calendar.test_calendar import desk, main, me, planned, promised, soon, subscribed
from tests.factories.initiatives import initiative
from tests.factories.meetings import meeting
from tests.factories.stakeholders import party
from tests.keyplans.test_actions import opened

__all__ = ["desk", "me", "soon"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def everything(me, soon):
    """One of each kind of thing that stands on a calendar; gives the promise."""
    made = promised(me, "Revised plan, with a comma; “quotes”\nand żółw 水", soon)
    planned(me, "Walk the road", clock.now().replace(microsecond=0) + timedelta(days=1))
    meeting(me, at=clock.now().replace(microsecond=0) + timedelta(days=3))
    opened(me, clock.now().replace(microsecond=0), whom=party("Dairy", kind="organisation"))
    details = governance.PolicyDetails(
        purpose="Be fair", owner_id=me.pk, review_on=clock.now().date() + timedelta(days=30)
    )
    policy = governance.add_policy(
        by=SYSTEM, initiative=initiative("Hollin lane"), details=details, at=clock.now()
    )
    type(policy).objects.update(state="in-force")
    return made


def read(body):
    """Give what another calendar knows of each event, by its name."""
    found = {}
    for each in Calendar.from_ical(body).walk("VEVENT"):
        found[str(each["uid"])] = (
            str(each["summary"]), each["dtstart"].dt, each["dtend"].dt if "dtend" in each else None,
            str(each.get("description", "")), str(each["url"]), str(each.get("transp", "")),
        )  # fmt: skip
    return found


def expected(me, settings):
    at = clock.now()
    found = {}
    for kind, one in found_between(me, [me.pk], at - BEHIND, at + AHEAD):
        is_moment = isinstance(one.when, datetime)
        found[f"{kind}-{one.key}@localhost"] = (
            f"Done: {one.title}" if one.is_done else one.title,
            one.when.astimezone(UTC) if is_moment else one.when, one.until,
            one.whom, f"{settings.BASE_URL}{one.url}", "" if one.until else "TRANSPARENT",
        )  # fmt: skip
    return found


@pytest.mark.duty("C16")
@pytest.mark.usefixtures("everything")
def test_a_feed_read_back_says_what_the_rows_say(desk, client, me, settings):
    kinds = {name.partition("-")[0] for name in expected(me, settings)}
    assert kinds == {"promises", "tasks", "meetings", "policies"}
    assert read(client.get(subscribed(desk)).content) == expected(me, settings)


@pytest.mark.usefixtures("everything")
def test_the_review_of_a_plan_and_its_task_are_shown_once(desk, me):
    plan = KeyPlan.objects.select_related("reminder").get()
    start = plan.review_at.date().isoformat()
    shown = main(desk.get(f"/calendar/?from={start}"))
    assert plan.reminder.title in shown
    assert "Review of the plan for Dairy" not in shown
    alone = main(desk.get(f"/calendar/?from={start}&kind=keyplans"))
    assert "Review of the plan for Dairy" in alone


@pytest.mark.walk
def test_another_calendar_server_takes_a_feed_and_finds_each_day_in_it(
    desk, client, me, settings, everything
):
    href = subscribed(desk)
    peer = Peer()
    try:
        for is_kept in (False, True):
            if is_kept:
                keep_promise(by=me, promise=everything, at=clock.now())
            body = client.get(href).content
            status, said = peer("PUT", body, Content_Type="text/calendar; charset=utf-8")
            assert status in {201, 204}, said
            status, kept = peer("GET")
            assert (status, read(kept)) == (200, expected(me, settings))
            day = datetime.combine(clock.now().date() + timedelta(days=2), time(), UTC)
            asked = ASK.format(start=day, end=day + timedelta(days=1)).encode()
            _status, answer = peer("REPORT", asked, Depth="1", Content_Type="application/xml")
            data = "{urn:ietf:params:xml:ns:caldav}calendar-data"
            [only] = ET.fromstring(answer).iter(data)  # noqa: S314 -- from our own process
            assert list(read(only.text)) == [f"promises-{everything.ref}@localhost"]
    finally:
        peer.stop()
