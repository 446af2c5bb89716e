"""Signing in and out, forgotten passwords, and proving again who one is.

The library does the work; here stand our pages for it.
"""

from collections.abc import Callable
from typing import Any, cast

from allauth.account import views as account
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.socialaccount.adapter import get_adapter as identity_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from accord.foundation.accounts import policies
from accord.foundation.accounts.adapters import renew_session
from accord.foundation.accounts.oidc import Asking, Callback, did_not_work
from accord.foundation.accounts.passkeys import note_challenge
from accord.foundation.ui.pages import page, public, show
from accord.overview.admin import queries as own
from accord.overview.admin.forms import SignInForm

AT_THE_DOOR = "somebody who is not signed in yet stands here"
YEAR = 365 * 24 * 3600


def _open(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    return cast("Callable[..., HttpResponse]", public(AT_THE_DOOR)(view))


def _own(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    return cast("Callable[..., HttpResponse]", page(policies.SELF)(view))


class Challenging:
    """A page that hands out a challenge for a passkey, and remembers when."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if hasattr(response, "render"):
            response.render()
        if request.method == "GET" or response.status_code == 200:  # noqa: PLR2004 -- shown again
            note_challenge(request)
        return response


def providers(request: HttpRequest) -> list[Any]:
    return list(identity_adapter().list_apps(request, provider="openid_connect"))


class SignIn(account.LoginView):  # type: ignore[misc]
    template_name = "admin/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"providers": providers(self.request), "languages": settings.LANGUAGES}
        return {**super().get_context_data(**kwargs), **more}


class SignOut(account.LogoutView):  # type: ignore[misc]
    template_name = "admin/sign_out.html"

    def post(self, *args: Any, **kwargs: Any) -> Any:
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class SecondFactor(Challenging, mfa.AuthenticateView):  # type: ignore[misc]
    template_name = "admin/sign_in_code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = {factor.kind for factor in own.factors_of(self.stage.login.user)}
        more = {"has_passkey": "passkey" in kinds, "has_app": "app" in kinds}
        return {**super().get_context_data(**kwargs), **more}


class PasskeySignIn(Challenging, webauthn.LoginWebAuthnView):  # type: ignore[misc]
    """Answers with a challenge, then takes the answer to it."""

    def form_valid(self, form: Any) -> Any:
        held = form.cleaned_data["credential"]
        login = Login(user=held.user, redirect_url=get_next_redirect_url(self.request))
        return perform_passwordless_login(self.request, held, login)


class Confirm(account.ReauthenticateView):  # type: ignore[misc]
    template_name = "admin/confirm.html"

    def form_valid(self, form: Any) -> Any:
        renew_session(self.request)
        return super().form_valid(form)


class ConfirmCode(mfa.ReauthenticateView):  # type: ignore[misc]
    template_name = "admin/confirm_code.html"

    def form_valid(self, form: Any) -> Any:
        renew_session(self.request)
        return super().form_valid(form)


class ConfirmPasskey(Challenging, webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    template_name = "admin/confirm_passkey.html"

    def form_valid(self, form: Any) -> Any:
        renew_session(self.request)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> Any:
        return self.render_to_response(self.get_context_data(form=form))


class AskReset(account.PasswordResetView):  # type: ignore[misc]
    template_name = "admin/reset_ask.html"


class AskedReset(account.PasswordResetDoneView):  # type: ignore[misc]
    template_name = "admin/reset_asked.html"


class NewPassword(account.PasswordResetFromKeyView):  # type: ignore[misc]
    template_name = "admin/reset_password.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"token_fail": False, **super().get_context_data(**kwargs)}


class ResetDone(account.PasswordResetFromKeyDoneView):  # type: ignore[misc]
    template_name = "admin/reset_done.html"


sign_in = _open(SignIn.as_view())
sign_out = _open(SignOut.as_view())
second_factor = _open(SecondFactor.as_view())
passkey_sign_in = _open(PasskeySignIn.as_view())
reset_ask = _open(AskReset.as_view())
reset_asked = _open(AskedReset.as_view())
reset_password = _open(NewPassword.as_view())
reset_done = _open(ResetDone.as_view())
confirm = _own(Confirm.as_view())
confirm_code = _own(ConfirmCode.as_view())
confirm_passkey = _own(ConfirmPasskey.as_view())


@require_POST
@public(AT_THE_DOOR)
def provider_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider by a page of our own: the content policy lets no form lead there."""
    response = _asked(request, provider_id, OAuth2LoginView)
    away = response.headers.get("Location", "")
    if not away.startswith(("https://", "http://")):
        return response
    name = next(app.name for app in providers(request) if app.provider_id == provider_id)
    return show(request, "admin/sign_in_away.html", {"away": away, "name": name})


@require_GET
@public(AT_THE_DOOR)
def provider_answer(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the provider's answer."""
    return _asked(request, provider_id, Callback)


def _asked(request: HttpRequest, provider_id: str, view: Any) -> HttpResponse:
    """Let the library ask the provider; one that is away or talks nonsense is a sentence."""
    try:
        response: HttpResponse = view.adapter_view(Asking(request, provider_id))(request)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    except (OAuth2Error, RequestException, KeyError, ValueError):
        return cast("HttpResponse", did_not_work(request).response)
    return response


@require_POST
@public("keeps the language of the browser in a cookie, changes nothing else")
def speak(request: HttpRequest) -> HttpResponse:
    """Remember in which language to speak to this browser until somebody signs in."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE, httponly=True,
        )  # fmt: skip
    return response
