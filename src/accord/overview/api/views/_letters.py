"""Letters: written, looked at, sent, called back, agreed to."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.letters import actions
from accord.features.letters import policies as rules
from accord.features.letters import queries as letters
from accord.features.letters.models import Letter
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import moment_on
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.errors import missing
from accord.overview.api.forms import letters as f
from accord.overview.api.forms import shapes, words
from accord.overview.api.views._lookups import named_party
from accord.overview.api.views._operation import Request, held, reads, writes

router = Router(tags=["letters"])


@reads(router, "/letters", rules.VIEW, f.LettersTold)
def list_letters(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.letter_list(request.user, asked.span)
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
    found = held(request, queries.letter_at(request.user, ref))
    details = _details(request, given)
    actions.rewrite_letter(by=request.user, letter=found, details=details, at=clock.now())
    return _told(request, queries.letter_at(request.user, ref))


@writes(router, "POST", "/letters/{ref}/send", rules.SEND, f.LetterTold)
def send_letter(request: Request, ref: str) -> Any:
    """Let it leave after the delay, in which it can be called back."""
    found = held(request, queries.letter_at(request.user, ref))
    actions.send_letter(by=request.user, letter=found, at=clock.now())
    return _told(request, queries.letter_at(request.user, ref))


@writes(router, "POST", "/letters/{ref}/recall", rules.RECALL, f.LetterTold)
def recall_letter(request: Request, ref: str) -> Any:
    found = held(request, queries.letter_at(request.user, ref))
    actions.recall(by=request.user, letter=found, at=clock.now())
    return _told(request, queries.letter_at(request.user, ref))


@writes(router, "POST", "/letters/{ref}/agreement", rules.AGREE, f.LetterTold)
def agree_to_letter(request: Request, ref: str) -> Any:
    """Agree as the second reader."""
    found = held(request, queries.letter_at(request.user, ref))
    actions.agree(by=request.user, letter=found, at=clock.now())
    return _told(request, queries.letter_at(request.user, ref))


@writes(router, "POST", "/letters/{ref}/send-back", rules.SEND_BACK, shapes.Gone)
def send_letter_back(request: Request, ref: str, given: f.LetterBack) -> Any:
    """Give it back to its author, as the second reader; you see it no more."""
    found = held(request, queries.letter_at(request.user, ref))
    actions.send_back(by=request.user, letter=found, words=given.words, at=clock.now())
    return {"ref": ref}


@writes(router, "POST", "/letters/{ref}/posted", rules.POST, f.LetterTold)
def note_letter_posted(request: Request, ref: str, given: f.LetterPosted) -> Any:
    """Say on which day it was posted; it is filed with everybody it went to."""
    found, at = held(request, queries.letter_at(request.user, ref)), clock.now()
    moment = moment_on(given.posted_on, settings.HOUSE_TIME_ZONE, at)
    actions.note_posted(by=request.user, letter=found, posted_at=moment, at=at)
    return _told(request, queries.letter_at(request.user, ref))


@writes(router, "PUT", "/letters/{ref}/address", rules.WRITE, f.LetterTold)
def choose_address(request: Request, ref: str, given: f.LetterAddress) -> Any:
    """Choose to which of their addresses the copy of one of them goes."""
    found = held(request, queries.letter_at(request.user, ref))
    row = queries.addressee_of(found, named_party(request.user, given.party, "party"))
    if row is None:
        raise Invalid(_("There is no such stakeholder."), field="party")
    actions.choose_address(
        by=request.user, letter=found, addressee=row, address=given.address, at=clock.now()
    )
    return _told(request, queries.letter_at(request.user, ref))


@writes(router, "DELETE", "/letters/{ref}", rules.WRITE, shapes.Gone)
def discard_letter(request: Request, ref: str) -> Any:
    """Throw a draft away."""
    found = held(request, queries.letter_at(request.user, ref))
    actions.discard_letter(by=request.user, letter=found, at=clock.now())
    return {"ref": ref}


@reads(router, "/letter-templates", rules.VIEW, f.TemplatesTold)
def list_templates(request: Request, asked: Query[shapes.Asked]) -> Any:
    """List what you may begin a letter or a mailing with, in each language."""
    items, after = queries.template_list(request.user, asked.span)
    return {"items": items, "next": after}


@writes(router, "POST", "/letter-templates", rules.TEMPLATE, f.TemplateTold, 201)
def keep_template(request: Request, given: f.TemplateGiven) -> Any:
    details = actions.TemplateDetails(**given.model_dump())
    return queries.template(actions.keep_template(by=request.user, details=details, at=clock.now()))


@writes(router, "PUT", "/letter-templates/{int:key}", rules.TEMPLATE, f.TemplateTold)
def change_template(request: Request, key: int, given: f.TemplateGiven) -> Any:
    """Change a template and its words in one language; the other languages stay."""
    found = held(request, queries.template_at(request.user, key))
    details = actions.TemplateDetails(**given.model_dump())
    actions.change_template(by=request.user, template=found, details=details, at=clock.now())
    return queries.template(found)


@writes(router, "DELETE", "/letter-templates/{int:key}", rules.TEMPLATE, words.NumberTold)
def drop_template(request: Request, key: int) -> Any:
    """Take a template out of use; letters that began with it stay as they are."""
    found = held(request, queries.template_at(request.user, key))
    actions.drop_template(by=request.user, template=found, at=clock.now())
    return {"id": key}


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
