"""Who may open what of meetings."""

from datetime import timedelta

from accord.features.meetings import actions as meetings
from accord.features.meetings.models import Meeting
from accord.foundation.accounts.models import User
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY
from tests.access.room import READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _gathered(name):
    """Plan a meeting about the canary, with an item and somebody invited."""
    on = {"by": SYSTEM, "at": NOON}
    chair, _made = User.objects.get_or_create(email="chair@accord.example", name="Chair")
    details = meetings.MeetingDetails(CANARY, NOON, NOON + timedelta(hours=1), chair)
    made = meetings.plan_meeting(details=details, parties=[party(CANARY)], people=[chair], **on)
    item = meetings.add_item(meeting=made, details=meetings.ItemDetails(CANARY), **on)
    asked = made.invitees.order_by("pk").first()
    if name in {"run", "read", "keep", "turn", "finish"}:
        meetings.begin_meeting(meeting=made, **on)
    more = {"pk": item.pk} if name.startswith("item-") and name != "item-add" else {}
    if name in {"address", "answer-for", "uninvite"}:
        more = {"pk": asked.pk}
    return {"ref": made.ref, **more}


def _decided(_name):
    """Let the canary's meeting decide something."""
    on = {"by": SYSTEM, "at": NOON}
    held = Meeting.objects.get(ref=_gathered("run")["ref"])
    meetings.take_minutes(meeting=held, notes=f"! {CANARY}", **on)
    meetings.finish_meeting(meeting=held, absent=[], **on)
    return {"ref": held.ref, "pk": held.decisions.get().pk}


ROOM = Room(
    "meetings",
    may={
        READERS: "list detail agenda-paper minutes-paper",
        WRITERS: (
            "add change invite send cancel close series-end prepare item-add item-change "
            "item-up item-down item-drop item-task address answer-for uninvite begin run read "
            "keep turn finish correct minutes-send decision-tie decision-record"
        ),
    },
    public={
        "answer": {"token": "1.x"},
        "answer-calendar": {"token": "1.x"},
        "confirm-all": {"token": "1.x"},
        "judge": {"token": "1.x"},
        "judge-line": {"token": "1.x", "pk": 1},
        "propose": {"token": "1.x"},
    },
    made={
        _gathered: (
            "detail agenda-paper minutes-paper change invite send cancel close series-end "
            "prepare item-add item-change item-up item-down item-drop item-task address "
            "answer-for uninvite begin run read keep turn finish correct minutes-send"
        ),
        _decided: "decision-tie decision-record",
    },
    gone="item-drop uninvite",
)
