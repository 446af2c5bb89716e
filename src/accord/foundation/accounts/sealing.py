"""Secrets that must be read again are sealed at rest; the key lies outside the database."""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unsealable(Exception):  # noqa: N818 -- a fact for whoever keeps the keys
    """The key that sealed this is no longer here, or the text was changed."""


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    derived = (
        HKDF(SHA256(), 32, salt=None, info=b"accord.sealing.1").derive(key.encode()) for key in keys
    )
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in derived])


def _current() -> MultiFernet:
    return _box((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def seal(text: str) -> str:
    return _current().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raise Unsealable when no key of this installation opens ``sealed``."""
    try:
        return _current().decrypt(sealed.encode()).decode()
    except InvalidToken as wrong:
        raise Unsealable("no key of this installation opens this") from wrong


def resealed(sealed: str) -> str:
    """Seal anew with the newest key."""
    return _current().rotate(sealed.encode()).decode()
