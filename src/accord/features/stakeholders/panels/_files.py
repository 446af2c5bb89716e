"""The files of a record, beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from accord.features.stakeholders import policies, queries
from accord.features.stakeholders.models import Party
from accord.foundation.files.models import Attachment
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.pages import Request, piece

FIRST = 5
ICONS = {"image": "image", "text": "file-text", "message": "mail"}


@dataclass(frozen=True)
class FileLine:
    """One file as the card shows it."""

    name: str
    icon: str
    size: str
    who: str
    moment: str
    href: str
    preview: str
    remove: str


def files(request: Request, party: Party) -> Callable[[], str]:
    """Draw what is attached to ``party``, and the place to drop more."""
    asked = queries.ask_files(party)

    def draw() -> str:
        may_change = policies.CHANGE.allows(request.user, party)
        found = [_line(party, row, may_change=may_change) for row in asked()]
        context = {
            "files": found[:FIRST],
            "more": found[FIRST:],
            "add": _to(party, "file-add") if may_change else "",
            "count": len(found),
        }
        return piece(request, "stakeholders/panel_files.html", context)

    return draw


def _line(party: Party, row: Attachment, *, may_change: bool) -> FileLine:
    blob = row.blob
    return FileLine(
        name=visible(row.name),
        icon=ICONS.get(blob.media_type.partition("/")[0], "file"),
        size=formats.file_size(blob.size),
        who=str(row.by) if row.by else "",
        moment=formats.stamp(row.at, at=clock.now()),
        href=_to(party, "file", row.pk),
        preview=_to(party, "file-preview", row.pk) if blob.has_preview else "",
        remove=_to(party, "file-remove", row.pk) if may_change else "",
    )


def _to(party: Party, name: str, key: int | None = None) -> str:
    more = {} if key is None else {"pk": key}
    return addresses.to(f"stakeholders:{name}", kwargs={"ref": party.ref, **more})
