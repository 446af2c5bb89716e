"""An operation: a function with a rule, a scope and the shape of its answer."""

from collections.abc import Callable
from contextvars import copy_context
from functools import wraps
from hashlib import sha256
from inspect import signature
from typing import Any, TypeVar, cast

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import NinjaAPI, Router
from pydantic import BaseModel

from accord.foundation.accounts.models import User
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import Rule
from accord.overview.api import actions
from accord.overview.api.actions import Answer, Once
from accord.overview.api.errors import Problem
from accord.overview.api.views._answers import ERRORS, JSON, on_error, told
from accord.overview.api.views._door import Bearer, Read

View = Callable[..., Any]
Found = TypeVar("Found", bound=models.Model)
LONGEST_KEY = 200
BYTES: dict[str, Any] = {
    "responses": {
        200: {
            "description": "OK",
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class Request(HttpRequest):
    user: User
    is_matched: bool


api = NinjaAPI(
    title="Accord",
    version="1",
    description="One connected record for organisations that depend on other people.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="v1",
    parser=Read(),
)
for _error in ERRORS:
    api.add_exception_handler(_error, on_error)


def reads(router: Router, path: str, rule: Rule, answer: Any) -> Callable[[View], View]:
    """Open a GET to whoever ``rule`` allows, with a key that may read."""

    def decorate(view: View) -> View:
        @wraps(view)
        def respond(request: Request, **given: Any) -> HttpResponse:
            body = view(request, **given)
            response = _response(Answer(200, told(body)))
            if isinstance(body, dict) and isinstance(body.get("version"), int):
                response["ETag"] = f'W/"{body["version"]}"'
            return response

        _open(router, "GET", path, rule, {200: answer}, respond)
        return view

    return decorate


def gives(router: Router, path: str, rule: Rule) -> Callable[[View], View]:
    """Open a GET that answers with the bytes of a file."""

    def decorate(view: View) -> View:
        @wraps(view)
        def respond(request: Request, **given: Any) -> HttpResponseBase:
            found: HttpResponseBase = view(request, **given)
            return found

        _open(router, "GET", path, rule, {200: None}, respond)
        return view

    return decorate


def writes(
    router: Router, method: str, path: str, rule: Rule, answer: Any, status: int = 200
) -> Callable[[View], View]:
    """Open a write to whoever ``rule`` allows, with a key that may write; one transaction."""

    def decorate(view: View) -> View:
        @wraps(view)
        def respond(request: Request, **given: Any) -> HttpResponse:
            def write() -> Answer:
                before = last_entry_id()
                body = told(_still_seen(view, request, given, before))
                _demand_matched(request)
                entry = last_entry_id()
                return Answer(status, body, entry if entry != before else 0)

            def work() -> Answer:
                once = _once(request) if method == "POST" else None
                if once is None and "file" in given:  # long, and one transaction of its own
                    return write()
                return actions.answer_once(by=request.user, once=once, write=write, at=clock.now())

            return _response(copy_context().run(work))

        _open(router, method, path, rule, {status: answer}, respond)
        return view

    return decorate


def _still_seen(view: View, request: Request, given: dict[str, Any], before: int) -> Any:
    """Run ``view``; refuse a change after which its record would be out of one's sight."""
    try:
        return view(request, **given)
    except Problem as problem:
        if problem.status != 404 or last_entry_id() == before:  # noqa: PLR2004
            raise
        raise Problem(
            409, "out-of-sight", "After this you could no longer see the record."
        ) from problem


def _demand_matched(request: Request) -> None:
    """Refuse a version that nothing was held against, so that it is never ignored."""
    if request.headers.get("If-Match") and not getattr(request, "is_matched", False):
        raise Problem(422, "no-version", "This operation looks at no version; leave If-Match out.")


def _open(
    router: Router, method: str, path: str, rule: Rule, answers: dict[int, Any], view: View
) -> None:
    hints = signature(view, eval_str=True).parameters
    asked = hints["asked"].annotation if "asked" in hints else None
    names = _model_of(asked).model_fields if asked is not None else ()
    scope = "read" if method == "GET" else "write"
    door = Bearer(rule, scope, frozenset(names), takes_json="given" in hints)
    summary = view.__name__.replace("_", " ").capitalize()
    router.api_operation(
        [method], path, auth=door, response=answers, operation_id=view.__name__, summary=summary,
        url_name=view.__name__, openapi_extra=BYTES if answers == {200: None} else None,
    )(view)  # fmt: skip


def _model_of(asked: Any) -> type[BaseModel]:
    return cast("type[BaseModel]", getattr(asked, "__origin__", asked))


def _once(request: Request) -> Once | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not key.strip() or len(key) > LONGEST_KEY or not key.isprintable():
        raise Problem(422, "invalid", "An Idempotency-Key has 1 to 200 visible characters.")
    sent = [request.method or "", request.get_full_path(), _digest(request)]
    return Once(key, sha256("\n".join(sent).encode()).hexdigest())


def _digest(request: Request) -> str:
    found = sha256()
    if not request.FILES:
        found.update(request.body)
    for name in sorted(request.FILES):
        file = cast("Any", request.FILES[name])
        found.update(f"{name}\n{file.name}\n".encode())
        for chunk in file.chunks():
            found.update(chunk)
        file.seek(0)
    return found.hexdigest()


def _response(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, content_type=JSON)
    response["Cache-Control"] = "no-store"
    if answer.entry_id:
        response["Accord-Entry"] = str(answer.entry_id)
    if answer.is_replayed:
        response["Idempotency-Replayed"] = "true"
    return response


def seen(
    request: Request, row: models.Model, version: int | None, *, must: bool = True
) -> int | None:
    """Give the version that the sender read: by If-Match (no other will do) or in the body.

    Raises Problem 412 when the record is past it; 428 when neither was sent and it ``must`` be.
    """
    match = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    request.is_matched = True
    if match == "*":
        return None
    if match:
        if not (match.isascii() and match.isdigit()):
            raise Problem(412, "changed-since", "If-Match must name a version.")
        actions.hold(row=row, version=int(match[:18]))
        return int(match[:18])
    if version is None and must:
        raise Problem(428, "version-needed", "Say which version you read: If-Match or version.")
    return version


def root(request: Request) -> str:
    """Give the address of this installation, as links of others begin with."""
    return request.build_absolute_uri("/").rstrip("/")


def held(request: Request, row: Found) -> Found:
    """Give ``row`` back, held at the version that the sender read if they say which."""
    seen(request, row, None, must=False)
    return row
