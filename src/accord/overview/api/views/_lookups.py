"""What keys and references in somebody's input stand for."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accord.features.engagement.models import Interaction
from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.models import Party, Segment
from accord.features.stakeholders.queries import open_segments
from accord.foundation.accounts.models import User
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.errors import Problem


def checked(name: str, key: int | None, field: str) -> int | None:
    """Give ``key`` back. Raises Invalid when it stands for nothing in the list ``name``."""
    if key is not None and queries.chosen(name, key) is None:
        raise Invalid(_("There is no such choice."), field=field)
    return key


def check_all(given: dict[str, Any]) -> dict[str, Any]:
    """Check every key of ``given`` by its name, and give it back."""
    for field, name in (
        ("category_id", "categories"), ("department_id", "departments"), ("owner_id", "people"),
    ):  # fmt: skip
        checked(name, given.get(field), field)
    return given


def somebody(key: int, field: str) -> User:
    found: User | None = queries.chosen("people", key)
    if found is None:
        raise Invalid(_("Choose somebody who works here."), field=field)
    return found


def people(keys: Iterable[int], field: str = "reader_ids") -> list[User]:
    return [somebody(key, field) for key in dict.fromkeys(keys)]


def named_talk(user: Any, ref: str, field: str) -> Interaction:
    """Find a talk in somebody's input, in the same way."""
    try:
        found: Interaction = queries.record_at(user, "interactions", ref)
    except Problem as problem:
        raise Invalid(_("There is no such record."), field=field) from problem
    return found


def named_initiative(user: Any, ref: str, field: str) -> Initiative:
    """Find an initiative in somebody's input, in the same way."""
    try:
        found: Initiative = queries.record_at(user, "initiatives", ref)
    except Problem as problem:
        raise Invalid(_("There is no such initiative."), field=field) from problem
    return found


def named_party(user: Any, ref: str, field: str) -> Party:
    """Find a party in somebody's input; what one may not see is as if it were not there."""
    try:
        return queries.party_at(user, ref)
    except Problem as problem:
        raise Invalid(_("There is no such stakeholder."), field=field) from problem


def named_parties(user: Any, refs: Iterable[str], field: str) -> list[Party]:
    return [named_party(user, ref, field) for ref in dict.fromkeys(refs)]


def open_segment(key: int | None, field: str) -> Segment | None:
    """Find a segment that is in use, in the same way; none where none was named."""
    found = open_segments().filter(pk=key).first() if key else None
    if key and found is None:
        raise Invalid(_("There is no such choice."), field=field)
    return found
