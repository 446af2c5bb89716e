"""A page is a function with a rule. The rule is read by the guard test and by the menu."""

from collections.abc import Callable, Mapping
from functools import cache, cached_property, wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.template import engines
from django.utils.html import format_html
from django_htmx.middleware import HtmxDetails
from jinja2 import Environment
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
    env = _environment()
    given = {**context, **_given(request)}
    if fragment and cast("Request", request).htmx:
        return HttpResponse(render_block(env, template, fragment, **given), status=status)
    return HttpResponse(env.get_template(template).render(given), status=status)


def piece(request: HttpRequest, template: str, context: Mapping[str, Any]) -> Markup:
    """Draw a part that is shown on a page of somebody else."""
    drawn = _environment().get_template(template).render({**context, **_given(request)})
    return Markup(drawn)  # noqa: S704 -- drawn by our own template, which escapes


@cache
def _environment() -> Environment:
    return cast("Environment", cast("Any", engines["jinja2"]).env)


class _Once:
    """Words that are made when a template asks for them, and are the same for all of a page."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> str:
        return self._make()

    def __html__(self) -> str:
        return self._made

    __str__ = __html__


def _given(request: HttpRequest) -> dict[str, Any]:
    """Give what every template may use of the request; its token is masked once."""
    given: dict[str, Any] | None = getattr(request, "_given", None)
    if given is None:
        token = _Once(lambda: get_token(request))
        given = {
            "request": request,
            "csrf_token": token,
            "csrf_input": _Once(lambda: format_html(_INPUT, token)),
        }
        request._given = given  # type: ignore[attr-defined]  # noqa: SLF001
    return given


_INPUT = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
