"""What every command needs first: Django ready, the database sound."""

import os
import sqlite3
import sys

from accord.config.env import Misconfigured, env
from accord.sqlite import SOUND, use_sound_sqlite

# Older lines that got the repair of the WAL-reset bug as well.
BACKPORTS = ((3, 50, 7), (3, 44, 6))


def prepare() -> None:
    """Make Django ready. Takes about a second, so commands call it when they know their words."""
    use_sound_sqlite()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")
    import django

    django.setup()


def is_embedded() -> bool:
    """Tell whether the data lives in an SQLite file of our own."""
    return not env().database_url.startswith(("postgres://", "postgresql://"))


def is_sound(version: tuple[int, ...]) -> bool:
    """Tell whether several processes may use one WAL file with this SQLite."""
    same_line = [fixed for fixed in BACKPORTS if fixed[:2] == version[:2]]
    return version >= SOUND or any(version >= fixed for fixed in same_line)


def demand_sound_sqlite(version: tuple[int, ...]) -> None:
    """Raise Misconfigured for an SQLite that several processes may not share."""
    if not is_sound(version):
        raise Misconfigured(
            f"SQLite {'.'.join(map(str, version))} can lose data when several processes use one"
            f" file: it needs {'.'.join(map(str, SOUND))} or newer (pip install pysqlite3)"
        )


def demand_sound_database() -> None:
    """Refuse several processes on a database that could not bear them. Needs no Django.

    Raises Misconfigured.
    """
    if is_embedded():
        use_sound_sqlite()
        demand_sound_sqlite(sys.modules.get("sqlite3", sqlite3).sqlite_version_info)
        return
    import psycopg

    with psycopg.connect(env().database_url, connect_timeout=10) as connection:
        found = connection.execute(
            "SELECT current_setting('server_version_num')::int, lower('ŁÓDŹ')"
        ).fetchone()
    version, lowered = found or (0, "")
    if version < 150000:  # noqa: PLR2004 -- PostgreSQL 15
        raise Misconfigured("Accord needs PostgreSQL 15 or newer")
    if lowered != "łódź":
        raise Misconfigured(
            "this PostgreSQL database does not know letters beyond ASCII: create it with"
            " LC_CTYPE 'C.UTF-8' or another UTF-8 locale"
        )
