"""What the door of the API answers when it does not do what was asked (RFC 9457)."""

from collections.abc import Mapping
from typing import Any


class Problem(Exception):  # noqa: N818 -- named as in RFC 9457
    """An answer that is none; ``code`` is for programs, ``detail`` for people."""

    def __init__(
        self, status: int, code: str, detail: str = "", *,
        more: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(detail or code)
        self.status = status
        self.code = code
        self.detail = detail
        self.more = dict(more or {})
        self.headers = dict(headers or {})


def missing() -> Problem:
    """Say the same of what is not there and of what one may not see."""
    return Problem(404, "not-found", "There is nothing at this address.")
