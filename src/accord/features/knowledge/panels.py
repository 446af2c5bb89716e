"""What knowledge shows on pages that are not its own: lessons that fit, what one must read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.engagement.models import Interaction
from accord.features.escalations.models import Escalation
from accord.features.initiatives.models import Initiative
from accord.features.keyplans.models import KeyPlan
from accord.features.knowledge import policies, queries
from accord.features.knowledge.models import Note, Receipt
from accord.features.knowledge.states import Duty, Kind, State
from accord.foundation.accounts.models import User
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.text import visible
from accord.foundation.search.documents import EVERYONE, NAMED, Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source, Watch
from accord.foundation.ui import addresses
from accord.foundation.ui.owed import Owed
from accord.foundation.ui.pages import Request, piece


def address(note: Note, verb: str = "detail") -> str:
    return addresses.to(f"knowledge:{verb}", kwargs={"ref": note.ref})


def lessons_at_initiative(request: Request, of: Initiative) -> str:
    text = f"{of.name} {of.vision} {of.core_message}"
    return _lessons(request, queries.Context(of.ref, text, of.pk, of.kind))


def lessons_at_talk(request: Request, talk: Interaction) -> str:
    of = talk.initiative
    context = queries.Context(
        talk.ref, talk.text, of.pk if of else None, of.kind if of else "", talk.channel
    )
    return _lessons(request, context)


def lessons_at_escalation(request: Request, one: Escalation) -> str:
    text = f"{one.question} {one.happened} {one.tried} {one.wish}"
    return _lessons(request, queries.Context(one.ref, text))


def lessons_at_plan(request: Request, plan: KeyPlan) -> str:
    return _lessons(request, queries.Context(plan.ref, f"{plan.ambition} {plan.gain}"))


def _lessons(request: Request, context: queries.Context) -> str:
    """Draw the lessons that fit, each with why, and the way to write one down."""
    offers = queries.lessons_for(
        request.user, context, day_of(clock.now(), settings.HOUSE_TIME_ZONE)
    )
    may = policies.REUSE.allows(request.user)
    drawn: dict[str, Any] = {
        "about": context.ref,
        "offers": [
            {
                "note": one.note, "href": address(one.note), "is_useful": one.is_useful,
                "why": visible(" · ".join(one.reasons)) or _("somebody found it useful here"),
                "fit": address(one.note, "fit") if may else "",
            }
            for one in offers
        ],
        "add": f"{addresses.to('knowledge:add')}?kind={Kind.LESSON}&about={context.ref}"
        if policies.WRITE.allows(request.user)
        else "",
    }  # fmt: skip
    return piece(request, "knowledge/panel_lessons.html", drawn)


def owed(user: User, people: Sequence[int]) -> list[Owed]:
    """Give what ``people`` must acknowledge, for the list of what they owe."""
    return [_owed(one, user) for one in queries.owed_by(user, people)]


def _owed(one: Receipt, user: User) -> Owed:
    is_mine = one.person_id == user.pk and one.duty == Duty.ACKNOWLEDGE
    return Owed(
        kind="note", ref=one.note.ref, title=one.note.title, url=address(one.note),
        icon="book-open", owner_id=one.person_id, due=one.due_at, ends_at=one.due_at,
        since=one.at, whom=None, done=address(one.note, "acknowledge") if is_mine else "",
    )  # fmt: skip


def settled(user: User, people: Sequence[int], since: datetime) -> list[datetime]:
    return [
        one.due_at for one in queries.settled_since(user, people, since) if one.due_at is not None
    ]


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: drafts for their author, the rest for whoever may read it."""
    notes = rows_of(Note, keys, touched)
    readers = queries.readers_of([note.pk for note in notes])
    for note in notes:
        is_open = note.is_for_all and note.state != State.DRAFT
        named = () if note.state == State.DRAFT else tuple(readers.get(note.pk, ()))
        yield Document(
            kind="note", object_id=note.pk, ref=note.ref, title=note.title, look="book-open",
            names=(note.title,), others=tuple(queries.topics_of(note)),
            texts=(note.words, note.happened, note.resolution),
            at=note.published_at or note.made_at,
            visibility=EVERYONE if is_open else NAMED, reader_ids=named,
            owner_ids=(note.author_id,) if note.author_id else (),
        )  # fmt: skip


source = Source(
    number=20,
    label=gettext_lazy("Knowledge"),
    model="knowledge.note",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("knowledge:detail", kwargs={"ref": ref}),
    watches={
        "knowledge.note": Watch(
            columns=frozenset(
                {
                    "ref",
                    "title",
                    "topics",
                    "state",
                    "is_for_all",
                    "author_id",
                    "words",
                    "happened",
                    "resolution",
                }
            )
        ),
        "knowledge.receipt": Watch(column="note_id", columns=frozenset({"person_id"})),
    },
    prefix="KN",
    icon="book-open",
    has_texts=True,
)
