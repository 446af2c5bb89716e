"""The files of a record of any kind: the card that shows them, the form that takes more."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accord.foundation.files.actions import Attached
from accord.foundation.files.models import Attachment
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats
from accord.foundation.ui.pages import Request, show

FIRST = 5
MOST_AT_ONCE = 20
ICONS = {"image": "image", "text": "file-text", "message": "mail"}
Address = Callable[[str, int | None], str]  # of file-add, file, file-preview, file-remove


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


def card(rows: Sequence[Attachment], address: Address, *, may_change: bool) -> dict[str, Any]:
    """Give what the card of files is drawn from (``ui/files_card.html``)."""
    found = [_line(row, address, may_change=may_change) for row in rows]
    return {
        "files": found[:FIRST],
        "more": found[FIRST:],
        "add": address("file-add", None) if may_change else "",
        "count": len(found),
    }


def _line(row: Attachment, address: Address, *, may_change: bool) -> FileLine:
    blob = row.blob
    return FileLine(
        name=visible(row.name),
        icon=ICONS.get(blob.media_type.partition("/")[0], "file"),
        size=formats.file_size(blob.size),
        who=str(row.by) if row.by else "",
        moment=formats.stamp(row.at, at=clock.now()),
        href=address("file", row.pk),
        preview=address("file-preview", row.pk) if blob.has_preview else "",
        remove=address("file-remove", row.pk) if may_change else "",
    )


class Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralField(forms.FileField):
    """Some files at once; each is judged by its content when it is kept."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> Sequence[Any]:
        given = [one for one in data if one] if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_AT_ONCE:
            raise ValidationError(_("Up to 20 files at once, please."))
        return [super(SeveralField, self).clean(one, initial) for one in given or [None]]


class FilesForm(forms.Form):
    file = SeveralField(
        label=_("Files"),
        allow_empty_file=True,
        help_text=_(
            "Pictures, PDF, office documents and plain text, up to 25 MB each and 20 at once."
        ),
    )


@dataclass(frozen=True)
class Place:
    """Where files are put: the title above the form, the steps that lead there, the way back."""

    title: str
    trail: Sequence[tuple[str, str]]
    back: str


def taken(
    request: Request,
    place: Place,
    attach: Callable[[Iterable[tuple[str, Any]]], Attached],
    done: Callable[[str], HttpResponse],
) -> HttpResponse:
    """Keep the files that are given; each that is refused is named with the reason."""
    form = FilesForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _asked(request, place, form, status=422 if form.is_bound else 200)
    made = attach([(file.name, file) for file in form.cleaned_data["file"]])
    if made.refused:
        return _asked(request, place, FilesForm(), made, status=422)
    kept = len(made.kept)
    return done(ngettext("%(n)s file kept.", "%(n)s files kept.", kept) % {"n": kept})


def _asked(
    request: Request, place: Place, form: FilesForm, made: Attached | None = None, *, status: int
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form, "place": place,
        "refused": made.refused if made else [], "kept": made.kept if made else [],
    }  # fmt: skip
    return show(request, "ui/files_sheet.html", context, fragment="drawer", status=status)
