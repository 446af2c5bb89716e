"""Passkeys: challenges that age, counters that only rise, user verification always."""

import time
from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts import actions, browsers
from accord.foundation.accounts.brakes import NETWORK, Braked, mark
from accord.foundation.kernel import clock

LIVES = 300  # seconds
ASKED = "passkey-asked"


def note_challenge(request: HttpRequest) -> None:
    """Remember when the challenge in the session was made; called by pages that made one."""
    state = request.session.get(auth.STATE_SESSION_KEY)
    if state:
        request.session[ASKED] = [state["challenge"], time.time()]


def _still_good(request: HttpRequest) -> bool:
    """Tell whether the session's challenge is one of ours and young; either way it is used up."""
    state = request.session.get(auth.STATE_SESSION_KEY) or {"challenge": None}
    challenge, asked = request.session.pop(ASKED, ["", 0])
    return bool(state["challenge"] == challenge) and time.time() - float(asked) <= LIVES


def _check_origin(response: Any) -> None:
    """Refuse an answer that a page of another origin got, subdomains of ours included."""
    if response.response.client_data.origin != own_origin(context.request):
        raise _wrong()


def own_origin(request: HttpRequest) -> str:
    """Give the one origin that answers may come from: ours, or on localhost the port in use."""
    if settings.HTTPS:
        return str(settings.BASE_URL)
    return f"{request.scheme}://{request.get_host()}"


def _wrong() -> forms.ValidationError:
    return forms.ValidationError(
        say("That did not work. Try again, or sign in another way."), code="wrong"
    )


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Adds a passkey that also signs in without a password."""

    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    passwordless = None

    def clean(self) -> Any:
        credential = self.cleaned_data.get("credential")
        good = _still_good(context.request)
        try:
            if credential:
                if not good:
                    raise _wrong()
                _check_origin(auth.parse_registration_response(credential))
            return super().clean()
        except (ValueError, TypeError, KeyError) as broken:
            raise _wrong() from broken
        finally:
            auth.clear_state()


class PasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as second factor."""

    def clean_credential(self) -> Authenticator:
        marks = [mark(NETWORK, browsers.network(context.request))]
        try:
            actions.brake(marks=marks, at=clock.now())
        except Braked as refusal:
            raise forms.ValidationError(str(refusal), code="braked") from refusal
        held = self._answered()
        actions.release(marks=marks, at=clock.now())
        return held

    def _answered(self) -> Authenticator:
        credential = self.cleaned_data["credential"]
        good = _still_good(context.request)
        try:
            response = auth.parse_authentication_response(credential)
            if not good:
                raise _wrong()
            _check_origin(response)
            held = super().clean_credential()
        except (ValueError, TypeError, KeyError, AttributeError) as broken:
            raise _wrong() from broken
        finally:
            auth.clear_state()
        counter = response.response.authenticator_data.counter
        first = held.wrap().authenticator_data.counter
        if not actions.count_passkey(authenticator=held, counter=counter, first=first):
            actions.tell_security(
                person=held.user, what="passkey-copied", at=clock.now(),
                network=browsers.network(context.request),
            )  # fmt: skip
            raise _wrong()
        return held


class PasskeyLoginForm(PasskeyForm):
    passwordless = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=None, **kwargs)


class ConfirmPasskeyForm(PasskeyForm):
    reauthenticated = True
