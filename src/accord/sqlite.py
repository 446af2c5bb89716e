"""Puts a sound SQLite under Django where the interpreter's own has the WAL-reset bug."""

import sqlite3
import sys

SOUND = (3, 51, 3)


def use_sound_sqlite() -> None:
    """Exchange the standard ``sqlite3`` for ``pysqlite3`` before Django imports it."""
    if sqlite3.sqlite_version_info >= SOUND:
        return
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
