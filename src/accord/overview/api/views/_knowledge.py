"""Notes: written, published, acknowledged, asked about; feedback: given, restated, understood."""

from typing import Any

from ninja import Query, Router

from accord.features.feedback import actions as feedbacks
from accord.features.feedback import policies as feedback_rules
from accord.features.knowledge import actions
from accord.features.knowledge import policies as rules
from accord.features.knowledge import queries as notes
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.errors import missing
from accord.overview.api.forms import knowledge as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._lookups import (
    checked,
    named_initiative,
    named_party,
    people,
    somebody,
)
from accord.overview.api.views._operation import Request, held, reads, seen, writes

router = Router(tags=["knowledge"])


@reads(router, "/notes", rules.VIEW, f.NotesTold)
def list_notes(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.note_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/notes/{ref}", rules.VIEW, f.NoteTold)
def get_note(request: Request, ref: str) -> Any:
    return queries.note(request.user, queries.note_at(request.user, ref))


@writes(router, "POST", "/notes", rules.WRITE, f.NoteTold, 201)
def write_note(request: Request, given: f.NoteDraftGiven) -> Any:
    """Begin a note; only you see it until it is published."""
    details = _details(request, given)
    return _note(request, actions.write_note(by=request.user, details=details, at=clock.now()).ref)


def _details(request: Request, given: f.NoteDraftGiven) -> actions.NoteDetails:
    fields = given.model_dump(exclude={"initiative", "due_at"})
    about = None
    if given.initiative:
        about = named_initiative(request.user, given.initiative, "initiative")
    return actions.NoteDetails(**fields, initiative=about)


@writes(router, "POST", "/notes/{ref}/publish", rules.PUBLISH, f.NoteTold)
def publish_note(request: Request, ref: str, given: f.AddressingGiven) -> Any:
    """Publish a draft and address it."""
    found = held(request, queries.note_at(request.user, ref))
    actions.publish(by=request.user, note=found, to=_to(request, given), at=clock.now())
    return _note(request, ref)


@writes(router, "PUT", "/notes/{ref}", rules.WRITE, f.NoteTold)
def change_note(request: Request, ref: str, given: f.NoteDraftGiven) -> Any:
    """Change a draft, or mend a slip without asking anybody to read again."""
    found = held(request, queries.note_at(request.user, ref))
    details = _details(request, given)
    actions.change_note(by=request.user, note=found, details=details, at=clock.now())
    return _note(request, ref)


@writes(router, "POST", "/notes/{ref}/editions", rules.AMEND, f.NoteTold, 201)
def amend_note(request: Request, ref: str, given: f.NoteEditionGiven) -> Any:
    """Give out a new edition; all who are to read it are asked again."""
    found = held(request, queries.note_at(request.user, ref))
    actions.amend(
        by=request.user, note=found, details=_details(request, given), due_at=given.due_at,
        at=clock.now(),
    )  # fmt: skip
    return _note(request, ref)


@writes(router, "POST", "/notes/{ref}/corrections", rules.CORRECT, f.NoteTold, 201)
def correct_cause(request: Request, ref: str, given: f.CorrectionGiven) -> Any:
    """Give somebody the task that mends the cause."""
    found = held(request, queries.note_at(request.user, ref))
    checked("people", given.owner_id, "owner_id")
    actions.correct(by=request.user, note=found, at=clock.now(), **given.model_dump())
    return _note(request, ref)


@writes(router, "POST", "/notes/{ref}/acknowledge", rules.ACKNOWLEDGE, f.NoteTold)
def acknowledge_note(request: Request, ref: str, given: f.AcknowledgementGiven) -> Any:
    """Say that you have read it; who must act on it says what they do."""
    found = notes.own_receipt(request.user, queries.note_at(request.user, ref))
    if found is None:
        raise missing()
    actions.acknowledge(by=request.user, receipt=found, words=given.words, at=clock.now())
    return _note(request, ref)


@writes(router, "POST", "/notes/{ref}/questions", rules.ASK, f.NoteTold, 201)
def ask_about_note(request: Request, ref: str, given: f.QuestionGiven) -> Any:
    found = held(request, queries.note_at(request.user, ref))
    actions.ask(by=request.user, note=found, words=given.words, at=clock.now())
    return _note(request, ref)


@writes(router, "PUT", "/questions/{int:key}/answer", rules.ANSWER, f.NoteTold)
def answer_question(request: Request, key: int, given: f.QuestionAnswerGiven) -> Any:
    """Answer for all who read the note; a newer answer replaces it."""
    found = held(request, queries.question_at(request.user, key))
    actions.answer(by=request.user, question=found, words=given.words, at=clock.now())
    return _note(request, found.note.ref)


@writes(router, "POST", "/notes/{ref}/withdraw", rules.WITHDRAW, f.NoteTold)
def withdraw_note(request: Request, ref: str, given: f.NoteWithdrawalGiven) -> Any:
    found = held(request, queries.note_at(request.user, ref))
    actions.withdraw_note(by=request.user, note=found, reason=given.reason, at=clock.now())
    return _note(request, ref)


def _note(request: Request, ref: str) -> Any:
    return queries.note(request.user, queries.note_at(request.user, ref))


def _to(request: Request, given: f.AddressingGiven) -> actions.To:
    for key in given.department_ids:
        checked("departments", key, "department_ids")
    about = None
    if given.initiative:
        about = named_initiative(request.user, given.initiative, "initiative")
    return actions.To(
        given.duty, given.everyone,
        list(notes.open_departments().filter(pk__in=given.department_ids)),
        people(given.person_ids, "person_ids"), about, given.due_at, given.is_urgent,
    )  # fmt: skip


@reads(router, "/feedback", feedback_rules.VIEW, f.FeedbackListTold)
def list_feedback(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.feedback_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/feedback/{ref}", feedback_rules.VIEW, f.FeedbackTold)
def get_feedback(request: Request, ref: str) -> Any:
    return _feedback(request, ref)


@writes(router, "POST", "/feedback", feedback_rules.WRITE, f.FeedbackTold, 201)
def write_feedback(request: Request, given: f.FeedbackGiven) -> Any:
    """Begin feedback to a stakeholder or to one of ours; nobody reads it until it is given."""
    made = feedbacks.write_feedback(
        by=request.user, title=given.title, words=given.words, at=clock.now(),
        party=named_party(request.user, given.party, "party") if given.party else None,
        person=somebody(given.person_id, "person_id") if given.person_id else None,
    )  # fmt: skip
    return _feedback(request, made.ref)


@writes(router, "PATCH", "/feedback/{ref}", feedback_rules.WRITE, f.FeedbackTold)
def change_feedback(request: Request, ref: str, given: f.FeedbackChanged) -> Any:
    """Write what is named into a draft; needs If-Match or `version`."""
    found = queries.feedback_at(request.user, ref)
    version = seen(request, found, given.version)
    fields = {"title": found.title, "words": found.words}
    fields |= given.model_dump(exclude_unset=True, exclude={"version"})
    feedbacks.change_feedback(
        by=request.user, feedback=found, at=clock.now(), seen=version, **fields
    )
    return _feedback(request, ref)


@writes(router, "DELETE", "/feedback/{ref}/facts/{int:key}", feedback_rules.WRITE, f.FeedbackTold)
def drop_feedback_fact(request: Request, ref: str, key: int) -> Any:
    found = queries.feedback_at(request.user, ref)
    fact = held(request, queries.fact_at(request.user, found, key))
    feedbacks.drop_fact(by=request.user, fact=fact, at=clock.now())
    return _feedback(request, ref)


@writes(router, "POST", "/feedback/{ref}/facts", feedback_rules.WRITE, f.FeedbackTold, 201)
def add_feedback_fact(request: Request, ref: str, given: f.FeedbackFactGiven) -> Any:
    """Let it rest on a talk, promise, need or task, in words that its reader may see."""
    found = held(request, queries.feedback_at(request.user, ref))
    feedbacks.add_fact(
        by=request.user, feedback=found, ref=given.ref, words=given.words, at=clock.now()
    )
    return _feedback(request, ref)


@writes(router, "POST", "/feedback/{ref}/give", feedback_rules.GIVE, f.FeedbackTold)
def give_feedback(request: Request, ref: str) -> Any:
    found = held(request, queries.feedback_at(request.user, ref))
    feedbacks.give(by=request.user, feedback=found, at=clock.now())
    return _feedback(request, ref)


@writes(router, "POST", "/feedback/{ref}/restate", feedback_rules.RESTATE, f.FeedbackTold)
def restate_feedback(request: Request, ref: str, given: f.RestatementGiven) -> Any:
    """Say in your own words what you understood."""
    found = held(request, queries.feedback_at(request.user, ref))
    feedbacks.restate(
        by=request.user, feedback=found, words=given.words, name=given.name, at=clock.now()
    )
    return _feedback(request, ref)


@writes(router, "POST", "/feedback/{ref}/settle", feedback_rules.SETTLE, f.FeedbackTold)
def settle_feedback(request: Request, ref: str, given: f.SettlementGiven) -> Any:
    """Say that it was understood, or what was meant instead."""
    found = held(request, queries.feedback_at(request.user, ref))
    feedbacks.settle(
        by=request.user, feedback=found, is_understood=given.is_understood, reply=given.reply,
        at=clock.now(),
    )  # fmt: skip
    return _feedback(request, ref)


def _feedback(request: Request, ref: str) -> Any:
    return queries.feedback(request.user, queries.feedback_at(request.user, ref))
