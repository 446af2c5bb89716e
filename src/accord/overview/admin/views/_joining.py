"""Coming in: by an invitation, or as the first one by the address on the console."""

from typing import Any, cast

from allauth.account.utils import perform_login
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accord.foundation.accounts import actions, queries
from accord.foundation.accounts.models import Invitation, User
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, Refusal
from accord.foundation.ui.pages import public, show
from accord.overview.admin.forms import JoinForm, WelcomeForm

GONE = 410


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@public("the token in the address is the right to come in")
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Make the account that an invitation is for."""
    return _join(request, token, JoinForm, is_first=False)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@public("the token in the address was printed on the console for the first administrator")
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first administrator's account."""
    return _join(request, token, WelcomeForm, is_first=True)


def _join(
    request: HttpRequest, token: str, form_class: type[JoinForm], *, is_first: bool
) -> HttpResponse:
    invitation = queries.invitation_of(token, at=clock.now())
    if invitation is None or (invitation.invited_by_id is None) != is_first:
        return show(request, "admin/join_gone.html", {"is_first": is_first}, status=GONE)
    person = User(email=invitation.email, name=invitation.name, department=invitation.department)
    form = form_class(request.POST or None, person=person, initial={"name": invitation.name})
    if form.is_valid():
        joined = _accepted(invitation, form)
        if joined is not None:
            return cast("HttpResponse", perform_login(request, cast("Any", joined)))
    return show(request, "admin/join.html", {"form": form, "invitation": invitation})


def _accepted(invitation: Invitation, form: Form) -> User | None:
    joining = actions.Joining(**form.cleaned_data)
    try:
        return actions.accept_invitation(invitation=invitation, joining=joining, at=clock.now())
    except Invalid as wrong:
        form.add_error(wrong.field or None, str(wrong))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None
