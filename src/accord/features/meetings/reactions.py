"""What is written to those who are asked to come: invitation, calling off, minutes."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accord.features.meetings import queries
from accord.features.meetings.exports import CANCEL, REQUEST, calendar_text, span
from accord.features.meetings.models import Invitee, Meeting
from accord.features.meetings.states import AHEAD, LineKind, State
from accord.foundation.accounts.links import absolute
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.mail.letters import Item, Letter, Section


def _invitee(args: dict[str, Any]) -> Invitee | None:
    found = Invitee.objects.filter(pk=args["invitee_id"])
    return found.select_related("meeting__chair", "person", "party").first()


def _language(one: Invitee) -> str:
    """Give the language of whoever gets the letter, where Accord speaks it."""
    wanted = one.person.language if one.person else one.party.language if one.party else ""
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _facts(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    with timezone.override(settings.HOUSE_TIME_ZONE):
        facts = (
            (_("When"), f"{span(meeting)} ({settings.HOUSE_TIME_ZONE})"),
            (_("Where"), visible(meeting.place)), (_("To what end"), visible(meeting.purpose)),
            (_("Led by"), meeting.chair.name),
        )  # fmt: skip
    return tuple((label, words) for label, words in facts if words)


def invitation(args: dict[str, Any]) -> Letter | None:
    """Ask somebody to come; nothing once it is called off, or moved again."""
    one = _invitee(args)
    if one is None or one.meeting.state not in AHEAD | {State.RUNNING}:
        return None
    meeting = one.meeting
    if args.get("sequence", 0) < meeting.sequence:
        return None
    with translation.override(_language(one)):
        agenda = tuple(
            Item(visible(item.title), words=_("%(n)s min") % {"n": item.minutes})
            for item in queries.agenda_of(meeting)
            if not item.is_proposed
        )
        subject = _("Invitation: %(title)s") if not meeting.sequence else _("Moved: %(title)s")
        return Letter(
            subject % {"title": _line(meeting.title)},
            paragraphs=(_("%(organisation)s asks you to this meeting.") % {
                "organisation": settings.ORGANISATION},),
            facts=_facts(meeting),
            sections=(Section(_("Agenda"), agenda),) if agenda else (),
            button=(_("Say whether you come"), _link("meetings:answer", queries.token_of(one))),
            closing=_("By the same link you can ask for something to be spoken of."),
            calendar=(REQUEST, calendar_text(meeting, REQUEST, clock.now(), asked=one)),
        )  # fmt: skip


def cancellation(args: dict[str, Any]) -> Letter | None:
    """Tell somebody that a meeting is called off, for them or for all."""
    found = Meeting.objects.filter(pk=args["meeting_id"]).select_related("chair")
    meeting = found.first()
    if meeting is None:
        return None
    one = _invitee(args) or Invitee(meeting=meeting, email=args["email"])
    with translation.override(_language(one)):
        why = args.get("why", "")
        words = _("The meeting %(title)s is called off.") if why else _(
            "You need not come to the meeting %(title)s."
        )  # fmt: skip
        return Letter(
            _("Called off: %(title)s") % {"title": _line(meeting.title)},
            paragraphs=(
                words % {"title": visible(meeting.title)},
                *([visible(why)] if why else []),
            ),
            facts=_facts(meeting),
            calendar=(CANCEL, calendar_text(meeting, CANCEL, clock.now(), asked=one)),
        )


def minutes(args: dict[str, Any]) -> Letter | None:
    """Give the minutes as they stand, without what is for inside; nothing once a newer one is."""
    one = _invitee(args)
    if one is None or one.meeting.issue != args["issue"]:
        return None
    meeting = one.meeting
    with translation.override(_language(one)):
        lines = queries.lines_of(meeting, outside=True)
        words = (
            _("These are the minutes, put right: version %(n)s.") if meeting.issue > 1
            else _("These are the minutes.")
        ) % {"n": meeting.issue}  # fmt: skip
        silence = _("By the link you confirm or dispute each line. Who says nothing within "
                    "%(n)s days accepts them.") % {"n": settings.MINUTES_DAYS}  # fmt: skip
        return Letter(
            _("Minutes: %(title)s") % {"title": _line(meeting.title)},
            paragraphs=(words, silence), facts=_facts(meeting),
            sections=(Section(_("Minutes"), tuple(_item(line) for line in lines)),),
            button=(
                _("Confirm or dispute"), _link("meetings:judge", queries.minutes_token(one))
            ),
        )  # fmt: skip


def _item(line: Any) -> Item:
    plain = line.kind in {LineKind.NOTE, LineKind.HEADING}
    return Item(visible(line.text), words="" if plain else line.get_kind_display())


def _line(words: str) -> str:
    return " ".join(visible(words).split())


def _link(name: str, token: str) -> str:
    return absolute(reverse(name, kwargs={"token": token}))


RECIPES = {
    "meetings.invitation": invitation,
    "meetings.cancellation": cancellation,
    "meetings.minutes": minutes,
}
