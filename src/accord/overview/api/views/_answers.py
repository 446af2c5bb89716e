"""How an answer, and a refusal, is written."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from accord.foundation.imports.reading.rows import Unreadable
from accord.foundation.journal.writing import came_second
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed, Refusal, Stale
from accord.overview.api.errors import Problem, missing

JSON = "application/json"
PROBLEM = "application/problem+json"


def told(body: Any) -> bytes:
    """Write plain rows as JSON; lazy words are spoken in the language of the request."""
    return msgspec.json.encode(body, enc_hook=str)


def problem(found: Problem) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(found.status).phrase,
        "status": found.status,
        "code": found.code,
        "detail": found.detail,
        **found.more,
    }
    headers = {"Cache-Control": "no-store", **found.headers}
    return HttpResponse(told(body), status=found.status, content_type=PROBLEM, headers=headers)


def unknown_key() -> Problem:
    return Problem(
        401, "unauthorised", "Send a key that is alive: Authorization: Bearer accord_…",
        headers={"WWW-Authenticate": 'Bearer realm="Accord"'},
    )  # fmt: skip


def _invalid(errors: list[dict[str, str]]) -> Problem:
    words = "; ".join(error["message"] for error in errors[:3])
    return Problem(422, "invalid", words, more={"errors": errors})


def _of_shape(error: ValidationError) -> Problem:
    """Name each field as its sender knows it: without the names of our own parameters."""
    return _invalid(
        [
            {"field": ".".join(str(part) for part in _place(one["loc"])), "message": one["msg"]}
            for one in error.errors
        ]
    )


def _place(loc: tuple[Any, ...]) -> tuple[Any, ...]:
    return loc[2:] if loc[0] in {"body", "query"} and len(loc) > 2 else loc[1:]  # noqa: PLR2004


def _of_refusal(refusal: Refusal) -> Problem:
    if isinstance(refusal, NotAllowed):
        return Problem(403, "not-allowed", "You may not do this.")
    if isinstance(refusal, Invalid):
        return _invalid([{"field": refusal.field, "message": str(refusal)}])
    if isinstance(refusal, Conflict):
        clashes = [
            {"field": c.field, "theirs": c.theirs, "yours": c.yours, "by_id": c.by_id}
            for c in refusal.clashes
        ]
        more = {"clashes": clashes, "version": refusal.version}
        return Problem(409, "conflict", str(refusal), more=more)
    if isinstance(refusal, Stale):
        return Problem(409, "stale", str(refusal))
    return Problem(409, "refused", str(refusal))


def _away() -> Problem:
    words = "The database can't be reached just now. Nothing was changed; try again."
    return Problem(503, "away", words, headers={"Retry-After": "5"})


def _second(error: IntegrityError) -> Problem:
    if not came_second(error):
        raise error
    return Problem(409, "stale", "Somebody changed the same at this moment. Ask again.")


def problem_of(error: Exception) -> Problem | None:
    """Say what an error means to whoever asked; None for what is a bug of ours."""
    if isinstance(error, Problem):
        return error
    return next((say(error) for kind, say in _SAYINGS if isinstance(error, kind)), None)


# In this order: the first that fits speaks.
_SAYINGS: tuple[tuple[type[Exception], Callable[[Any], Problem]], ...] = (
    (Unreadable, lambda error: _invalid([{"field": "file", "message": str(error)}])),
    (Refusal, _of_refusal),
    (ValidationError, _of_shape),
    (AuthenticationError, lambda _error: unknown_key()),
    (HttpError, lambda error: Problem(error.status_code, "refused", str(error))),
    (Http404, lambda _error: missing()),
    (IntegrityError, _second),
    (OperationalError, lambda _error: _away()),
    (InterfaceError, lambda _error: _away()),
    (PermissionDenied, lambda _error: Problem(403, "not-allowed", "You may not do this.")),
)


def on_error(request: HttpRequest, error: Any) -> HttpResponse:
    del request
    found = problem_of(error)
    if found is None:
        raise error
    return problem(found)


ERRORS: tuple[type[Exception], ...] = (Problem, *(kind for kind, _say in _SAYINGS))
