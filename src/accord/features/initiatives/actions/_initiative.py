"""Every write on initiatives."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.initiatives import policies
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.states import Kind
from accord.foundation.journal.change import change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import said
from accord.foundation.kernel.collation import sort_key
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class InitiativeDetails:
    """What an initiative is, whose, and from when until when."""

    name: str
    kind: str = Kind.PROJECT
    department_id: int | None = None
    owner_id: int | None = None
    from_date: date | None = None
    until_date: date | None = None


def _checked(details: InitiativeDetails) -> dict[str, Any]:
    name = said(details.name, "name", why=_("Give it a name."))
    if details.from_date and details.until_date and details.until_date < details.from_date:
        raise Invalid(_("The last day lies before the first."), field="until_date")
    key = sort_key(name, settings.LANGUAGE_CODE)
    return {**asdict(details), "name": name, "kind": Kind(details.kind), "sort_key": key}


def add_initiative(*, by: Actor, details: InitiativeDetails, at: datetime) -> Initiative:
    initiative = Initiative(**_checked(details))
    with change(policies.ADD, by=by, at=at) as record:
        initiative.ref = reference("V", take_numbers("initiative")[0])
        record.subject = initiative
        record.add(initiative)
    return initiative


def change_initiative(
    *, by: Actor, initiative: Initiative, details: InitiativeDetails, at: datetime,
    seen: int | None = None,
) -> Initiative:  # fmt: skip
    fields = _checked(details)
    with change(policies.CHANGE, by=by, at=at, subject=initiative, seen=seen) as record:
        record.set(initiative, **fields)
    return initiative


def close_initiative(*, by: Actor, initiative: Initiative, at: datetime) -> Initiative:
    with change(policies.CHANGE, by=by, at=at, subject=initiative) as record:
        record.set(initiative, is_active=False)
    return initiative


def reopen_initiative(*, by: Actor, initiative: Initiative, at: datetime) -> Initiative:
    with change(policies.CHANGE, by=by, at=at, subject=initiative) as record:
        record.set(initiative, is_active=True)
    return initiative
