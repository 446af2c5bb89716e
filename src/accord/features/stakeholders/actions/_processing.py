"""The log of processing: who took a whole file, or a list of people, out of the house."""

from datetime import datetime

from accord.features.stakeholders import policies
from accord.features.stakeholders.models import Party
from accord.foundation.journal.change import change
from accord.foundation.kernel.rules import Actor


def note_whole_file(*, by: Actor, party: Party, form: str, at: datetime) -> None:
    with change(policies.WHOLE_FILE, by=by, at=at, subject=party) as record:
        record.note(form=form)


def note_export(*, by: Actor, form: str, query: str, at: datetime) -> None:
    """Write down that a list left as a file, and how it was narrowed."""
    with change(policies.EXPORT, by=by, at=at) as record:
        record.kind = Party._meta.label_lower  # noqa: SLF001
        record.note(form=form, query=query[:500])
