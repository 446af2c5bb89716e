"""Notes and feedback, as the API tells them."""

from typing import Any

from accord.features.feedback import queries as feedbacks
from accord.features.feedback.models import Fact, Feedback
from accord.features.knowledge import queries as notes
from accord.features.knowledge.models import Note, Question
from accord.foundation.kernel import clock
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import brief, one_of, seen_parties

_NOTE = (
    "ref", "kind", "title", "state", "edition", "is_for_all", "is_urgent", "published_at",
    "until_date", "version",
)  # fmt: skip
_FEEDBACK = ("ref", "title", "state", "made_at", "given_at", "understood_at", "version")


def note_at(user: Any, ref: str) -> Note:
    """Find a note. Raises Problem 404 where there is none such."""
    return one_of(notes.visible_to(user), ref=ref)


def question_at(user: Any, key: int) -> Question:
    return one_of(notes.questions_visible_to(user), pk=key)


def note_list(user: Any, span: Span) -> Page:
    rows, after = page_of(notes.visible_to(user), [], span)
    found = notes.visible_to(user).in_bulk([row["pk"] for row in rows])
    return [_note(found[row["pk"]]) for row in rows], after


def note(user: Any, found: Note) -> Row:
    """Give a note with how many read it, what one owes it, and what was asked about it."""
    said, must, _coverage = notes.coverage(notes.receipts_of(found), clock.now())
    own = notes.own_receipt(user, found)
    about = notes.initiative_seen(user, found)
    return {
        **_note(found),
        "words": found.words, "happened": found.happened, "resolution": found.resolution,
        "trigger": found.trigger, "topics": notes.topics_of(found), "about": found.about,
        "initiative": about.ref if about else "", "reason": found.reason,
        "acknowledged": said, "asked": must,
        "yours": None if own is None else {
            "duty": own.duty, "due_at": own.due_at, "acknowledged_at": own.acknowledged_at,
            "words": own.said,
        },
        "questions": [
            {
                "id": one.pk, "words": one.words, "asked_by": brief(one.asked_by),
                "asked_at": one.asked_at, "answer": one.answer,
                "answered_by": brief(one.answered_by), "answered_at": one.answered_at,
            }
            for one in notes.questions_of(found)
        ],
    }  # fmt: skip


def _note(found: Note) -> Row:
    return {**{name: getattr(found, name) for name in _NOTE}, "author": brief(found.author)}


def feedback_at(user: Any, ref: str) -> Feedback:
    """Find feedback. Raises Problem 404 where there is none such."""
    return one_of(feedbacks.visible_to(user), ref=ref)


def fact_at(user: Any, one: Feedback, key: int) -> Fact:
    return one_of(feedbacks.facts_visible_to(user).filter(feedback=one), pk=key)


def feedback_list(user: Any, span: Span) -> Page:
    rows, after = page_of(feedbacks.visible_to(user), [], span)
    found = feedbacks.visible_to(user).in_bulk([row["pk"] for row in rows])
    seen = seen_parties(user, [one.party_id for one in found.values()])
    return [_feedback(found[row["pk"]], seen) for row in rows], after


def feedback(user: Any, found: Feedback) -> Row:
    return {
        **_feedback(found, seen_parties(user, [found.party_id])),
        "words": found.words,
        "facts": [
            {"id": one.pk, "ref": one.ref, "at": one.at, "words": one.words}
            for one in feedbacks.facts_of(found)
        ],
        "restatements": list(
            feedbacks.restatements_of(found).values("name", "words", "at", "is_understood", "reply")
        ),
    }


def _feedback(found: Feedback, seen: dict[int, Row]) -> Row:
    return {
        **{name: getattr(found, name) for name in _FEEDBACK},
        "party": seen.get(found.party_id or 0), "person": brief(found.person),
        "author": brief(found.author),
    }  # fmt: skip
