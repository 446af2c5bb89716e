import pytest

from tests.faults.houses import House
from tests.installations import installation, migrated
from tests.mail.conftest import office

__all__ = ["installation", "migrated", "office"]


@pytest.fixture
def house(installation):
    """Give an installation with somebody who may import."""
    made = House(installation)
    made.run("people")
    return made
