"""What the address that a mail was sent to says of it: its records, and how it went."""

from dataclasses import dataclass, field, replace
from typing import Any

from accord.features.engagement.queries import parties_of
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.engagement.states import Mood
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.needs.models import Need
from accord.features.needs.queries import visible_to as needs_visible_to
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to

MOODS = {"mood1": Mood.WORSE, "mood2": Mood.SAME, "mood3": Mood.BETTER}


@dataclass(frozen=True)
class Tagged:
    """``unknown`` are tags that mean nothing here, or nothing that its owner may see."""

    parties: tuple[Party, ...] = ()
    needs: tuple[Need, ...] = ()
    initiative: Initiative | None = None
    mood: Mood | None = None
    unknown: tuple[str, ...] = field(default=())


def tagged(user: Any, tags: str) -> Tagged:
    """Read the tags of an address as far as ``user`` may see what they name."""
    found = Tagged()
    for tag in filter(None, tags.split("+")):
        found = _with(user, found, tag)
    return found


def _with(user: Any, found: Tagged, tag: str) -> Tagged:
    if tag in MOODS:
        return replace(found, mood=MOODS[tag])
    ref = tag.upper()
    reader = _READERS.get(ref.partition("-")[0])
    read = reader(user, found, ref) if reader else None
    return read or replace(found, unknown=(*found.unknown, tag))


def _initiative(user: Any, found: Tagged, ref: str) -> Tagged | None:
    row = initiatives_visible_to(user).filter(ref=ref).first()
    return replace(found, initiative=row) if row else None


def _need(user: Any, found: Tagged, ref: str) -> Tagged | None:
    row = needs_visible_to(user).select_related("party").filter(ref=ref).first()
    if row is None:
        return None
    return replace(found, needs=(*found.needs, row), parties=(*found.parties, row.party))


def _promise(user: Any, found: Tagged, ref: str) -> Tagged | None:
    row = promises_visible_to(user).select_related("party").filter(ref=ref).first()
    if row is None or row.party is None:
        return None
    return replace(found, parties=(*found.parties, row.party))


def _talk(user: Any, found: Tagged, ref: str) -> Tagged | None:
    row = talks_visible_to(user).filter(ref=ref).first()
    return replace(found, parties=(*found.parties, *parties_of(user, row))) if row else None


def _party(user: Any, found: Tagged, ref: str) -> Tagged | None:
    row = parties_visible_to(user).filter(ref=ref).first()
    return replace(found, parties=(*found.parties, row)) if row else None


_READERS = {"V": _initiative, "N": _need, "P": _promise, "K": _talk, "S": _party}
