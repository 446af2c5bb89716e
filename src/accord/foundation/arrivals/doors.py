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
ANSWERS = "answers"
_SALT = "accord.arrivals.door.1"
_LENGTH = 20  # of 64 hexadecimal digits: 80 bits
_OWN = re.compile(
    rf"^{LOCAL}\+(?P<key>\d{{1,18}})-(?P<token>[0-9a-f]{{{_LENGTH}}})"
    r"(?P<tags>(?:\+[a-z0-9-]{1,20}){0,4})@(?P<domain>.+)$"
)
_WITHIN = re.compile(
    rf"(?<![\w.+-]){LOCAL}\+\d{{1,18}}-[0-9a-f]{{{_LENGTH}}}(?:\+[a-z0-9-]{{1,20}}){{0,4}}@[\w.-]*\w",
    re.IGNORECASE,
)
SOURCE = "mail"


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


@dataclass(frozen=True)
class Opened:
    """Whose address it is, and the tags in it, each with a plus before it."""

    owner: User
    tags: str = ""


def _token(key: int, secret: str, ref: str = "") -> str:
    said = f"{key}+{ref}" if ref else str(key)
    return salted_hmac(_SALT, said, secret=secret, algorithm="sha256").hexdigest()[:_LENGTH]


def address_of(person: User, ref: str = "") -> str:
    """Give the address by which ``person`` files mail, or files it with one record.

    Nothing while mail is not taken in. The address of a record is signed for that record alone.
    """
    there = door()
    if there is None:
        return ""
    ref = ref.lower()
    token = _token(person.pk, settings.SECRET_KEY, ref)
    tag = f"+{ref}" if ref else ""
    return f"{LOCAL}+{person.pk}-{token}{tag}@{there.domain}"


def answers_to(person: User) -> str:
    """Give the address that those whom ``person`` writes to answer: no tag can be put to it."""
    return address_of(person, ANSWERS)


def opened(address: str) -> Opened | None:
    """Tell whose address it is: made with a key of this installation, of an open account."""
    found, there = _OWN.match(address.strip().lower()), door()
    if found is None or there is None or found["domain"] != there.domain:
        return None
    key, tags = int(found["key"]), found["tags"]
    if not any(_fits(found["token"], key, said) for said in _signed(tags)):
        return None
    person = User.objects.filter(pk=key, is_active=True).first()
    tags = "" if tags.startswith(f"+{ANSWERS}") else tags
    return Opened(person, tags) if person is not None and TAKE.allows(person) else None


def _signed(tags: str) -> tuple[str, ...]:
    """Give what the token of an address may be made for: all of its owner's, or its one record.

    Whoever learns the address of a record has no other by it.
    """
    first, *more = tags.split("+")[1:] or [""]
    return ("",) if not first or any("-" in tag for tag in more) else ("", first)


def _fits(token: str, key: int, ref: str) -> bool:
    keys: list[str] = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    return any(compare_digest(token, _token(key, secret, ref)) for secret in keys)


def owner_of(address: str) -> User | None:
    found = opened(address)
    return found.owner if found else None


def without_own(text: str) -> str:
    """Give a text without these addresses: who reads one could file mail by it as its owner."""
    return _WITHIN.sub("…", text)


def is_own(address: str) -> bool:
    """Tell whether an address is one of these, whosever it is."""
    return _OWN.match(address.strip().lower()) is not None
