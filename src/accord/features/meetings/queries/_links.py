"""Links by which those who are invited answer, without an account: signed, kept nowhere."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer

from accord.features.meetings.models import Invitee, Meeting

_answers = Signer(salt="accord.meetings.answer", sep=".")
_minutes = Signer(salt="accord.meetings.minutes", sep=".")


def token_of(invitee: Invitee) -> str:
    return _answers.sign(str(invitee.pk))


def minutes_token(invitee: Invitee) -> str:
    return _minutes.sign(str(invitee.pk))


def invitee_by_token(token: str, *, of_minutes: bool = False) -> Invitee | None:
    """Find who a link is for; nothing where somebody made the link up."""
    try:
        key = int((_minutes if of_minutes else _answers).unsign(token))
    except (BadSignature, ValueError):
        return None
    found = Invitee.objects.filter(pk=key).select_related("meeting__chair", "party", "person")
    return found.first()


def party_seen(invitee: Invitee) -> bool:
    """Tell whether a name may stand where others read it."""
    return invitee.party is None or invitee.party.visibility == "everyone"


def uid_of(meeting: Meeting) -> str:
    """Name a meeting as calendars do: the same for as long as it lives."""
    return f"{meeting.ref}@{urlsplit(settings.BASE_URL).hostname or 'accord.invalid'}"
