"""One's own sign-in: password, second factors, codes, linked sign-ins, sessions, mail address."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account import views as account
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.foundation.accounts import actions, browsers, factors, policies, queries
from accord.foundation.accounts.adapters import keep_session
from accord.foundation.accounts.freshness import fresh, fresh_to_read
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import toasts
from accord.foundation.ui.pages import Request, page, public, show
from accord.overview.admin import queries as own
from accord.overview.admin.forms import MailForm, PasskeyNameForm
from accord.overview.admin.views._door import Challenging, providers
from accord.overview.admin.views._shared import form_page


@require_safe
@page(policies.SELF)
def security(request: Request) -> HttpResponse:
    """Show everything about one's own sign-in on one page."""
    person = request.user
    context = {
        "factors": own.factors_of(person),
        "codes_left": queries.codes_left(person),
        "must": factors.must_have_second_factor(person),
        "identities": own.identities_of(person),
        "providers": providers(request),
        "sessions": own.sessions_of(person, current=request.session.session_key or ""),
    }
    return show(request, "admin/security.html", context)


class ChangePassword(account.PasswordChangeView):  # type: ignore[misc]
    template_name = "admin/password.html"


class ActivateApp(totp.ActivateTOTPView):  # type: ignore[misc]
    template_name = "admin/factor_app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        width, path = factors.qr_path(context["totp_url"])
        secret = context["form"].secret
        spaced = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
        return {**context, "qr": {"width": width, "path": path}, "secret": spaced}

    def get_success_url(self) -> str:
        return own.after_new_factor(self.request.user)


class AddPasskey(Challenging, webauthn.AddWebAuthnView):  # type: ignore[misc]
    template_name = "admin/factor_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **kwargs}

    def get_success_url(self) -> str:
        return own.after_new_factor(self.request.user)


def _page(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    return cast("Callable[..., HttpResponse]", page(policies.SELF)(view))


password_change = _page(ChangePassword.as_view())
factor_app = _page(fresh_to_read(ActivateApp.as_view()))
factor_passkey = _page(fresh_to_read(AddPasskey.as_view()))


@require_http_methods(["GET", "POST"])
@page(policies.SELF)
@fresh
def recovery_codes(request: Request) -> HttpResponse:
    """Make ten new codes and show them this once."""
    codes: list[str] = []
    if request.method == "POST":
        try:
            codes = actions.make_recovery_codes(
                by=request.user, person=request.user, at=clock.now(),
                network=browsers.network(request),
            )  # fmt: skip
        except Refusal as refusal:
            return _back(request, refusal)
    context = {"codes": codes, "codes_left": queries.codes_left(request.user)}
    return show(request, "admin/recovery_codes.html", context)


@require_POST
@page(policies.SELF)
@fresh
def factor_remove(request: Request, factor_id: int) -> HttpResponse:
    try:
        actions.remove_factor(
            by=request.user, person=request.user, authenticator_id=factor_id, at=clock.now(),
            keep=request.session.session_key or "", network=browsers.network(request),
        )  # fmt: skip
    except Refusal as refusal:
        return _back(request, refusal)
    keep_session(request, request.user)
    request.session.pop("has-factor", None)
    toasts.tell(request, _("Taken away. Your other sessions are ended."))
    return redirect("mfa_index")


@require_http_methods(["GET", "POST"])
@page(policies.SELF)
@fresh
def passkey_rename(request: Request, factor_id: int) -> HttpResponse:
    found = own.passkey_of(request.user, factor_id)
    form = PasskeyNameForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        try:
            actions.rename_passkey(
                by=request.user, person=request.user, authenticator_id=factor_id,
                name=form.cleaned_data["name"], at=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect("mfa_index")
    return form_page(
        request, form, _("Name of the passkey"), back=(_("Sign-in and security"), "mfa_index")
    )


@require_POST
@page(policies.SELF)
@fresh
def identity_unlink(request: Request, identity_id: int) -> HttpResponse:
    try:
        actions.unlink_identity(
            by=request.user, person=request.user, identity_id=identity_id, at=clock.now(),
            keep=request.session.session_key or "", network=browsers.network(request),
        )  # fmt: skip
    except Refusal as refusal:
        return _back(request, refusal)
    keep_session(request, request.user)
    toasts.tell(request, _("This sign-in is no longer linked to your account."))
    return redirect("mfa_index")


@require_POST
@page(policies.SELF)
def session_end(request: Request, session_id: int) -> HttpResponse:
    try:
        actions.end_session(
            by=request.user, person=request.user, session_id=session_id, at=clock.now()
        )
    except Refusal as refusal:
        return _back(request, refusal)
    toasts.tell(request, _("Signed out there."))
    return redirect("mfa_index")


@require_POST
@page(policies.SELF)
def sessions_end(request: Request) -> HttpResponse:
    """Sign out everywhere, or everywhere but here."""
    person, here = request.user, request.POST.get("here") == "too"
    keep = "" if here else request.session.session_key or ""
    actions.end_sessions(by=person, person=person, at=clock.now(), keep=keep)
    if here:
        logout(request)
        return redirect("account_login")
    keep_session(request, person)
    toasts.tell(request, _("Signed out everywhere else."))
    return redirect("mfa_index")


@require_http_methods(["GET", "POST"])
@page(policies.SELF)
@fresh
def mail_change(request: Request) -> HttpResponse:
    """Ask for another mail address; nothing changes until the letter to it is answered."""
    form = MailForm(request.POST or None)
    if form.is_valid():
        try:
            actions.ask_mail_change(
                by=request.user, person=request.user, email=form.cleaned_data["email"],
                at=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("email", str(refusal))
        else:
            said = _("A letter is on its way to %(email)s. Follow its link within an hour.")
            toasts.tell(request, said % {"email": form.cleaned_data["email"]})
            return redirect("mfa_index")
    return show(request, "admin/mail_change.html", {"form": form})


@require_http_methods(["GET", "POST"])
@public("the token in the address proves that the letter arrived")
def mail_change_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Change a mail address by the link of the letter, when the person presses the button."""
    refused = ""
    if request.method == "POST":
        try:
            actions.confirm_mail_change(token=token, at=clock.now())
        except Refusal as refusal:
            refused = str(refusal)
        else:
            return show(request, "admin/mail_changed.html", {})
    return show(request, "admin/mail_confirm.html", {"refused": refused})


def _back(request: Request, refusal: Refusal | ValidationError) -> HttpResponse:
    toasts.tell(request, str(refusal), kind="bad")
    return redirect("mfa_index")
