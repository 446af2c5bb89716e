"""The message house of an initiative, what must be told alike in it, and what is said where."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.keymessages import actions, forms, policies, queries
from accord.features.keymessages.models import Edition
from accord.features.keymessages.panels import address
from accord.features.keymessages.views._messages import trail_of
from accord.features.letters.queries import visible_to as letters_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])


def _initiative_or_404(request: Request, ref: str) -> Initiative:
    return get_object_or_404(initiatives_visible_to(request.user), ref=ref)


def _home(initiative: Initiative) -> str:
    return reverse("keymessages:house", kwargs={"ref": initiative.ref})


@require_safe
@page(policies.VIEW)
def house(request: Request, ref: str) -> HttpResponse:
    """Show what may be said today, under the roof and pillars; the page prints as it is."""
    initiative, at = _initiative_or_404(request, ref), clock.now()
    built = queries.house_of(request.user, initiative, formats.local(at))
    may_watch = policies.WATCH.allows(request.user)
    add = reverse("keymessages:add")
    matters = list(queries.matters_of([initiative.pk]))
    context = {
        "initiative": initiative, "trail": trail_of((visible(initiative.name), "")),
        "roof": visible(built.roof),
        "pillars": [
            (visible(words), [_said(one) for one in under]) for words, under in built.pillars
        ],
        "others": [_said(one) for one in built.others],
        "questions": [_said(one) for one in built.questions],
        "made": _("As of %(moment)s") % {"moment": formats.full(at)},
        "matters": [
            {
                "name": visible(one.name), "words": visible(" · ".join(one.words.splitlines())),
                "drop": reverse("keymessages:matter-drop", kwargs={"ref": ref, "pk": one.pk})
                if may_watch
                else "",
            }
            for one in matters
        ],
        "matter_add": reverse("keymessages:matter-add", kwargs={"ref": ref}) if may_watch else "",
        "add": f"{add}?initiative={ref}" if policies.WRITE.allows(request.user) else "",
    }  # fmt: skip
    return show(request, "keymessages/house.html", context)


def _said(one: Edition) -> dict[str, Any]:
    message = one.message
    return {
        "title": visible(message.title), "words": visible(one.words), "ref": message.ref,
        "href": address(message), "n": one.number,
        "until": formats.long_date(one.expires_on) if one.expires_on else "",
        "audience": visible(message.audience.name) if message.audience else "",
        "proofs": [visible(line) for line in one.proofs.splitlines() if line.strip()],
        "unsaid": [visible(line) for line in one.unsaid.splitlines() if line.strip()],
    }  # fmt: skip


@both
@page(policies.WATCH)
def matter_add(request: Request, ref: str) -> HttpResponse:
    initiative = _initiative_or_404(request, ref)
    form = forms.MatterForm(sheets.sent(request))
    words = sheets.Sheet(
        title=_("What must be told alike"), save=_("Add"), said=_("Added."),
        back=_home(initiative), trail=trail_of((visible(initiative.name), _home(initiative))),
        sub=_("A day or figure. Letters are held against it, and what different departments told."),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.watch, initiative=initiative))


@require_POST
@page(policies.WATCH)
def matter_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    initiative = _initiative_or_404(request, ref)
    matter = get_object_or_404(queries.matters_of([initiative.pk]), pk=pk)
    return sheets.pressed(
        request, partial(actions.unwatch, matter=matter), _("Taken out."), _home(initiative)
    )


@require_POST
@page(policies.SAY)
def edition_say(request: Request, about: str, pk: int) -> HttpResponse:
    """Put a message into one's own letter, or note that it was said in a talk."""
    edition = get_object_or_404(queries.editions_visible_to(request.user), pk=pk)
    act, said = _saying(request, edition, about)
    return sheets.pressed(request, act, said, page_of(about))


def _saying(request: Request, edition: Edition, about: str) -> tuple[sheets.Act, str]:
    by = request.user
    letter = letters_visible_to(by).filter(ref=about, author=by.pk).first()
    if letter is not None:
        put = partial(actions.put_in, edition=edition, letter=letter)
        return put, _("It stands in the letter now.")
    talk = talks_visible_to(by).filter(ref=about).first()
    if talk is None:
        raise Http404
    return partial(actions.say, edition=edition, talk=talk), _("Noted.")


@require_POST
@page(policies.SAY)
def use_drop(request: Request, about: str, pk: int) -> HttpResponse:
    """Note that it was not said there; of a letter only its author says so."""
    by = request.user
    letters = letters_visible_to(by).filter(ref=about, author=by.pk)
    if not letters.exists() and not talks_visible_to(by).filter(ref=about).exists():
        raise Http404
    use = get_object_or_404(queries.uses_of(about), pk=pk)
    return sheets.pressed(request, partial(actions.unsay, use=use), _("Taken out."), page_of(about))
