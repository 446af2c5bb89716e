"""Minimal valid parties, made by the same actions as everybody's."""

from itertools import count

from accord.features.stakeholders import actions
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON

_numbers = count(1)


def party(name="", *, kind="organisation", at=NOON, **fields):
    more = {k: fields.pop(k) for k in list(fields) if k not in DETAILS}
    details = actions.PartyDetails(
        kind=kind, name=name or f"Party {next(_numbers)}", more=more, **fields
    )
    return actions.add_party(by=SYSTEM, details=details, at=at)


DETAILS = set(actions.PartyDetails.__dataclass_fields__) - {"more"}
