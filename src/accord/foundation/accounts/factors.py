"""Second factors: who has one, who must, and what a person typed against what they hold."""

from base64 import b32encode
from collections.abc import Iterable
from datetime import datetime
from hmac import compare_digest
from secrets import choice, token_bytes

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from django.conf import settings

from accord.foundation.accounts.models import RecoveryCode, User
from accord.foundation.kernel.roles import ADMINISTRATORS

PERIOD = 30  # seconds a code is shown
TOLERANCE = 1  # periods that a clock may be off
CODES = 10
_MARK, _LENGTH = 2, 16
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # of 70 random bits
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: what people mistake


def has_second_factor(person: User) -> bool:
    from allauth.mfa.models import Authenticator

    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=kinds).exists())


def must_have_second_factor(person: User) -> bool:
    return bool(settings.SECOND_FACTOR_FOR_ADMINISTRATORS) and person.holds(ADMINISTRATORS)


def lacks_second_factor(person: User) -> bool:
    return must_have_second_factor(person) and not has_second_factor(person)


def new_totp_secret() -> str:
    return b32encode(token_bytes(20)).decode()


def totp_step(secret: str, code: str, at: datetime) -> int | None:
    """Tell which half minute ``code`` belongs to, now or one before or after; None when none."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    typed = "".join(code.split())
    now = int(at.timestamp()) // PERIOD
    matching = [
        step
        for step in range(now - TOLERANCE, now + TOLERANCE + 1)
        if compare_digest(format_hotp_value(hotp_value(secret, step)).encode(), typed.encode())
    ]
    return matching[-1] if matching else None


def new_recovery_codes() -> list[str]:
    """Make ten codes of 80 bits, each beginning with two characters that no other begins with."""
    codes: dict[str, str] = {}
    while len(codes) < CODES:
        code = "".join(choice(_ALPHABET) for _ in range(_LENGTH))
        codes.setdefault(code[:_MARK], code)
    return ["-".join(code[i : i + 4] for i in range(0, _LENGTH, 4)) for code in codes.values()]


def plain_code(typed: str) -> str:
    """Take what a person typed down to letters and digits, in capitals."""
    return "".join(char for char in typed.upper() if char.isalnum())


def hashed_code(code: str) -> tuple[str, str]:
    plain = plain_code(code)
    return plain[:_MARK], _HASHER.hash(plain)


def is_recovery_code(typed: str) -> bool:
    """Tell whether this is written like a recovery code rather than like six digits."""
    return len(plain_code(typed)) == _LENGTH


def matching_code(typed: str, candidates: Iterable[RecoveryCode]) -> RecoveryCode | None:
    plain = plain_code(typed)
    fitting = (code for code in candidates if code.mark == plain[:_MARK])
    return next((code for code in fitting if _is_hash_of(plain, code.hashed)), None)


def _is_hash_of(plain: str, hashed: str) -> bool:
    try:
        return _HASHER.verify(hashed, plain)
    except VerificationError:
        return False


def qr_path(text: str) -> tuple[int, str]:
    """Draw a QR code as one SVG path; give its width in modules and the path's data."""
    import segno

    code = segno.make(text, error="m", micro=False)
    rows = list(code.matrix_iter(border=4))
    runs = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return len(rows), "".join(runs)
