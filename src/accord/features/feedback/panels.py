"""What feedback shows on pages that are not its own."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy

from accord.features.feedback import policies, queries
from accord.features.feedback.models import Feedback
from accord.features.feedback.states import State
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User
from accord.foundation.journal.derived import Touched
from accord.foundation.search.documents import EVERYONE, NAMED, Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
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


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: a draft for its author; what was given for its reader as well.

    Feedback to a party is for whoever may see the party.
    """
    for row in rows_of(Feedback, keys, touched):
        is_given = row.state != State.DRAFT
        is_open = is_given and row.party_id is not None
        yield Document(
            kind="feedback", object_id=row.pk, ref=row.ref, title=row.title,
            look="messages-square", names=(row.title,), texts=(row.words,),
            at=row.given_at or row.made_at, visibility=EVERYONE if is_open else NAMED,
            reader_ids=(row.person_id,) if is_given and row.person_id else (),
            owner_ids=(row.author_id,) if row.author_id else (), stands_alone=True,
            within=("party", row.party_id) if row.party_id else None,
        )  # fmt: skip


source = Search(
    number=40,
    label=gettext_lazy("Feedback"),
    model="feedback.feedback",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("feedback:detail", kwargs={"ref": ref}),
    watches={"feedback.feedback": Watch()},
    prefix="FB",
    icon="messages-square",
    nested=True,
    has_texts=True,
)
