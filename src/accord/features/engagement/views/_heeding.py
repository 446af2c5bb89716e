"""Whether what somebody needs to take part was heeded in a talk."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accord.features.engagement import actions, forms, panels, policies, queries
from accord.features.engagement.models import Interaction
from accord.features.engagement.views._found import talk_or_404, trail_of
from accord.features.stakeholders.models import Party
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, sheets
from accord.foundation.ui.pages import Request, page


def _found(request: Request, ref: str, party: str) -> tuple[Interaction, Party]:
    talk = talk_or_404(request, ref)
    return talk, get_object_or_404(queries.parties_of(request.user, talk), ref=party)


@require_POST
@page(policies.HEED)
def need_heeded(request: Request, ref: str, party: str) -> HttpResponse:
    talk, whose = _found(request, ref, party)
    back = panels.address(talk)
    return sheets.pressed(
        request,
        partial(actions.say_heeded, talk=talk, party=whose, was_heeded=True),
        _("Noted."),
        back,
    )


@require_http_methods(["GET", "POST"])
@page(policies.HEED)
def need_missed(request: Request, ref: str, party: str) -> HttpResponse:
    """Say what was missing."""
    talk, whose = _found(request, ref, party)
    form = forms.MissedForm(sheets.sent(request))
    words = sheets.Sheet(
        title=_("What was missing?"), save=_("Save"), said=_("Noted."), back=panels.address(talk),
        trail=trail_of(talk), sub=f"{visible(whose.name)}: {visible(whose.accessibility)}",
    )  # fmt: skip
    return sheets.filled(
        request, form, words, partial(actions.say_heeded, talk=talk, party=whose, was_heeded=False)
    )


def asked_lines(request: Request, talk: Interaction, parties: list[Party]) -> list[dict[str, Any]]:
    """Give what those who took part need, as the page of the talk shows it."""
    may = policies.HEED.allows(request.user, talk)
    return [
        {
            "name": visible(one.party.name), "asked": visible(one.words),
            "words": visible(one.said.words) if one.said else "",
            "state": "" if one.said is None else "yes" if one.said.was_heeded else "no",
            "here": {
                verb: addresses.to(
                    f"engagement:{verb}", kwargs={"ref": talk.ref, "party": one.party.ref}
                )
                for verb in ("heeded", "missed")
            } if may and one.party.accessibility else {},
        }
        for one in queries.asked_in(talk, parties)
    ]  # fmt: skip
