"""Kinds of jobs and reactions that only tests know."""

from contextlib import contextmanager

import pytest

from accord.foundation.jobs.kinds import Kind, kinds
from accord.foundation.jobs.reactions import Reaction, reactions
from tests.installations import installation, migrated

__all__ = ["installation", "migrated"]


@contextmanager
def added(registry, key, item):
    registry.add(key, item)
    try:
        yield item
    finally:
        del registry._items[key]


@pytest.fixture
def kind():
    """Add a kind of job for this test: ``kind(run, max_tries=…)``."""
    open_ = []

    def add(run, name="tests.job", **settings):
        context = added(kinds, name, Kind(name, run, **settings))
        open_.append(context)
        return context.__enter__()

    yield add
    for context in open_:
        context.__exit__(None, None, None)


@pytest.fixture
def reaction():
    """Add a reaction for this test: ``reaction(event, run)``."""
    open_ = []

    def add(event, run, name="tests.reaction"):
        context = added(reactions, name, Reaction(event, name, run))
        open_.append(context)
        return context.__enter__()

    yield add
    for context in open_:
        context.__exit__(None, None, None)
