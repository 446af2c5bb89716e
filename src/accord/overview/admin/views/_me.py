"""One's own settings, absence and keys."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.foundation.accounts import actions, policies, queries
from accord.foundation.accounts.freshness import fresh
from accord.foundation.accounts.scopes import known_scopes
from accord.foundation.arrivals.doors import address_of
from accord.foundation.arrivals.policies import TAKE
from accord.foundation.kernel import clock
from accord.foundation.ui import toasts
from accord.foundation.ui.formats import local
from accord.foundation.ui.pages import Request, page, show
from accord.overview.admin.forms import AbsenceForm, PreferencesForm, TokenForm
from accord.overview.admin.views._shared import done, form_page, tried

SHOWN_BACK = timedelta(days=30)
PREFERENCES = (
    "name", "title", "language", "time_zone", "theme", "density", "has_single_keys",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@page(policies.SELF)
def me(request: Request) -> HttpResponse:
    """Show and change how Accord looks and speaks to me."""
    person = request.user
    initial = {name: getattr(person, name) for name in PREFERENCES}
    form = PreferencesForm(request.POST or None, initial=initial)
    if form.is_valid() and tried(
        form,
        lambda: actions.set_preferences(
            by=person, person=person, at=clock.now(), **form.cleaned_data
        ),
    ):
        with translation.override(person.language or settings.LANGUAGE_CODE):
            toasts.tell(request, _("Saved."))
        response = redirect("admin:me")
        for cookie in ("theme", "density"):  # what the browser was told last gives way
            response.delete_cookie(cookie)
        return response
    since = local(clock.now()) - SHOWN_BACK
    context = {
        "form": form, "absences": queries.absences_of(person, since=since),
        "door": address_of(person) if TAKE.allows(person) else "",
        "has_mail": TAKE.allows(person),
    }  # fmt: skip
    return show(request, "admin/me.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.ABSENCE)
def absence_plan(request: Request) -> HttpResponse:
    person = request.user
    form = AbsenceForm(request.POST or None, person=person)
    if form.is_valid() and tried(
        form,
        lambda: actions.plan_absence(by=person, person=person, at=clock.now(), **form.cleaned_data),
    ):
        toasts.tell(request, _("Planned. Who stands in is told."))
        return redirect("admin:me")
    return form_page(request, form, _("Plan an absence"), back=(_("My settings"), "admin:me"))


@require_POST
@page(policies.ABSENCE)
def absence_drop(request: Request, absence_id: int) -> HttpResponse:
    mine = queries.absences_of(request.user, since=local(clock.now()) - SHOWN_BACK)
    absence = get_object_or_404(mine, pk=absence_id)
    return done(
        request,
        lambda: actions.drop_absence(by=request.user, absence=absence, at=clock.now()),
        _("Taken out of the calendar."),
        "admin:me",
    )


@require_safe
@page(policies.TOKENS)
def token_list(request: Request) -> HttpResponse:
    context = {
        "tokens": queries.tokens_of(request.user), "scopes": known_scopes(), "at": clock.now(),
    }  # fmt: skip
    return show(request, "admin/tokens.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.TOKENS)
@fresh
def token_make(request: Request) -> HttpResponse:
    """Make a key to the API and show it this once."""
    person = request.user
    form = TokenForm(request.POST or None)
    made: list[str] = []
    if form.is_valid() and tried(
        form,
        lambda: made.append(
            actions.make_token(by=person, owner=person, at=clock.now(), **form.cleaned_data)[1]
        ),
    ):
        return show(request, "admin/token_made.html", {"secret": made[0], "back": "admin:tokens"})
    return form_page(
        request, form, _("Make a key"), back=(_("Keys"), "admin:tokens"), verb=_("Make the key"),
        lead=_("A key lets a program act for you, never with more rights than you have."),
    )  # fmt: skip


@require_POST
@page(policies.TOKENS)
@fresh
def token_revoke(request: Request, token_id: int) -> HttpResponse:
    token = get_object_or_404(queries.tokens_of(request.user), pk=token_id)
    return done(
        request,
        lambda: actions.revoke_token(by=request.user, token=token, at=clock.now()),
        _("The key is dead."),
        "admin:tokens",
    )
