"""Invitations, and the keys of services: what lets somebody or something in."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.foundation.accounts import actions, links, policies, queries
from accord.foundation.accounts.freshness import fresh
from accord.foundation.accounts.models import Invitation
from accord.foundation.accounts.names import ROLES
from accord.foundation.accounts.scopes import known_scopes
from accord.foundation.kernel import clock
from accord.foundation.ui.pages import Request, page, show
from accord.overview.admin.forms import InviteForm, ServiceForm
from accord.overview.admin.views._shared import done, form_page, tried


@require_safe
@page(policies.INVITE)
def invitation_list(request: Request) -> HttpResponse:
    context = {"invitations": queries.invitations()[:200], "roles": ROLES, "at": clock.now()}
    return show(request, "admin/invitations.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.INVITE)
@fresh
def invitation_send(request: Request) -> HttpResponse:
    """Invite somebody; the link is shown this once, for places without mail."""
    form = InviteForm(request.POST or None)
    sent: list[Invitation] = []
    if form.is_valid() and tried(form, lambda: sent.append(_invite(request, form.cleaned_data))):
        context = {"invitation": sent[0], "link": links.invitation_link(sent[0])}
        return show(request, "admin/invitation_sent.html", context)
    return form_page(
        request, form, _("Invite somebody"), back=(_("Invitations"), "admin:invitations"),
        verb=_("Send the invitation"), lead=_("Its link works once, for three days."),
    )  # fmt: skip


@require_POST
@page(policies.WITHDRAW_INVITATION)
def invitation_withdraw(request: Request, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(queries.invitations(), pk=invitation_id)
    return done(
        request,
        lambda: actions.withdraw_invitation(by=request.user, invitation=invitation, at=clock.now()),
        _("The invitation is withdrawn."),
        "admin:invitations",
    )


@require_safe
@page(policies.SERVICES)
def service_list(request: Request) -> HttpResponse:
    context = {"tokens": queries.service_tokens(), "scopes": known_scopes(), "at": clock.now()}
    return show(request, "admin/services.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.SERVICES)
@fresh
def service_make(request: Request) -> HttpResponse:
    """Make an account and a key for another system, and show the key this once."""
    form = ServiceForm(request.POST or None)
    made: list[str] = []
    if form.is_valid() and tried(
        form,
        lambda: made.append(
            actions.make_service_token(by=request.user, at=clock.now(), **form.cleaned_data)[1]
        ),
    ):
        return show(request, "admin/token_made.html", {"secret": made[0], "back": "admin:services"})
    return form_page(
        request, form, _("Make a key for a service"), back=(_("Services"), "admin:services"),
        verb=_("Make the key"),
        lead=_("A service has a role of its own; nobody's leaving ends it."),
    )  # fmt: skip


@require_POST
@page(policies.SERVICES)
@fresh
def service_revoke(request: Request, token_id: int) -> HttpResponse:
    token = get_object_or_404(queries.service_tokens(), pk=token_id)
    return done(
        request,
        lambda: actions.revoke_token(by=request.user, token=token, at=clock.now()),
        _("The key is dead."),
        "admin:services",
    )


def _invite(request: Request, said: dict[str, Any]) -> Invitation:
    return actions.invite(by=request.user, at=clock.now(), **said)[0]
