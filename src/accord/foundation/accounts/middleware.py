"""The gate behind the door: sessions that are too old end, administrators need a second factor."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accord.foundation.accounts.actions import see_session
from accord.foundation.accounts.asking import learn, reading_session
from accord.foundation.accounts.factors import has_second_factor, must_have_second_factor
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import ADMINISTRATORS

Answer = Callable[[HttpRequest], HttpResponse]

# How long a session lasts unused and in all: for administrators, and for everybody else.
STRICT = (timedelta(hours=1), timedelta(hours=12))
USUAL = (timedelta(days=3), timedelta(days=14))
SEEN_EVERY = 300  # seconds between two notes that a session is in use

# Where somebody may go who must set up a second factor first.
OPEN = frozenset(
    {
        "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_logout",
        "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
        "account_recovery_codes",
    }
)  # fmt: skip


class Sessions(SessionMiddleware):
    """Django's own, but that a cookie is sent only when it is a new one or ended by signing out.

    While a session gets a new id, the page may ask something under the old one. An answer that
    comes behind the new cookie and takes it away, or brings the old one back, would put its
    person out. Nothing is lost by that: no session outlives the cookie of its beginning.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer: HttpResponse = super().process_response(request, response)
        session = getattr(request, "session", None)
        cookie = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is None or session is None:
            return answer
        ended, held = not cookie.value, request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if cookie.value == held or (ended and not session.modified):
            del answer.cookies[settings.SESSION_COOKIE_NAME]
        return answer


class Gate:
    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading_session():
            person = request.user = get_user(request)  # the person, not a promise of one
        if isinstance(person, User):
            learn(cast("str", request.session.session_key), person.pk)
            _keep_or_end(request, person)
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Send administrators without a second factor to the page where they set one up."""
        person = request.user
        if not isinstance(person, User) or hasattr(view, "public"):
            return None
        match = request.resolver_match
        if (match and match.view_name in OPEN) or not _lacks_factor(request, person):
            return None
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        return HttpResponseRedirect(reverse("mfa_index"))


def _lacks_factor(request: HttpRequest, person: User) -> bool:
    """Tell whether this session may not go on; asked once, then the session remembers."""
    if request.session.get("has-factor") or not must_have_second_factor(person):
        return False
    if has_second_factor(person):
        request.session["has-factor"] = True
        return False
    return True


def _is_over(unused: float, lasted: float, person: User) -> bool:
    """Tell whether a session ended by its age; only an older one needs to know whose it is."""
    for idle, whole in (STRICT, USUAL):
        if unused <= idle.total_seconds() and lasted <= whole.total_seconds():
            return False
        if person.holds(ADMINISTRATORS):
            return True
    return True


def _keep_or_end(request: HttpRequest, person: User) -> None:
    at = clock.now()
    now, session = at.timestamp(), request.session
    signed_in, seen = session.get("signed-in-at", now), session.get("seen-at", now)
    if _is_over(now - seen, now - signed_in, person):
        logout(request)
        return
    if "seen-at" not in session or now - seen > SEEN_EVERY:
        session["signed-in-at"], session["seen-at"] = signed_in, now
        see_session(key=cast("str", session.session_key), at=at)
