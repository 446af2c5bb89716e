"""Letters to those who are asked to come; written when they are sent, so that no link is stored."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from accord.features.meetings import queries
from accord.features.meetings.models import Invitee, Meeting
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.actions import Draft, post


def send_to(
    *, by: Actor, meeting: Meeting, asked: Iterable[Invitee], recipe: str, at: datetime, **more: Any
) -> int:
    """Hand in one letter to each who has an address and may be written to; gives how many."""
    reply_to = meeting.chair.email
    count = 0
    asked = list(asked)
    barred = queries.barred(meeting, asked, at, is_called_off=recipe == "meetings.cancellation")
    for one in asked:
        if not one.email or one.party_id in barred:
            continue
        args = {"invitee_id": one.pk, "sequence": meeting.sequence, **more}
        if recipe == "meetings.cancellation":  # who is taken off the list is no longer found
            args |= {"meeting_id": meeting.pk, "email": one.email, "name": one.name}
        post(
            by=by, at=at,
            draft=Draft(
                kind=recipe, to=one.email, to_name=one.name, party_id=one.party_id,
                reply_to=reply_to, person_id=one.person_id, recipe=recipe, recipe_args=args,
                language=one.person.language if one.person else _language(one),
            ),
        )  # fmt: skip
        count += 1
    return count


def _language(one: Invitee) -> str:
    """Give the language of theirs, where letters can be written in it."""
    wanted = one.party.language if one.party else ""
    return wanted if wanted in dict(settings.LANGUAGES) else ""
