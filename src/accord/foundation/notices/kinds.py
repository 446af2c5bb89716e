"""What people can be told of; rooms and features add theirs in ``apps.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from accord.foundation.accounts.models import User
from accord.foundation.kernel.registry import Registry
from accord.foundation.mail.letters import Section
from accord.foundation.notices.models import Mailing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise
else:
    Label = str


@dataclass(frozen=True)
class NoticeKind:
    """``key`` is the name of what happened, ``label`` what the preferences call it.

    Nobody can switch off a kind that ``is_required``, and it does not wait for quiet hours to end.
    With ``tells_self`` also whoever did it is told. A kind that ``is_personal`` is not told to the
    deputy of somebody who is away.
    """

    key: str
    label: Label
    is_in_app: bool = True
    mailing: str = Mailing.DIGEST
    is_required: bool = False
    tells_self: bool = False
    is_personal: bool = False


kinds: Registry[NoticeKind] = Registry("kinds of notices")

# What else stands in a person's digest: called in their language, None where there is nothing.
DigestPart = Callable[[User, datetime], Section | None]
digest_parts: Registry[DigestPart] = Registry("parts of the digest")
