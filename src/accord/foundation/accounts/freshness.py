"""Fresh authentication: what is worth asking for the password again, if it was five minutes ago."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
V = TypeVar("V", bound=Callable[..., HttpResponse])


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether the person proved who they are within the last five minutes."""
    moments = [
        record["at"] for record in get_authentication_records(request, cast("Any", request.user))
    ]
    limit = float(settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    return bool(moments) and 0 <= time.time() - max(moments) < limit


def fresh(view: V) -> V:
    """Let a view change something only after fresh authentication.

    Stands below ``page(rule)``. Reading is open; an unsafe request is kept, the person is asked
    for their password or factor, and the request goes on by itself.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in SAFE or is_fresh(request):
            return view(request, *args, **kwargs)
        return _ask(request)

    return cast("V", guarded)


def fresh_to_read(view: V) -> V:
    """Like ``fresh``, for pages that show a secret: reading asks as well."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if is_fresh(request) else _ask(request)

    return cast("V", guarded)


def _ask(request: HttpRequest) -> HttpResponse:
    if "HX-Request" not in request.headers:
        raise ReauthenticationRequired
    methods = get_adapter().get_reauthentication_methods(request.user)
    back = request.headers.get("HX-Current-URL", "")
    path = "/" + back.split("://", 1)[-1].partition("/")[2]
    response = HttpResponse(status=204)
    response["HX-Redirect"] = f"{methods[0]['url']}?{urlencode({'next': path})}" if methods else "/"
    return response
