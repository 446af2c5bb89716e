"""What feedback shows on pages that are not its own."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy

from accord.features.feedback import queries
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User
from accord.foundation.ui import addresses
from accord.foundation.ui.owed import Owed
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

VERBS = {
    "feedback-given": Verb(
        words=gettext_lazy("%(by)s gave them feedback: %(title)s"), icon="messages-square"
    ),
    "feedback-understood": Verb(
        words=gettext_lazy("The feedback was understood: %(title)s"), icon="check-check", tone="ok"
    ),
}


def acts(request: Request, party: Party) -> str:
    """Draw the line of the record's menu."""
    address = f"{addresses.to('feedback:add')}?about={party.ref}"
    return piece(request, "feedback/panel_acts.html", {"address": address})


def owed(user: User, people: Sequence[int]) -> list[Owed]:
    """Give what one is to say in one's own words; of others it is between them."""
    mine = [key for key in people if key == user.pk]
    return [
        Owed(
            kind="feedback", ref=one.ref, title=one.title, icon="messages-square",
            url=addresses.to("feedback:detail", kwargs={"ref": one.ref}), owner_id=user.pk,
            due=None, ends_at=None, since=one.given_at or one.made_at, whom=None,
        )
        for one in queries.owed_by(user, mine)
    ]  # fmt: skip


def settled(user: User, people: Sequence[int], since: datetime) -> list[datetime]:
    """Give nothing: feedback has no day on which it is due."""
    del user, people, since
    return []
