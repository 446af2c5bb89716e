"""A page is a function with a rule. The rule is read by the guard test and by the menu."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.template.loader import render_to_string
from django_htmx.middleware import HtmxDetails
from jinja2_fragments import render_block
from markupsafe import Markup

from accord.foundation.accounts.models import User
from accord.foundation.kernel.errors import NotAllowed
from accord.foundation.kernel.rules import Rule

P = ParamSpec("P")


class Request(HttpRequest):
    user: User
    htmx: HtmxDetails


View = Callable[Concatenate[Request, P], HttpResponseBase]


def page(rule: Rule) -> Callable[[View[P]], View[P]]:
    """Open a view only to those whom ``rule`` allows; strangers are sent to sign in."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_the_door(request)
            if not rule.allows(request.user):
                raise PermissionDenied
            try:
                return view(request, *args, **kwargs)
            except NotAllowed as refusal:
                raise PermissionDenied from refusal

        cast("Any", guarded).rule = rule
        return guarded

    return decorate


def _to_the_door(request: Request) -> HttpResponse:
    """Send a stranger to sign in; a script is told, and opens the door over its page."""
    if request.htmx:
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path())


def public(reason: str) -> Callable[[View[P]], View[P]]:
    """Mark a view that anybody may open, with the reason why."""

    def decorate(view: View[P]) -> View[P]:
        cast("Any", view).public = reason
        return view

    return decorate


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Answer with the page, or, to htmx, with the one block of it that changes."""
    if fragment and cast("Request", request).htmx:
        env = cast("Any", engines["jinja2"]).env
        given = {"csrf_input": csrf_input_lazy(request), "csrf_token": csrf_token_lazy(request)}
        html = render_block(env, template, fragment, request=request, **given, **context)
        return HttpResponse(html, status=status)
    return render(request, template, dict(context), using="jinja2", status=status)


def piece(request: HttpRequest, template: str, context: Mapping[str, Any]) -> Markup:
    """Draw a part that is shown on a page of somebody else."""
    drawn = render_to_string(template, dict(context), request=request, using="jinja2")
    return Markup(drawn)  # noqa: S704 -- drawn by our own template, which escapes
