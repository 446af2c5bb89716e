"""Files of talks and of letters: attached, listed, fetched, taken out."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from ninja import File, Router
from ninja.files import UploadedFile

from accord.features.engagement import actions as talks
from accord.features.engagement import policies as talk_rules
from accord.features.letters import actions as letters
from accord.features.letters import policies as letter_rules
from accord.foundation.files.actions import Attached
from accord.foundation.files.answers import answer
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.forms import parties as f
from accord.overview.api.forms import words
from accord.overview.api.views._operation import Request, gives, held, reads, writes

router = Router(tags=["files"])
TALKS = "interactions"
_OF_TALK, _OF_LETTER = "/interactions/{ref}/files", "/letters/{ref}/files"


def _kept(file: UploadedFile, keep: Callable[[list[tuple[str, Any]]], Attached]) -> Any:
    """Keep one file. Raises Invalid with the reason where it was refused."""
    made = keep([(file.name or "file", file)])
    for _name, reason in made.refused:
        raise Invalid(reason, field="file")
    return queries.file(made.kept[0])


@reads(router, _OF_TALK, talk_rules.VIEW, list[f.FileTold])
def list_files_of_talk(request: Request, ref: str) -> Any:
    return queries.files_of(queries.record_at(request.user, TALKS, ref))


@writes(router, "POST", _OF_TALK, talk_rules.ATTACH, f.FileTold, 201)
def attach_file_to_talk(request: Request, ref: str, file: File[UploadedFile]) -> Any:
    """Keep a file with a talk; it is judged by its content."""
    talk = held(request, queries.record_at(request.user, TALKS, ref))
    return _kept(
        file,
        lambda files: talks.attach_files(by=request.user, talk=talk, files=files, at=clock.now()),
    )


@gives(router, f"{_OF_TALK}/{{int:key}}/content", talk_rules.VIEW)
def fetch_file_of_talk(request: Request, ref: str, key: int) -> HttpResponseBase:
    return answer(queries.file_of(queries.record_at(request.user, TALKS, ref), key))


@writes(router, "DELETE", f"{_OF_TALK}/{{int:key}}", talk_rules.ATTACH, words.NumberTold)
def remove_file_of_talk(request: Request, ref: str, key: int) -> Any:
    """Take a file away; for a month it can be brought back by undo."""
    talk = held(request, queries.record_at(request.user, TALKS, ref))
    file = queries.file_of(talk, key)
    talks.remove_file(by=request.user, talk=talk, attachment=file, at=clock.now())
    return {"id": key}


@reads(router, _OF_LETTER, letter_rules.VIEW, list[f.FileTold])
def list_files_of_letter(request: Request, ref: str) -> Any:
    return queries.files_of(queries.letter_at(request.user, ref))


@writes(router, "POST", _OF_LETTER, letter_rules.WRITE, f.FileTold, 201)
def enclose_file(request: Request, ref: str, file: File[UploadedFile]) -> Any:
    """Enclose a file with a draft of yours."""
    letter = held(request, queries.letter_at(request.user, ref))
    return _kept(
        file,
        lambda files: letters.enclose(by=request.user, letter=letter, files=files, at=clock.now()),
    )


@gives(router, f"{_OF_LETTER}/{{int:key}}/content", letter_rules.VIEW)
def fetch_file_of_letter(request: Request, ref: str, key: int) -> HttpResponseBase:
    return answer(queries.file_of(queries.letter_at(request.user, ref), key))


@writes(router, "DELETE", f"{_OF_LETTER}/{{int:key}}", letter_rules.WRITE, words.NumberTold)
def take_file_out(request: Request, ref: str, key: int) -> Any:
    letter = held(request, queries.letter_at(request.user, ref))
    file = queries.file_of(letter, key)
    letters.take_out(by=request.user, letter=letter, attachment=file, at=clock.now())
    return {"id": key}
