"""One database address becomes Django's settings: SQLite embedded, PostgreSQL in production."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=0;"
    "PRAGMA cache_size=-16384;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
    "PRAGMA foreign_keys=ON;"
)


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "accord.config.engines.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "cached_statements": 512,
            "init_command": PRAGMAS,
        },
        "TEST": {"NAME": None},
    }


def postgresql(url: str) -> dict[str, Any]:
    """Read ``postgresql://user:password@host:port/name?host=/socket/folder``."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "accord.config.engines.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c statement_timeout=30000 -c lock_timeout=5000 -c jit=off",
            "server_side_binding": True,  # only so a plan can be kept
            "prepare_threshold": 2,
        },
    }


def database(url: str, home: Path) -> dict[str, Any]:
    if not url:
        return sqlite(home / "accord.sqlite3")
    if url.startswith(("postgres://", "postgresql://")):
        return postgresql(url)
    if url.startswith("sqlite:///"):
        return sqlite(Path("/" + url.removeprefix("sqlite:///").lstrip("/")))
    raise ValueError(f"unknown database address {url.split(':', 1)[0]!r}: use postgresql://")
