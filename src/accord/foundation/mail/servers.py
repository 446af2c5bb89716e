"""The mail server that ``ACCORD_MAIL_URL`` names."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings

PORTS = {"smtp": 587, "smtps": 465}
STARTTLS = {"required", "offered", "never"}


class WrongAddress(ValueError):  # noqa: N818
    """The address of the mail server can't be read; the message says why, without its password."""


@dataclass(frozen=True)
class MailServer:
    """``smtp://user:password@host:587``, ``smtps://…:465``; more after a question mark.

    ``starttls`` is required (the default with a password), offered (else) or never;
    ``per_address`` and ``per_day`` limit mails in 24 hours; ``ca`` is a file of certificates to
    trust; ``timeout`` is seconds to wait for an answer.
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    is_tls: bool = False
    starttls: str = "offered"
    ca: str = ""
    timeout: float = 20.0
    per_address: int = 100
    per_day: int = 10_000

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"


def read(url: str) -> MailServer | None:
    """Read an address; None when it is empty. Raises WrongAddress."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise WrongAddress(
            "the address of a mail server begins with smtp:// or smtps:// and a host"
        )
    query = dict(parse_qsl(parts.query))
    has_password = bool(parts.password)
    starttls = query.pop("starttls", "required" if has_password else "offered")
    if starttls not in STARTTLS:
        raise WrongAddress("starttls is required, offered or never")
    return MailServer(
        host=parts.hostname,
        port=_port(parts) or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
        starttls=starttls,
        **_more(query),
    )


def _port(parts: Any) -> int | None:
    try:
        found: int | None = parts.port
    except ValueError as error:
        raise WrongAddress("the port of the mail server is no number") from error
    return found


def _more(query: dict[str, str]) -> dict[str, Any]:
    kinds = {"ca": str, "timeout": float, "per_address": int, "per_day": int}
    if unknown := query.keys() - kinds.keys():
        raise WrongAddress(f"{', '.join(sorted(unknown))}: not known after the mail server")
    try:
        return {name: kinds[name](value) for name, value in query.items()}
    except ValueError as error:
        raise WrongAddress("timeout, per_address and per_day are numbers") from error


def server() -> MailServer | None:
    """Give the mail server of this installation, or None while none is set."""
    return read(settings.MAIL_URL)
