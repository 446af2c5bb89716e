"""Files of a stakeholder: given, listed, fetched, removed."""

from typing import Any

from django.http import HttpResponseBase
from ninja import File, Router
from ninja.files import UploadedFile

from accord.features.stakeholders import actions, policies
from accord.foundation.files.answers import answer
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.forms import parties as f
from accord.overview.api.forms import words
from accord.overview.api.views._operation import Request, gives, held, reads, writes

router = Router(tags=["files"])


@reads(router, "/{ref}/files", policies.VIEW, list[f.FileTold])
def list_files(request: Request, ref: str) -> Any:
    """List the files of a stakeholder, newest first."""
    return queries.files(queries.party_at(request.user, ref))


@writes(router, "POST", "/{ref}/files", policies.CHANGE, f.FileTold, 201)
def attach_file(request: Request, ref: str, file: File[UploadedFile]) -> Any:
    """Keep a file with a stakeholder; it is judged by its content, pictures are written anew."""
    party = held(request, queries.party_at(request.user, ref))
    given = [(file.name or "file", file)]
    made = actions.attach_files(by=request.user, party=party, files=given, at=clock.now())
    for _name, reason in made.refused:
        raise Invalid(reason, field="file")
    return queries.file(made.kept[0])


@reads(router, "/{ref}/files/{int:key}", policies.VIEW, f.FileTold)
def get_file(request: Request, ref: str, key: int) -> Any:
    return queries.file(queries.file_at(request.user, ref, key)[1])


@gives(router, "/{ref}/files/{int:key}/content", policies.VIEW)
def fetch_file(request: Request, ref: str, key: int) -> HttpResponseBase:
    """Give the bytes of a file."""
    return answer(queries.file_at(request.user, ref, key)[1])


@writes(router, "DELETE", "/{ref}/files/{int:key}", policies.CHANGE, words.NumberTold)
def remove_file(request: Request, ref: str, key: int) -> Any:
    """Take a file away; for a month it can be brought back by undo."""
    party, file = queries.file_at(request.user, ref, key)
    actions.remove_file(by=request.user, party=party, attachment=file, at=clock.now())
    return {"id": key}
