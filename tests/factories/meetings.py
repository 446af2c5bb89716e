"""A meeting with one of ours and one of theirs, made by the same actions as everybody's."""

from datetime import timedelta

from accord.features.meetings import actions
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.features.stakeholders.states import Channel
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.stakeholders import party


def meeting(chair, *, who="Jonas Vetter", mail="jonas@vetter.example.org", at=NOON, **more):
    """Plan a meeting for ``at`` with a party that has a mail address; ``who`` may be a party."""
    theirs = party(who, kind="person", at=at) if isinstance(who, str) else who
    if mail:
        add_contact_point(
            by=SYSTEM, party=theirs, details=ContactDetails(Channel.MAIL, mail), at=at
        )
    extra = {name: more.pop(name) for name in ("rhythm", "people") if name in more}
    facts = {"title": "The lane at Hollin", "starts_at": at, "ends_at": at + timedelta(hours=1)}
    details = actions.MeetingDetails(chair=chair, **{**facts, **more})
    return actions.plan_meeting(
        by=SYSTEM, details=details, at=at, parties=[theirs], people=extra.pop("people", [chair]),
        **extra,
    )  # fmt: skip
