"""The log of processing: who took a whole file, or a list of people, out of the house."""

from datetime import datetime

from accord.features.stakeholders import policies
from accord.features.stakeholders.models import Party
from accord.foundation.journal.change import change
from accord.foundation.kernel.rules import Actor


def note_whole_file(*, by: Actor, party: Party, form: str, at: datetime) -> None:
    with change(policies.WHOLE_FILE, by=by, at=at, subject=party) as record:
        record.note(form=form)
