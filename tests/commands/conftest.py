import shutil
from urllib.parse import urlsplit

import pytest

from tests import installations
from tests.installations import Installation, empty, empty_installation, installation, migrated

FILL = "tests.commands.fill_process"
__all__ = ["empty", "installation", "migrated"]


@pytest.fixture(scope="session")
def told(tmp_path_factory):
    """Fill an installation once, for tests that only read it."""
    with empty_installation(tmp_path_factory.mktemp("told")) as made:
        for words in (["accord", "migrate"], [FILL]):
            done = made.module(*words, timeout=300)
            assert done.returncode == 0, done.stderr
        yield made


@pytest.fixture
def used(told, tmp_path):
    """Give a copy of the filled installation, to be changed."""
    home = tmp_path / "used"
    shutil.copytree(told.home, home)
    if not told.url:
        made = Installation(home)
        yield made
        made.end()
        return
    with empty_installation(home) as made:
        name = urlsplit(made.url).path.lstrip("/")
        installations.on_server(f"DROP DATABASE {name} WITH (FORCE)")
        template = urlsplit(told.url).path.lstrip("/")
        installations.on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield made
