"""What people can be told of; rooms and features add theirs in ``apps.py``."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

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

# Whether somebody may still see what a notice is about, by the name of its model: of some keys
# those that they may. Asked when it is mailed and when it is shown, for it may be hidden since.
Sight = Callable[[User, Collection[int]], Collection[int]]
sights: Registry[Sight] = Registry("what notices are about")


def sight(visible_to: Callable[[Any], QuerySet[Any]], column: str = "pk") -> Sight:
    """Make one of what gives the rows that a person may see."""

    def seen(person: User, keys: Collection[int]) -> Collection[int]:
        found = visible_to(person).filter(**{f"{column}__in": keys}).order_by()
        return set(found.values_list(column, flat=True))

    return seen
