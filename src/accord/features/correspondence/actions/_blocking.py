from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.correspondence import policies
from accord.features.correspondence.models import Block
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import storable


def block(*, by: Actor, pattern: str, owner: User | None, at: datetime) -> Block:
    """Set mail of an address, or of a domain (``@else.example``), aside from now on.

    Without ``owner`` it is for all. Raises: NotAllowed; Invalid.
    """
    said = pattern.strip().lower()
    local, at_sign, domain = said.rpartition("@")
    if not at_sign or "." not in domain or " " in said or not storable(said) or len(said) > 254:  # noqa: PLR2004
        raise Invalid(_("Give an address, or a domain like @else.example."), field="pattern")
    del local
    row = Block(pattern=said, owner=owner, added_at=at)
    if Block.objects.filter(pattern=said, owner=owner).exists():
        raise Invalid(_("This is blocked already."), field="pattern")
    rule = policies.BLOCK if owner else policies.BLOCK_FOR_ALL
    with change(rule, by=by, at=at) as record:
        rule.demand(by, row)
        record.subject = row
        record.add(row)
    return row


def unblock(*, by: Actor, row: Block, at: datetime) -> None:
    """Let mail of an address come again; what was set aside stays so."""
    rule = policies.BLOCK if row.owner_id else policies.BLOCK_FOR_ALL
    with change(rule, by=by, at=at, subject=row) as record:
        record.note(pattern=row.pattern)
        record.remove(row)
