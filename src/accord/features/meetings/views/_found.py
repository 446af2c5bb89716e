"""What the pages of one meeting share."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.features.meetings import queries
from accord.features.meetings.models import AgendaItem, Invitee, Meeting
from accord.foundation.kernel.text import visible
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import Request


def meeting_or_404(request: Request, ref: str) -> Meeting:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def item_or_404(request: Request, ref: str, pk: int) -> AgendaItem:
    return get_object_or_404(queries.items_of(meeting_or_404(request, ref)), pk=pk)


def invitee_or_404(request: Request, ref: str, pk: int) -> Invitee:
    asked = queries.asked_of(request.user, meeting_or_404(request, ref))
    return get_object_or_404(asked, pk=pk)


def address(meeting: Meeting, verb: str = "detail", **more: Any) -> str:
    return reverse(f"meetings:{verb}", kwargs={"ref": meeting.ref, **more})


def trail_of(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Meetings"), reverse("meetings:list")), *steps]


def on(meeting: Meeting, title: str, save: str, said: str = "", **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=said or _("Saved."), back=address(meeting),
        trail=trail_of((visible(meeting.title), address(meeting))), **more,
    )  # fmt: skip
