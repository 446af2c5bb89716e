import pytest

from accord.foundation.kernel.roles import Role


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def lead(person):
    return person(Role.LEAD)
