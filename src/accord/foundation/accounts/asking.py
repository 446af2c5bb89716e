"""Who is there: the session, the person and what they hold, asked for in one go.

Whose a session was is kept as a guess, so that the person can be asked for along with it. The
session itself says each time whether the guess is right; a wrong one is thrown away.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS

from accord.foundation.accounts.reach import Grants, ask_grants
from accord.foundation.journal.prepared import Prepared, at_once

MOST_GUESSES = 4096

_person = Prepared(lambda key: apps.get_model("accounts", "User").objects.filter(pk=key))


@dataclass(frozen=True)
class Asked:
    """The person of a key, to be had later, and what they hold."""

    key: int
    person: Callable[[], list[Any]]
    grants: Grants


def ask_person(key: int) -> Asked:
    with at_once(DEFAULT_DB_ALIAS):
        return Asked(key, _person.objects_later(key, using=DEFAULT_DB_ALIAS), ask_grants(key))


_guesses: dict[str, int] = {}
_along: ContextVar[Asked | None] = ContextVar("whom a session was asked along with", default=None)


@contextmanager
def reading_session() -> Iterator[None]:
    """Let what is asked along with a session be used for its person, within the block alone."""
    token = _along.set(None)
    try:
        yield
    finally:
        _along.reset(token)


def ask_along(session_key: str) -> None:
    """Ask for whom the session is likely to belong to."""
    guess = _guesses.get(session_key)
    _along.set(None if guess is None else ask_person(guess))


def asked_for(key: int) -> Asked:
    """Give the person of a key as asked along with their session, or ask for them now."""
    along = _along.get()
    return along if along is not None and along.key == key else ask_person(key)


def learn(session_key: str, key: int) -> None:
    if len(_guesses) >= MOST_GUESSES:
        _guesses.clear()
    _guesses[session_key] = key
