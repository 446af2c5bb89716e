"""Addresses that let somebody in once. They are worked out when they are sent, never stored.

Each is tied to what it changes (the password, the address, the invitation's seed), so that it dies
when it was used, and to a time.
"""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accord.foundation.accounts.models import Invitation, User

INVITED_FOR = timedelta(hours=72)
CHANGE_FOR = timedelta(hours=1)
_MAIL_CHANGE = "accord.mail-change"


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def invitation_token(seed: str) -> str:
    """Work out the token of an invitation: 256 bits that only this installation's key gives."""
    made = salted_hmac("accord.invitation", seed, algorithm="sha256").digest()
    return urlsafe_b64encode(made).rstrip(b"=").decode()


def invitation_link(invitation: Invitation) -> str:
    name = "account_invitation" if invitation.invited_by_id else "account_welcome"
    return absolute(reverse(name, args=[invitation_token(invitation.seed)]))


def reset_link(person: User) -> str:
    """Give the address at which ``person`` may choose a new password, for one hour."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    return absolute(path)


def mark_of(person: User) -> str:
    """Give what changes with the password of ``person``, and tells nothing of it."""
    made = salted_hmac(_MAIL_CHANGE, person.password, algorithm="sha256")
    return made.hexdigest()[:32]


def mail_change_token(person: User, email: str) -> str:
    told = [person.pk, person.email, email, mark_of(person)]
    return signing.dumps(told, salt=_MAIL_CHANGE)


def mail_change_link(person: User, email: str) -> str:
    return absolute(reverse("account_mail_change", args=[mail_change_token(person, email)]))


def read_mail_change(token: str) -> tuple[int, str, str, str] | None:
    """Give person, old and new address, and mark; None when the token is wrong or too old."""
    try:
        person, old, new, mark = signing.loads(token, salt=_MAIL_CHANGE, max_age=CHANGE_FOR)
    except (signing.BadSignature, ValueError):
        return None
    return int(person), str(old), str(new), str(mark)
