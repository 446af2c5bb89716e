"""Bring the database to this version of Accord.

Safe to repeat and safe to start twice: the second waits for the first. Each step is one
transaction, so what is stopped halfway goes on where it was.

For example:
  accord migrate              do it
  accord migrate --plan       only say what would be done; exit code 3 if there is something
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from accord.config.commands import Exit
from accord.config.commands._setup import demand_sound_database, prepare

LOCK = 0x6163636F7264  # a number of our own among PostgreSQL's advisory locks


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--plan", action="store_true", help="only say what would be done")


def run(options: Namespace) -> int:
    prepare()
    demand_sound_database()
    if options.plan:
        steps = waiting()
        print("\n".join(steps) or "The database is up to date.")
        return Exit.PROBLEMS if steps else Exit.FINE
    count = migrate()
    print(f"Migrations applied: {count}." if count else "The database is up to date.")
    return Exit.FINE


def waiting() -> list[str]:
    """Name the migrations that are still to come."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> int:
    """Apply what is still to come, alone; gives how many migrations that were."""
    from django.core.management import call_command

    with _alone():
        count = len(waiting())
        if count:
            call_command("migrate", verbosity=0, interactive=False)
    return count


@contextmanager
def _alone() -> Iterator[None]:
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "postgresql":
        import fcntl

        with (settings.HOME / "migrate.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with connection.cursor() as cursor:
        # The limits of web requests are too short for a change of a big table, or for waiting.
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
            cursor.execute("RESET statement_timeout; RESET lock_timeout")
