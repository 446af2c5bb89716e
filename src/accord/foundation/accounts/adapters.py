"""Where the library that opens the door asks us: brakes, trail, letters, freshness, names."""

from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.foundation.accounts import actions, browsers, sealing
from accord.foundation.accounts.brakes import Braked, Mark, sign_in_marks
from accord.foundation.accounts.forms import PENDING_SECRET, PENDING_STEP
from accord.foundation.accounts.freshness import is_fresh
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock

# What the library calls its letters, and what happened by our names for it.
HAPPENED = {
    "account/email/password_changed": "password-changed",
    "account/email/password_set": "password-changed",
    "account/email/password_reset": "password-reset",
    "mfa/email/totp_activated": "totp-added",
    "mfa/email/webauthn_added": "passkey-added",
    "socialaccount/email/account_connected": "identity-linked",
}
SAID = {
    "account/messages/password_changed.txt": gettext_noop("Your password is changed."),
    "mfa/messages/totp_activated.txt": gettext_noop("The app is set up."),
    "mfa/messages/webauthn_added.txt": gettext_noop("The passkey is added."),
    "socialaccount/messages/account_connected.txt": gettext_noop("The sign-in is linked."),
    "socialaccount/messages/account_connected_other.txt": gettext_noop(
        "This sign-in belongs to another account."
    ),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in with a password, and everything that is said about it."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_noop("Mail address and password do not go together."),
    }

    def validation_error(self, code: str, *args: Any) -> forms.ValidationError:
        message = self.error_messages[code]
        return forms.ValidationError(_(str(message)) % args if args else _(str(message)), code=code)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        del request, credentials  # ``authenticate`` brakes

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Look whether the password is right; too many tries are refused before it is looked at."""
        marks = _marks(request, str(credentials.get("email", "")))
        _brake(marks)
        user = cast("User | None", super().authenticate(request, **credentials))
        if user is None or not user.is_active or user.is_service:
            return None
        actions.release(marks=marks, at=clock.now())
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        marks = _marks(context.request, user.email)
        _brake(marks)
        right = user.check_password(password)
        if right:
            actions.release(marks=marks, at=clock.now())
        return right

    def set_password(self, user: User, password: str) -> None:
        actions.set_password(person=user, password=password, at=clock.now())

    def pre_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse | None:
        del login
        if user.is_active and not user.is_service:
            return None
        clear_login(request)
        return self.respond_user_inactive(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        del user
        messages.error(request, _("You can't sign in with this."))
        return HttpResponseRedirect(reverse("account_login"))

    def post_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse:
        response = cast("HttpResponse", super().post_login(request, user, **login))
        at = clock.now()
        secret = actions.note_sign_in(
            person=user, how=_how(request), label=browsers.label(request),
            network=browsers.network(request), device=browsers.secret(request), at=at,
        )  # fmt: skip
        request.session["signed-in-at"] = request.session["seen-at"] = at.timestamp()
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME, secret, max_age=browsers.YEAR, httponly=True,
            samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        try:
            return str(super().get_login_redirect_url(request))
        except NoReverseMatch:
            return "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        del request
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        del app, more
        return not is_fresh(context.request)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None,
        message_context: dict[str, Any] | None = None, extra_tags: str = "",
        message: str | None = None,
    ) -> None:  # fmt: skip
        del message_context
        said = message or _(SAID.get(message_template or "", ""))
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags, fail_silently=True)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: letters leave by events and the worker."""

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Any = None, email: str | None = None
    ) -> None:
        del context, email
        what = HAPPENED.get(template_prefix)
        if what:
            security_changed(self.request, user, what)


def security_changed(request: HttpRequest, user: User, what: str) -> None:
    """Write down a change at the door; only the session that made it goes on."""
    mine = request.user.is_authenticated and request.user.pk == user.pk
    if what == "totp-added":
        _start_app(request, user)
    actions.tell_security(
        person=user, what=what, at=clock.now(), network=browsers.network(request),
        keep=(request.session.session_key or "") if mine else "",
    )  # fmt: skip
    if mine:
        keep_session(request, user)


def keep_session(request: HttpRequest, user: User) -> None:
    """Let this session live on, under a new id, after all sessions of the person were ended."""
    old = request.session.session_key or ""
    user = User.objects.get(pk=user.pk)
    update_session_auth_hash(request, cast("Any", user))
    actions.move_session(old=old, new=request.session.session_key or "")


def renew_session(request: HttpRequest) -> None:
    """Give the session a new id, as after every proof of who somebody is."""
    old = request.session.session_key or ""
    request.session.cycle_key()
    actions.move_session(old=old, new=request.session.session_key or "")


def _start_app(request: HttpRequest, user: User) -> None:
    """Spend the code that set the app up, and forget the secret that the session held."""
    request.session.pop(PENDING_SECRET, None)
    step = request.session.pop(PENDING_STEP, None)
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if step and held:
        actions.use_totp(authenticator=held, step=int(step))


def _how(request: HttpRequest) -> str:
    from allauth.account.internal.flows.login import get_authentication_records

    records = get_authentication_records(request, cast("Any", request.user))
    return "+".join(
        str(record.get("type") or record.get("provider") or record["method"]) for record in records
    )


def _marks(request: HttpRequest, email: str) -> list[Mark]:
    device = browsers.known(request, email=email)
    return sign_in_marks(email, browsers.network(request), device=device)


def _brake(marks: list[Mark]) -> None:
    try:
        actions.brake(marks=marks, at=clock.now())
    except Braked as refusal:
        raise forms.ValidationError(str(refusal), code="braked") from refusal


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets are sealed, and they are bound to the one address we have."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return str(settings.ORGANISATION)

    def build_totp_svg(self, url: str) -> str:
        """Give the address itself: the page draws the code."""
        return url

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002
        del user, type
        return browsers.label(context.request)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = urlsplit(settings.BASE_URL).hostname or "localhost"
        return {"id": host, "name": str(settings.ORGANISATION)}
