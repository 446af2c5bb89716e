"""Who is told of a note, of a question about it and of the answer."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.knowledge import queries
from accord.features.knowledge.events import (
    NotePublished,
    QuestionAnswered,
    QuestionAsked,
    ReadingLate,
)
from accord.features.knowledge.models import Note, Question, Receipt
from accord.features.knowledge.states import State
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.notices.actions import Telling, notify
from accord.foundation.notices.kinds import NoticeKind, sight
from accord.foundation.notices.mentions import tell_mentioned
from accord.foundation.notices.models import Mailing
from accord.foundation.notices.queries import actor, is_news

READ, URGENT, OVERDUE = "knowledge.read", "knowledge.urgent", "knowledge.overdue"
ASKED = "knowledge.asked"
KINDS = (
    NoticeKind(READ, gettext_lazy("A note is addressed to you")),
    NoticeKind(
        URGENT, gettext_lazy("An urgent bulletin is addressed to you"), mailing=Mailing.NOW,
        is_required=True,
    ),
    NoticeKind(
        OVERDUE, gettext_lazy("A note is not acknowledged in time"), mailing=Mailing.NOW,
        is_personal=True,
    ),
    NoticeKind(ASKED, gettext_lazy("Somebody asks about your note, or answers you")),
)  # fmt: skip


def sees(note_id: int, person: User) -> bool:
    return queries.visible_to(person).filter(pk=note_id).exists()


def tell_readers(event: NotePublished, at: datetime) -> None:
    note = Note.objects.filter(pk=event.note_id, state=State.PUBLISHED).first()
    if note is None or note.edition != event.edition or not is_news(event.at, at):
        return
    telling = Telling(
        kind=URGENT if note.is_urgent else READ, title=note.title,
        words=lambda: _("A new edition: read it again.") if event.edition > 1 else "",
        url=reverse("knowledge:detail", args=[note.ref]), may_see=partial(sees, note.pk),
    )  # fmt: skip
    notify(by=actor(event.by_id), to=event.people, telling=telling, at=at, subject=note)


def tell_author(event: QuestionAsked, at: datetime) -> None:
    found = Question.objects.filter(pk=event.question_id).select_related("note").first()
    if found is not None and is_news(event.at, at):
        _tell(found, found.note.author_id, event.by_id, at)
        _tell_named(found, found.words, event.by_id, at)


def tell_asker(event: QuestionAnswered, at: datetime) -> None:
    found = Question.objects.filter(pk=event.question_id).select_related("note").first()
    if found is not None and is_news(event.at, at):
        _tell(found, found.asked_by_id, event.by_id, at)
        _tell_named(found, found.answer, event.by_id, at)


def _tell(found: Question, to: int | None, by_id: int | None, at: datetime) -> None:
    telling = Telling(
        kind=ASKED, title=found.note.title, words=found.answer or found.words,
        url=reverse("knowledge:detail", args=[found.note.ref]),
        may_see=partial(sees, found.note_id),
    )  # fmt: skip
    notify(by=actor(by_id), to=[to], telling=telling, at=at, subject=found.note)


def _tell_named(found: Question, words: str, by_id: int | None, at: datetime) -> None:
    """Tell whoever is named in a question or its answer."""
    tell_mentioned(
        by_id=by_id, text=words, at=at, subject=found, may_see=partial(sees, found.note_id),
        title=lambda name: _("%(name)s names you in a question") % {"name": name},
        url=reverse("knowledge:detail", args=[found.note.ref]),
    )  # fmt: skip


def tell_of_late_reader(event: ReadingLate, at: datetime) -> None:
    """Tell whoever's turn it is, unless it was acknowledged meanwhile."""
    late = Receipt.objects.filter(pk=event.receipt_id, acknowledged_at=None)
    found = late.select_related("note", "person").first()
    if found is None or not is_news(event.at, at):
        return
    telling = Telling(
        kind=OVERDUE, title=found.note.title, words=partial(_late, found, event.to_id),
        url=reverse("knowledge:detail", args=[found.note.ref]),
        may_see=partial(sees, found.note_id),
    )  # fmt: skip
    notify(by=actor(None), to=[event.to_id], telling=telling, at=at, subject=found.note)


def _late(receipt: Receipt, to: int) -> str:
    if to == receipt.person_id:
        return _("You have not acknowledged it yet.")
    return _("%(name)s has not acknowledged it.") % {"name": receipt.person.name}


def _questions_seen(person: User, keys: Collection[int]) -> Collection[int]:
    notes = queries.visible_to(person).order_by().values("pk")
    found = Question.objects.filter(pk__in=keys, note__in=notes)
    return set(found.values_list("pk", flat=True))


SIGHTS = {"knowledge.note": sight(queries.visible_to), "knowledge.question": _questions_seen}
REACTIONS = (
    Reaction(ReadingLate, "knowledge.tell_of_late_reader", tell_of_late_reader),
    Reaction(NotePublished, "knowledge.tell_readers", tell_readers),
    Reaction(QuestionAsked, "knowledge.tell_author", tell_author),
    Reaction(QuestionAnswered, "knowledge.tell_asker", tell_asker),
)
