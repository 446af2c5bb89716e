"""Addresses that mail may be sent to: everybody has one of their own, which nobody can guess."""

import re
from dataclasses import dataclass
from hmac import compare_digest
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac

from accord.foundation.accounts.models import User
from accord.foundation.arrivals.policies import TAKE

LOCAL = "file"
_SALT = "accord.arrivals.door.1"
_LENGTH = 20  # of 64 hexadecimal digits: 80 bits
_OWN = re.compile(rf"^{LOCAL}\+(\d{{1,18}})-([0-9a-f]{{{_LENGTH}}})@(.+)$")


class WrongAddress(ValueError):  # noqa: N818 -- a sentence for whoever installs
    """What is set for mail that comes in can't be used."""


@dataclass(frozen=True)
class Door:
    """Where a mail server hands mail over, and the domain that its addresses end in."""

    host: str
    port: int
    domain: str
    is_lmtp: bool


def door() -> Door | None:
    """Read the setting; None while mail is not taken in. Raises WrongAddress."""
    if not settings.MAIL_IN:
        return None
    parts = urlsplit(settings.MAIL_IN)
    domain = dict(parse_qsl(parts.query)).get("domain", "")
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in {"lmtp", "smtp"} or not parts.hostname or port is None or not domain:
        raise WrongAddress("ACCORD_MAIL_IN is like lmtp://127.0.0.1:8024?domain=in.example.org")
    return Door(parts.hostname, port, domain.lower(), parts.scheme == "lmtp")


def _token(key: int, secret: str) -> str:
    return salted_hmac(_SALT, str(key), secret=secret, algorithm="sha256").hexdigest()[:_LENGTH]


def address_of(person: User) -> str:
    """Give the address by which ``person`` files mail; nothing while mail is not taken in."""
    there = door()
    if there is None:
        return ""
    return f"{LOCAL}+{person.pk}-{_token(person.pk, settings.SECRET_KEY)}@{there.domain}"


def owner_of(address: str) -> User | None:
    """Tell whose address it is: made with a key of this installation, of an open account."""
    found, there = _OWN.match(address.strip().lower()), door()
    if found is None or there is None or found[3] != there.domain:
        return None
    key = int(found[1])
    keys: list[str] = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    if not any(compare_digest(found[2], _token(key, secret)) for secret in keys):
        return None
    person = User.objects.filter(pk=key, is_active=True).first()
    return person if person is not None and TAKE.allows(person) else None


def is_own(address: str) -> bool:
    """Tell whether an address is one of these, whosever it is."""
    return _OWN.match(address.strip().lower()) is not None
