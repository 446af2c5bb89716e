"""Files of a party: kept with it, taken from it, told on its timeline."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._timeline import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind
from accord.foundation.files import actions as filing
from accord.foundation.files.content import Stream, read_upload
from accord.foundation.files.models import Attachment, Blob
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


@dataclass
class Attached:
    """What became of files that were given: those kept, and each that was refused with why."""

    kept: list[Attachment] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def attach_files(
    *, by: Actor, party: Party, files: Iterable[tuple[str, Stream]], at: datetime
) -> Attached:
    """Keep files with a party in one change; one that is refused keeps none of the others out."""
    policies.CHANGE.demand(by, party)
    done = Attached()
    judged = _judged(files, done, at)
    try:
        if judged:
            _attach(by, party, judged, done, at)
    except _NothingKeptError:
        done.kept = []
    return done


class _NothingKeptError(Exception):
    """All were refused: then there is nothing to write down."""


def _judged(
    given: Iterable[tuple[str, Stream]], done: Attached, at: datetime
) -> list[tuple[str, Blob]]:
    found = []
    for name, stream in given:
        clean = filing.clean_file_name(name)
        try:
            blob = filing.keep(name=clean, body=read_upload(stream), at=at)
        except Invalid as refusal:
            done.refused.append((clean, str(refusal)))
        else:
            found.append((clean, blob))
    return found


def _attach(
    by: Actor, party: Party, judged: list[tuple[str, Blob]], done: Attached, at: datetime
) -> None:
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        for name, blob in judged:
            try:
                kept = filing.attach_blob(
                    by=by, subject=party, rule=policies.CHANGE, name=name, blob=blob, at=at
                )
            except Invalid as refusal:
                done.refused.append((name, str(refusal)))
                continue
            done.kept.append(kept)
            told = Telling(RowKind.CHANGE, "file-attached", subject=kept, title=name)
            tell(by=by, record=record, parties=[party], telling=told, at=at)
        if not done.kept:
            raise _NothingKeptError


def remove_file(*, by: Actor, party: Party, attachment: Attachment, at: datetime) -> None:
    """Take a file from a party; for a month it can be brought back."""
    if (attachment.kind, attachment.object_id) != (party._meta.label_lower, party.pk):  # noqa: SLF001
        raise Invalid(_("This file belongs to another record."))
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        filing.detach(by=by, attachment=attachment, subject=party, rule=policies.CHANGE, at=at)
        told = Telling(RowKind.CHANGE, "file-removed", title=attachment.name)
        tell(by=by, record=record, parties=[party], telling=told, at=at)
