"""One installation with the demo, served by its own processes, for the whole walk."""

import shutil
import socket
import time
import urllib.request

import pytest

from accord.overview.demo.actions import MAIL, PASSWORD
from tests.installations import Installation, empty_installation

SOMEBODY = f"marta{MAIL}"
SETTINGS = {"ACCORD_SECOND_FACTOR": "no", "ACCORD_HOSTS": "localhost"}


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="session")
def town(tmp_path_factory, demo_home):
    """Give the address of a running Accord with its demo."""
    with empty_installation(tmp_path_factory.mktemp("town")) as made:
        shutil.copytree(demo_home, made.home, dirs_exist_ok=True)
        port = _free_port()
        address = f"http://localhost:{port}"
        made.settings = SETTINGS | {"ACCORD_BASE_URL": address}
        made.start("accord", "web", "--port", str(port), "--processes", "1")
        _wait(address, made)
        yield address


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory, worker_id):
    """Give the home of an installation with the demo, which one of the test processes makes."""
    alone = worker_id == "master"
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent
    place = shared / "demo"
    try:
        place.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + 600
        while not (shared / "demo-is-made").exists():
            assert time.monotonic() < deadline, "another process did not make the demo"
            time.sleep(0.2)  # it is another process
        return place
    rows = tmp_path_factory.mktemp("rows") / "rows.csv"
    rows.write_text("name,e-mail\nAnna Kask,anna@example.org\n,nobody@example.org\n")
    made = Installation(place)
    made.settings = SETTINGS
    imports = ("import", str(rows), "--kind", "stakeholders", "--as", SOMEBODY)
    for words in (("migrate",), ("demo",), imports):
        done = made.accord(*words, timeout=300)
        fine = (0, 3) if words is imports else (0,)  # one of the rows is refused
        assert done.returncode in fine, done.stderr[-2000:]
    (shared / "demo-is-made").touch()
    return place


def _wait(address, made):
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"{address}/sign-in/", timeout=5):  # noqa: S310 -- our own server
                return
        except OSError:
            assert time.monotonic() < deadline, made.log()[-2000:]
            time.sleep(0.2)  # the server is another process


@pytest.fixture(scope="session")
def signed_in(town, chromium):
    """Sign in once, as a person does; give what the browser keeps of it."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{town}/sign-in/")
    page.fill("input[name=login]", SOMEBODY)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{town}/")
    kept = context.storage_state()
    context.close()
    return kept
