"""What is done about events; rooms and features add theirs in ``apps.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accord.foundation.kernel.events import Event
from accord.foundation.kernel.registry import Registry


@dataclass(frozen=True)
class Reaction:
    """``run(event, at)`` runs once for each event that was committed, in one transaction.

    ``name`` is a sentence: ``tell_followers_when_owner_changes``.
    """

    event: type[Event]
    name: str
    run: Callable[[Any, datetime], None]


reactions: Registry[Reaction] = Registry("reactions")


def reactions_to(event_name: str) -> list[Reaction]:
    return [reaction for reaction in reactions if reaction.event.name == event_name]
