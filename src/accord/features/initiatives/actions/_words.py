from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind
from accord.foundation.journal.change import Record
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

Choice = TypeVar("Choice", bound=models.TextChoices)


def one_of(choices: type[Choice], value: str, name: str) -> str:
    """Give one of the words of ``choices``, or nothing where nothing was chosen."""
    if value and value not in choices.values:
        raise Invalid(_("This is not one of the choices."), field=name)
    return value


def tell_parties(
    *, by: Actor, record: Record, initiative: Initiative, parties: Iterable[Party], verb: str,
    at: datetime, text: str = "",
) -> None:  # fmt: skip
    """Write on the timeline of each party what became of its stake."""
    telling = Telling(
        RowKind.CHANGE, verb, subject=initiative, ref=initiative.ref, title=initiative.name,
        text=text,
    )  # fmt: skip
    tell(by=by, record=record, parties=parties, telling=telling, at=at)
