"""What every answer carries, and what every page knows of the person who asks."""

from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import resolve, reverse
from django.utils import timezone, translation

from accord.foundation.journal.replicas import reading_copies

Answer = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",  # whoever has a link reads its page, and no search finds it
}


def security_headers(answer: Answer) -> Answer:
    """Add what Django and the content policy leave out; signed-in pages are never cached."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond


def assets_first(answer: Answer) -> Answer:
    """Serve style, icons and scripts before anybody asks who is there.

    Otherwise each of them would load a session, and change with every cookie.
    """
    prefix = reverse("ui:asset", args=["v", "n"]).removesuffix("v/n")

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(prefix):
            return answer(request)
        try:
            view, args, kwargs = resolve(request.path_info)
            return cast("HttpResponse", view(request, *args, **kwargs))
        except Http404:
            return HttpResponseNotFound()

    return respond


def copies(answer: Answer) -> Answer:
    """Read from a copy of the database for whoever has written nothing for a while.

    A cookie that ends by itself tells who has; programs, which keep none, read where they write.
    """
    name, lasting = "wrote", settings.REPLICA_LAG

    def respond(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            response = answer(request)
            response.set_cookie(
                name, "1", max_age=lasting, secure=settings.HTTPS, httponly=True, samesite="Lax"
            )
            return response
        if name in request.COOKIES or "Authorization" in request.headers:
            return answer(request)
        with reading_copies():
            return answer(request)

    return respond


def personal(answer: Answer) -> Answer:
    """Speak the person's language and tell their time."""

    def respond(request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", "") or _asked(request)
        zone = getattr(request.user, "time_zone", "") or settings.HOUSE_TIME_ZONE
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            request.LANGUAGE_CODE = language
            response = answer(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return respond


def _asked(request: HttpRequest) -> str:
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or "Accept-Language" in request.headers:
        return translation.get_language_from_request(request)
    return str(settings.LANGUAGE_CODE)
