import pytest

from accord.foundation.notices.kinds import NoticeKind, kinds


@pytest.fixture
def kind():
    """Add a kind of notice for this test: ``kind(mailing=…)``."""
    added = []

    def add(key="tests.happened", **settings):
        kinds.add(key, NoticeKind(key, "Happened", **settings))
        added.append(key)
        return kinds[key]

    yield add
    for key in added:
        del kinds._items[key]
