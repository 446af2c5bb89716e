from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.knowledge import policies
from accord.features.knowledge.events import QuestionAnswered, QuestionAsked
from accord.features.knowledge.models import Note, Question
from accord.features.knowledge.states import State
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import Actor


def ask(*, by: Actor, note: Note, words: str, at: datetime) -> Question:
    """Ask about a note; its author is told."""
    made = Question(note=note, words=said(words, "words", 1000), asked_by_id=by.pk, asked_at=at)
    with change(policies.ASK, by=by, at=at, subject=note) as record:
        if note.state != State.PUBLISHED:
            raise Stale(_("Only what is published is asked about."))
        record.add(made)
        record.publish(QuestionAsked(at=at, question_id=made.pk, by_id=by.pk))
    return made


def answer(*, by: Actor, question: Question, words: str, at: datetime) -> Question:
    """Answer for all who read the note; whoever asked is told. A newer answer replaces it."""
    words = said(words, "words", 2000)
    with change(policies.ANSWER, by=by, at=at, subject=question.note) as record:
        record.set(question, answer=words, answered_by_id=by.pk, answered_at=at)
        record.publish(QuestionAnswered(at=at, question_id=question.pk, by_id=by.pk))
    return question
