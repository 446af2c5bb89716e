"""Who may come in with what: the key, its scopes, how often, and what a request may look like."""

from hashlib import sha256
from typing import Any

import msgspec
from django.http import HttpRequest
from ninja.parser import Parser
from ninja.security import HttpBearer

from accord.foundation.accounts.tokens import person_of
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import Rule
from accord.overview.api.errors import Problem
from accord.overview.api.views._answers import JSON

LARGEST = 1 << 20  # bytes of a body
DEEPEST = 20
A_MINUTE = 1200  # requests of one key, in each process


class Tally:
    """Counts the requests of each key within the minute, in this process alone."""

    def __init__(self) -> None:
        self.minute = 0
        self.counts: dict[bytes, int] = {}

    def count(self, key: bytes, now: float) -> int:
        """Count one request; give the seconds to wait, 0 if it may go on."""
        minute = int(now // 60)
        if minute != self.minute:
            self.minute, self.counts = minute, {}
        self.counts[key] = self.counts.get(key, 0) + 1
        return 0 if self.counts[key] <= A_MINUTE else 60 - int(now % 60)


tally = Tally()


class Bearer(HttpBearer):
    """Opens one operation to keys with ``scope`` whose owner ``rule`` allows it."""

    def __init__(self, rule: Rule, scope: str, asked: frozenset[str], *, takes_json: bool) -> None:
        super().__init__()
        self.rule = rule
        self.scope = scope
        self.asked = asked
        self.takes_json = takes_json

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        at = clock.now()
        found = person_of(token, at=at)
        if found is None:
            return None
        person, scopes = found
        if wait := tally.count(sha256(token.encode()).digest(), at.timestamp()):
            raise Problem(
                429, "too-many", "Too many requests in a minute.",
                headers={"Retry-After": str(wait)},
            )  # fmt: skip
        if self.scope not in scopes:
            raise Problem(403, "scope-missing", f"This key lacks the scope “{self.scope}”.")
        self.rule.demand(person)
        self._look_at(request)
        request.user = person
        return person

    def _look_at(self, request: HttpRequest) -> None:
        if unknown := sorted(set(request.GET) - self.asked):
            errors = [{"field": name, "message": "There is no such parameter"} for name in unknown]
            raise Problem(422, "invalid", "Unknown parameters.", more={"errors": errors})
        if any("\x00" in value for value in request.GET.values()):
            raise Problem(422, "invalid", "A parameter holds characters that can't be kept.")
        if "multipart" not in (request.content_type or ""):
            _weigh(request)
        if self.takes_json:
            request.given = _body(request)  # type: ignore[attr-defined]


def _weigh(request: HttpRequest) -> None:
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length) > LARGEST:
        raise Problem(413, "too-large", "A body may have up to 1 MiB.")


def _body(request: HttpRequest) -> Any:
    """Read a body, or say what is wrong with it before anything is made of it."""
    if request.content_type != JSON:
        raise Problem(415, "not-json", "Send application/json.")
    try:
        given = msgspec.json.decode(request.body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(400, "not-json", "This is not JSON.") from error
    if _depth_exceeds(given, DEEPEST):
        raise Problem(400, "too-deep", f"JSON may be nested up to {DEEPEST} deep.")
    if not isinstance(given, dict):
        raise Problem(422, "invalid", "Send an object.")
    return given


def _depth_exceeds(given: Any, most: int) -> bool:
    level = [given]
    for _step in range(most):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


class Read(Parser):
    """Hands on what the door has read already."""

    def parse_body(self, request: HttpRequest) -> Any:
        return request.given  # type: ignore[attr-defined]
