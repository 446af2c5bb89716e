"""The chain: each entry's digest holds the one before it, and salted digests of what it says."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from os import urandom

GENESIS = "0" * 64


def salt() -> str:
    return urandom(16).hex()


def salts(count: int) -> list[str]:
    """Give as many salts as there are images, asking for chance once."""
    chance = urandom(16 * count).hex()
    return [chance[start : start + 32] for start in range(0, 32 * count, 32)]


def _digest(parts: Iterable[object]) -> str:
    return sha256("\x1f".join("" if p is None else str(p) for p in parts).encode()).hexdigest()


def image_digest(  # noqa: PLR0913 -- one parameter a column
    *, kind: str, row_id: int, op: str, version: int, before: str | None, after: str | None,
    salt: str,
) -> str:  # fmt: skip
    said = f"{kind}\x1f{row_id}\x1f{op}\x1f{version}\x1f{before or ''}\x1f{after or ''}\x1f{salt}"
    return sha256(said.encode()).hexdigest()


def details_digest(details: str, salt: str) -> str:
    return _digest((details, salt))


def rows_digest(digests: Iterable[str]) -> str:
    return _digest(digests)


def entry_digest(  # noqa: PLR0913
    *, previous: str, pk: int, at: datetime, by_id: int | None, verb: str, subject_type: str,
    subject_id: int | None, batch: int | None, details_digest: str, rows_digest: str,
) -> str:  # fmt: skip
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return _digest(
        (previous, pk, moment, by_id, verb, subject_type, subject_id, batch, details_digest,
         rows_digest)
    )  # fmt: skip
