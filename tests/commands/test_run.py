"""The whole of it: started, answering, mended, stopped. With real processes and a real port."""

import os
import re
import signal
import socket
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def running(installation, port):
    installation.settings = {"ACCORD_PROCESSES": "1"}
    process = installation.start("accord", "run", "--no-demo", "--port", port)
    said(installation, "Stop with ctrl-C.")
    yield process
    for child in children(process.pid):
        os.kill(child, signal.SIGKILL)


def said(installation, words, count=1, seconds=120):
    deadline = time.monotonic() + seconds
    while installation.log().count(words) < count:
        assert time.monotonic() < deadline, installation.log()
        time.sleep(0.05)  # another process is at work
    return installation.log()


def children(pid):
    """Give the processes below one, nearest first, as the system lists them."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            if parent == pid:
                found += [int(entry.name), *children(int(entry.name))]
    return found


def child(pid, word):
    """Give the process of one of our commands."""
    for found in children(pid):
        try:
            words = Path(f"/proc/{found}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it ended while we looked
        if word.encode() in words:
            return found
    return None


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
            return answer.status
    except HTTPError as error:
        return error.code
    except OSError:
        return 0


def until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)  # another process is at work


def test_it_answers_says_how_to_sign_in_and_stops_cleanly(installation, running, port):
    assert 200 <= answers(port) < 500
    text = installation.log()
    assert f"Accord is ready: http://localhost:{port}\n" in text
    assert re.search(rf"makes their account here, once: http://localhost:{port}/\S+", text)
    installation.wait("SELECT count(*) FROM jobs_worker", [(1,)])
    below = children(running.pid)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=30) == 0
    assert [pid for pid in below if Path(f"/proc/{pid}").exists()] == []
    assert answers(port) == 0
    assert "Traceback" not in installation.log()


@pytest.mark.walk
def test_what_dies_is_started_anew(installation, running, port):
    for word in ("worker", "web"):
        before = child(running.pid, word)
        os.kill(before, signal.SIGKILL)
        until(lambda before=before, word=word: child(running.pid, word) not in {before, None})
        said(installation, f"accord {word} died, starting it anew")
    until(lambda: 200 <= answers(port) < 500)
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=30) == 0


@pytest.mark.walk
def test_when_it_is_killed_nothing_stays_behind(running, port):
    below = children(running.pid)
    assert len(below) >= 3
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in below))
    assert answers(port) == 0


def test_a_port_that_is_taken_is_refused_at_once(installation):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        done = installation.accord("run", "--port", number)
    assert (done.returncode, f"port {number} is taken" in done.stderr) == (2, True)
