"""What key messages show at letters, talks, initiatives and stakeholders."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.engagement.models import Interaction
from accord.features.initiatives.models import Initiative
from accord.features.keymessages import policies, queries
from accord.features.keymessages.models import Contradiction, Edition, KeyMessage
from accord.features.keymessages.states import State
from accord.features.letters import policies as letters
from accord.features.letters.models import Letter
from accord.features.letters.states import State as LetterState
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.search.documents import BEST, EVERYONE, LAST, Document
from accord.foundation.search.reading import children_of, rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

VERBS = {
    "contradiction-found": Verb(
        words=gettext_lazy("Two of us told them different things: %(title)s"), icon="git-fork",
        tone="bad",
    ),
    "contradiction-told": Verb(
        words=gettext_lazy("They were told what holds: %(title)s"), icon="check", tone="ok"
    ),
}  # fmt: skip


def address(message: KeyMessage, verb: str = "detail") -> str:
    return addresses.to(f"keymessages:{verb}", kwargs={"ref": message.ref})


def contradiction_address(one: Contradiction, verb: str = "contradiction") -> str:
    return addresses.to(f"keymessages:{verb}", kwargs={"ref": one.ref})


def at_letter(request: Request, letter: Letter) -> str:
    """Draw what a letter says in our one voice, and what would fit."""
    context = queries.about_letter(request.user, letter)
    may = letter.state == LetterState.DRAFT and letters.WRITE.allows(request.user, letter)
    return _fitting(request, context, _("Put in"), may=may)


def at_talk(request: Request, talk: Interaction) -> str:
    context = queries.about_talk(request.user, talk)
    return _fitting(request, context, _("Was said"), may=policies.SAY.allows(request.user))


def _fitting(request: Request, context: queries.Context, button: str, *, may: bool) -> str:
    at = clock.now()
    today = formats.local(at)
    uses = list(queries.uses_of(context.ref))
    there = {use.edition_id for use in uses}
    found = queries.fitting(request.user, context, at, today)
    drawn: dict[str, Any] = {
        "button": button, "may": may,
        "uses": [
            {
                "title": visible(use.edition.message.title), "href": address(use.edition.message),
                "n": use.edition.number, "holds": use.edition.holds(today),
                "drop": addresses.to(
                    "keymessages:unsay", kwargs={"about": context.ref, "pk": use.pk}
                ) if may else "",
            }
            for use in uses
        ],
        "offers": [
            {
                "title": visible(one.edition.message.title), "why": " · ".join(one.reasons),
                "href": address(one.edition.message), "is_received": one.is_received,
                "say": addresses.to(
                    "keymessages:say", kwargs={"about": context.ref, "pk": one.edition.pk}
                ) if may else "",
            }
            for one in found if one.edition.pk not in there
        ],
    }  # fmt: skip
    return piece(request, "keymessages/panel_fitting.html", drawn)


def of_initiative(request: Request, initiative: Initiative) -> str:
    """Draw how many messages hold, and the way to the message house."""
    count = queries.holding(request.user, [initiative.pk], formats.local(clock.now())).count()
    add = addresses.to("keymessages:add")
    context = {
        "count": count,
        "house": addresses.to("keymessages:house", kwargs={"ref": initiative.ref}),
        "add": f"{add}?initiative={initiative.ref}" if policies.WRITE.allows(request.user) else "",
    }
    return piece(request, "keymessages/panel_initiative.html", context)


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: the sentence and the wordings that stand; ended ones last."""
    editions = children_of(Edition, "message_id", keys, touched, "keymessages.keymessage")
    for row in rows_of(KeyMessage, keys, touched):
        standing = [one for one in editions[row.pk] if one.state != State.REPLACED]
        yield Document(
            kind="key-message", object_id=row.pk, ref=row.ref, title=row.title, look="megaphone",
            names=(row.title,), others=(row.pillar,) if row.pillar else (),
            texts=tuple(text for one in standing for text in (one.words, one.proofs) if text),
            at=max((one.written_at for one in standing), default=None), visibility=EVERYONE,
            rank=LAST if row.ended_at else BEST, owner_ids=(row.owner_id,),
        )  # fmt: skip


source = Search(
    number=36,
    label=gettext_lazy("Key messages"),
    model="keymessages.keymessage",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("keymessages:detail", kwargs={"ref": ref}),
    watches={
        "keymessages.keymessage": Watch(),
        "keymessages.edition": Watch(
            column="message_id", columns=frozenset({"words", "proofs", "state", "written_at"})
        ),
    },
    prefix="MS",
    icon="megaphone",
    has_texts=True,
)
