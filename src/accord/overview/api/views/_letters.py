"""Letters: written, looked at, sent, called back, agreed to."""

from typing import Any

from ninja import Query, Router

from accord.features.letters import actions
from accord.features.letters import policies as rules
from accord.features.letters import queries as letters
from accord.features.letters.models import Letter
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.errors import missing
from accord.overview.api.forms import letters as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._lookups import named_party
from accord.overview.api.views._operation import Request, reads, writes

router = Router(tags=["letters"])


@reads(router, "/letters", rules.VIEW, f.LettersTold)
def list_letters(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.letter_list(request.user, asked.cursor, asked.limit)
    return {"items": items, "next": after}


@reads(router, "/letters/{ref}", rules.VIEW, f.LetterTold)
def get_letter(request: Request, ref: str) -> Any:
    return _told(request, queries.letter_at(request.user, ref))


@writes(router, "POST", "/letters", rules.WRITE, f.LetterTold, 201)
def write_letter(request: Request, given: f.LetterGiven) -> Any:
    """Begin a letter; nothing leaves until it is sent."""
    details = _details(request, given)
    made = actions.write_letter(by=request.user, details=details, at=clock.now())
    return _told(request, queries.letter_at(request.user, made.ref))


@writes(router, "PUT", "/letters/{ref}", rules.WRITE, f.LetterTold)
def rewrite_letter(request: Request, ref: str, given: f.LetterGiven) -> Any:
    """Write a draft anew; the record it begins with, and the mail it answers, stay."""
    found = queries.letter_at(request.user, ref)
    details = _details(request, given)
    actions.rewrite_letter(by=request.user, letter=found, details=details, at=clock.now())
    return _told(request, queries.letter_at(request.user, ref))


@writes(router, "POST", "/letters/{ref}/send", rules.SEND, f.LetterTold)
def send_letter(request: Request, ref: str) -> Any:
    """Let it leave after the delay, in which it can be called back."""
    found = queries.letter_at(request.user, ref)
    actions.send_letter(by=request.user, letter=found, at=clock.now())
    return _told(request, queries.letter_at(request.user, ref))


@writes(router, "POST", "/letters/{ref}/recall", rules.RECALL, f.LetterTold)
def recall_letter(request: Request, ref: str) -> Any:
    found = queries.letter_at(request.user, ref)
    actions.recall(by=request.user, letter=found, at=clock.now())
    return _told(request, queries.letter_at(request.user, ref))


@writes(router, "POST", "/letters/{ref}/agreement", rules.AGREE, f.LetterTold)
def agree_to_letter(request: Request, ref: str) -> Any:
    """Agree as the second reader."""
    found = queries.letter_at(request.user, ref)
    actions.agree(by=request.user, letter=found, at=clock.now())
    return _told(request, queries.letter_at(request.user, ref))


def _told(request: Request, letter: Letter) -> Any:
    return queries.letter(request.user, letter, clock.now())


def _details(request: Request, given: f.LetterGiven) -> actions.LetterDetails:
    parties = tuple(named_party(request.user, ref, "to") for ref in given.to)
    origin = letters.origin_of(request.user, given.about) if given.about else None
    if given.about and origin is None:
        raise missing()
    return actions.LetterDetails(
        parties=parties, subject=given.subject, text=given.text, sight=given.sight,
        not_before=given.not_before, about=given.about,
        answers=origin.answers if origin else None,
    )  # fmt: skip
