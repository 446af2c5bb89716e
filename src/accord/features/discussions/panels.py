"""What discussion spaces show on pages that are not theirs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy, ngettext

from accord.features.discussions import policies, queries
from accord.features.discussions.models import Post, Space
from accord.features.discussions.states import State
from accord.features.initiatives.models import Initiative
from accord.foundation.accounts.models import User
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel.text import visible
from accord.foundation.search.documents import EVERYONE, Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
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


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps of spaces, for whoever may read anything."""
    for row in rows_of(Space, keys, touched):
        yield Document(
            kind="discussion", object_id=row.pk, ref=row.ref, title=row.title,
            look="messages-square", names=(row.title,), visibility=EVERYONE,
            texts=(row.title, row.purpose) if row.purpose else (), at=row.opened_at,
            owner_ids=(row.owner_id,),
        )  # fmt: skip


def post_documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what was said, once it is shown: what waits or is hidden is found by nobody."""
    for row in rows_of(Post, keys, touched):
        if row.state == State.SHOWN:
            yield Document(
                kind="discussion-post", object_id=row.pk, texts=(row.text,), at=row.at,
                visibility=EVERYONE, within=("discussion", row.space_id),
            )  # fmt: skip


SEARCH = {
    "discussion": Search(
        number=31,
        label=gettext_lazy("Discussions"),
        model="discussions.space",
        rule=policies.VIEW,
        build=documents,
        address=lambda ref, _key: addresses.to("discussions:detail", kwargs={"ref": ref}),
        watches={
            "discussions.space": Watch(
                columns=frozenset({"ref", "title", "purpose", "owner_id"})
            ),
        },
        prefix="DS",
        icon="messages-square",
        has_texts=True,
    ),
    "discussion-post": Search(
        number=32,
        label=gettext_lazy("Said in discussions"),
        model="discussions.post",
        rule=policies.VIEW,
        build=post_documents,
        address=lambda ref, key: (
            f"{addresses.to('discussions:detail', kwargs={'ref': ref})}#post-{key}"
        ),
        watches={"discussions.post": Watch(columns=frozenset({"text", "state"}))},
        icon="messages-square",
        nested=True,
        is_text=True,
    ),
}  # fmt: skip
