"""What discussion spaces show on pages that are not theirs."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy, ngettext

from accord.features.discussions import policies, queries
from accord.features.discussions.models import Space
from accord.features.initiatives.models import Initiative
from accord.foundation.accounts.models import User
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses
from accord.foundation.ui.owed import Owed
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

VERBS = {
    "discussion-invited": Verb(
        words=gettext_lazy("%(by)s invited them into a discussion: %(title)s"),
        icon="messages-square",
    ),
    "discussion-joined": Verb(
        words=gettext_lazy("They joined a discussion: %(title)s"), icon="log-in"
    ),
    "discussion-said": Verb(
        words=gettext_lazy("They said something in a discussion: %(title)s"),
        icon="messages-square", tone="acc",
    ),
}  # fmt: skip
MOST = 20


def address(space: Space, verb: str = "detail") -> str:
    return addresses.to(f"discussions:{verb}", kwargs={"ref": space.ref})


def of_initiative(request: Request, initiative: Initiative) -> str:
    """Draw the discussion spaces of an initiative, and the way to a new one."""
    add = addresses.to("discussions:add")
    context = {
        "rows": [
            {"title": visible(one.title), "href": address(one), "ref": one.ref,
             "is_open": one.closed_at is None}
            for one in queries.of_initiative(initiative)[:MOST]
        ],
        "add": f"{add}?initiative={initiative.ref}" if policies.RUN.allows(request.user) else "",
    }  # fmt: skip
    return piece(request, "discussions/panel_initiative.html", context)


def owed(user: User, people: Sequence[int]) -> list[Owed]:
    """Give the spaces in which something waits for whoever moderates them."""
    return [
        Owed(
            kind="discussion", ref=one.ref, url=address(one), icon="messages-square",
            title=ngettext("%(n)s to moderate in: %(title)s", "%(n)s to moderate in: %(title)s", n)
            % {"n": n, "title": one.title},
            owner_id=one.owner_id, due=None, ends_at=None, since=one.opened_at, whom=None,
        )
        for one, n in queries.to_moderate(user, people)
    ]  # fmt: skip


def settled(user: User, people: Sequence[int], since: datetime) -> list[datetime]:
    """Give nothing: moderating has no day on which it is due."""
    del user, people, since
    return []
