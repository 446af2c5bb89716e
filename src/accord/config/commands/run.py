"""Set up what is not set up, start web and worker here, print address and sign-in.

The first time it makes the database and loads a made-up organisation to look around in. Stops both
on ctrl-C; starts anew what dies.

For example:
  accord run                  http://localhost:8000
  accord run --no-demo        with an empty register: prints how the first administrator signs in
  accord run --port 8080
"""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from types import FrameType

from accord.config.commands import Exit, _lifeline
from accord.config.commands._setup import demand_sound_database, prepare
from accord.config.commands.web import usual_port
from accord.config.env import Misconfigured, env

GRACE = 12.0  # seconds that children get to end
LONGEST_PAUSE = 30.0
PATIENCE = 60.0  # seconds for the first answer


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at, 127.0.0.1")
    parser.add_argument("--port", type=int, default=None, help="port to listen at, 8000")
    parser.add_argument("--processes", type=int, default=None, help="web processes")
    parser.add_argument("--no-demo", action="store_true", help="leave the register empty")


def run(options: Namespace) -> int:
    if options.port and "ACCORD_BASE_URL" not in os.environ:
        os.environ["ACCORD_BASE_URL"] = f"http://localhost:{options.port}"
    port = options.port or usual_port()
    _demand_free(options.host, port)
    prepare()
    demand_sound_database()
    words = _set_up(with_demo=not options.no_demo)
    _close_database()
    web = ["web", "--host", options.host, "--port", str(port)]
    if options.processes:
        web += ["--processes", str(options.processes)]
    children = [Child(web), Child(["worker"])]
    try:
        signal.signal(signal.SIGTERM, _stop)
        for child in children:
            child.start()
        if not _answers(options.host, port, children):
            return Exit.REFUSED
        print(f"\nAccord is ready: {env().base_url}\n{words}\nStop with ctrl-C.", flush=True)
        while True:
            time.sleep(0.5)
            for child in children:
                child.look()
    except KeyboardInterrupt:
        return Exit.FINE
    finally:
        _end(children)


def _set_up(*, with_demo: bool) -> str:
    """Bring database and first records up to date; gives what to say about signing in."""
    from accord.config.commands import demo
    from accord.config.commands.migrate import migrate
    from accord.foundation.accounts.actions import offer_first_place
    from accord.foundation.accounts.models import User
    from accord.foundation.kernel import clock
    from accord.foundation.kernel.rules import SYSTEM
    from accord.overview.demo.actions import is_told

    count = migrate()
    if count:
        print(f"The database is set up: {count} migrations.")
    if with_demo and not User.objects.exists():
        demo.tell()
    if is_told(by=SYSTEM, at=clock.now()):
        os.environ.setdefault("ACCORD_SECOND_FACTOR", "no")  # nobody sets one up to look around
        os.environ.setdefault("ACCORD_ORGANISATION", demo.ORGANISATION)
        return f"Sign in: {demo.sign_in()}"
    link = offer_first_place(at=clock.now())
    return f"The first administrator makes their account here, once: {link}" if link else ""


def _close_database() -> None:
    from django.db import connections

    connections.close_all()


class Child:
    """A command of ours that is started anew, ever later, when it dies."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.process: subprocess.Popen[bytes] | None = None
        self._pause = 1.0
        self._started = 0.0
        self._again_at = 0.0
        self._ends = os.pipe()

    def start(self) -> None:
        listening = self._ends[0]
        self.process = subprocess.Popen(  # noqa: S603 -- our own command
            [sys.executable, "-m", "accord", *self.words],
            env={**os.environ, _lifeline.NAME: str(listening)},
            pass_fds=[listening],
            start_new_session=True,
        )
        self._started = time.monotonic()

    def look(self) -> None:
        """Start it anew if it died; what is left of its group goes first."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        if not self._again_at:
            self.signal(signal.SIGKILL)
            long_lived = now - self._started > LONGEST_PAUSE
            self._pause = 1.0 if long_lived else min(self._pause * 2, LONGEST_PAUSE)
            self._again_at = now + self._pause / 2
            print(f"accord {self.words[0]} died, starting it anew", file=sys.stderr)
        elif now >= self._again_at:
            self._again_at = 0.0
            self.start()

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def end(self, deadline: float) -> None:
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(max(deadline - time.monotonic(), 0.1))
            self.signal(signal.SIGKILL)
            self.process.wait()


def _end(children: list[Child]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children:
        if child.process is not None:
            child.process.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        child.end(deadline)


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt


def _demand_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Misconfigured(f"port {port} is taken: accord run --port {port + 1}") from error


def _answers(host: str, port: int, children: list[Child]) -> bool:
    """Wait for the first answer; False if it does not come."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- everywhere is here
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError, HTTPException):
            talk = HTTPConnection(near, port, timeout=10)
            talk.request("HEAD", "/", headers={"Host": "localhost"})
            talk.getresponse()
            return True
        if any(child.process is None or child.process.poll() is not None for child in children):
            break
        time.sleep(0.05)
    print(f"accord: nothing answers at port {port}", file=sys.stderr)
    return False
