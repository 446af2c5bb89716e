import pytest

from tests.faults.houses import House
from tests.installations import copied, installation, migrated
from tests.mail.conftest import office

__all__ = ["installation", "migrated", "office"]


@pytest.fixture(scope="session")
def peopled(migrated, tmp_path_factory):
    """Make an installation with somebody who may import, for the others to copy."""
    with copied(migrated, tmp_path_factory.mktemp("peopled")) as made:
        House(made).run("people")
        yield made


@pytest.fixture
def house(peopled, tmp_path):
    """Give an installation with somebody who may import."""
    with copied(peopled, tmp_path) as made:
        yield House(made)
