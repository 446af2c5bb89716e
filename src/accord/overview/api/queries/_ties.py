"""Ties, as the API tells them."""

from typing import Any

from accord.features.stakeholders.models import Party
from accord.features.ties.models import Tie
from accord.features.ties.queries import ties_of
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Row


def ties(user: Any, party: Party) -> list[Row]:
    """Give the ties of a party of which ``user`` may see the other end."""
    return [_told(tie) for tie in ties_of(user, party)]


def tie_at(user: Any, party: Party, key: int) -> Tie:
    """Give one of them. Raises Problem 404 where there is none such."""
    for tie in ties_of(user, party):
        if tie.pk == key:
            return tie
    raise missing()


def _told(tie: Tie) -> Row:
    return {
        "id": tie.pk, "type": {"id": tie.type_id, "name": tie.type.name},
        "one": {"ref": tie.one.ref, "name": tie.one.name},
        "other": {"ref": tie.other.ref, "name": tie.other.name},
        "strength": tie.strength, "source": tie.source, "from_date": tie.from_date,
        "until_date": tie.until_date, "version": tie.version,
    }  # fmt: skip
