"""Logging a talk, and what a note says while it is written."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.engagement import actions, forms, panels, policies
from accord.features.engagement.models import Interaction
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.accounts.queries import colleagues
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import formats, sheets, toasts
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import drawn
from accord.foundation.ui.undoing import undo_address

both = require_http_methods(["GET", "POST"])
# Pages on which a new talk shows at once; over others the drawer only closes.
SHOWING = {"home", "detail", "list"}
MOST_NAMED = 5  # of so many people in a note is said how contact with them goes on


def _about(request: Request, ref: str) -> Party | None:
    return get_object_or_404(parties_visible_to(request.user), ref=ref) if ref else None


def _initiative(request: Request) -> int | None:
    """Give the initiative that a talk is about where it is logged from its page."""
    ref = request.GET.get("initiative", "")
    found = initiatives_visible_to(request.user).filter(ref=ref) if ref else None
    return found.values_list("pk", flat=True).first() if found is not None else None


def _found(request: Request, form: forms.LogForm, about: Party | None) -> forms.Found:
    today = formats.local(form.written_at(clock.now()))
    text = request.POST.get("text", "")
    return forms.found_in(request.user, text, sent=request.POST, about=about, today=today)


@both
@page(policies.LOG)
def talk_log(request: Request) -> HttpResponse:
    """Log a talk; ``?about=S-1042`` says with whom, ``?initiative=V-0012`` about what.

    The same form stands in the drawer.
    """
    about = _about(request, request.POST.get("about") or request.GET.get("about", ""))
    if request.method != "POST":
        initial = {"once": uuid.uuid4().hex, "initiative": _initiative(request)}
        form = forms.LogForm(initial=initial, user=request.user)
        return show(request, "engagement/talk_log.html", _context(request, form, about, None))
    form = forms.LogForm(request.POST, user=request.user)
    found = _found(request, form, about)
    if form.is_valid():
        at = clock.now()
        try:
            talk = actions.log_interaction(
                by=request.user, parties=_parties(request, form, found),
                details=form.details(found, at), at=at,
            )  # fmt: skip
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            return _logged(request, talk, found, about)
    context = _context(request, form, about, found)
    return show(request, "engagement/talk_log.html", context, fragment="found", status=422)


def _context(
    request: Request, form: forms.LogForm, about: Party | None, found: forms.Found | None
) -> dict[str, Any]:
    named = [person.party for person in found.people[:MOST_NAMED]] if found else []
    needs_owner = found is not None and found.promises
    return {
        "form": form,
        "about": about,
        "found": found,
        "people": list(colleagues()) if needs_owner else [],
        "channel": panels.channel_words(found.reading) if found else "",
        "beside": {one.pk: drawn(request, "engagement.found", "person", one) for one in named},
    }


def _parties(request: Request, form: forms.LogForm, found: forms.Found) -> list[Party]:
    """Give who took part: the ticked ones, and whoever was named beside the note."""
    parties = found.parties
    who = form.cleaned_data["who"]
    if who:
        party = party_named(request.user, who)
        if party is not None and party not in parties:
            parties.append(party)
    return parties


def _logged(
    request: Request, talk: Interaction, found: forms.Found, about: Party | None
) -> HttpResponse:
    said, undo = _said(found), undo_address(last_entry_id())
    if not request.htmx:
        toasts.tell(request, said, undo=undo)
        return (
            redirect("stakeholders:detail", ref=(about or found.parties[0]).ref)
            if (about or found.parties)
            else redirect(panels.address(talk))
        )
    response = HttpResponse(status=204)
    if _shows_talks(request.htmx.current_url_abs_path or ""):
        toasts.tell(request, said, undo=undo)
        response["HX-Refresh"] = "true"
        return response
    return toasts.with_toast(response, said, undo=undo)


def _shows_talks(path: str) -> bool:
    try:
        return resolve(path.partition("?")[0]).url_name in SHOWING
    except Resolver404:
        return False


def _said(found: forms.Found) -> str:
    """Tell what was logged, and what was made with it."""
    promises = sum(promise.is_on for promise in found.promises)
    needs = sum(need.is_on for need in found.needs)
    made = []
    if promises:
        made.append(ngettext("%(n)s promise", "%(n)s promises", promises) % {"n": promises})
    if needs:
        made.append(ngettext("%(n)s need", "%(n)s needs", needs) % {"n": needs})
    return _("Logged, with %(what)s.") % {"what": formats.listing(made)} if made else _("Logged.")


@require_POST
@page(policies.LOG)
def talk_read(request: Request) -> HttpResponse:
    """Tell what a note says, while it is written."""
    about = _about(request, request.POST.get("about", ""))
    form = forms.LogForm(request.POST, user=request.user)
    context = _context(request, form, about, _found(request, form, about))
    return show(request, "engagement/found.html", context)


@require_safe
@page(policies.LOG)
def talk_more(request: Request) -> HttpResponse:
    """Give the fields that few notes need, once somebody asks for them."""
    return show(request, "engagement/log_more.html", {"form": forms.LogForm(user=request.user)})
