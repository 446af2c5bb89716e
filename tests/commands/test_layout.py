"""A database laid out at once is the one that its migrations make step by step."""

import re

import pytest

from tests.installations import SERVER, empty_installation

pytestmark = pytest.mark.walk
ON_POSTGRESQL = (
    """SELECT table_name, column_name, udt_name, character_maximum_length, is_nullable,
    column_default, is_identity, collation_name, generation_expression
    FROM information_schema.columns WHERE table_schema = 'public'""",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace""",
    "SELECT extname FROM pg_extension",
    "SELECT app, name FROM django_migrations",
)
ON_SQLITE = (
    "SELECT name, type, sql FROM sqlite_master",
    "SELECT app, name FROM django_migrations",
)


def _in_any_order(value):
    """Give the words of a statement sorted, so that the order of columns doesn't count."""
    return tuple(sorted(re.split(r"[\s,()]+", value))) if isinstance(value, str) else value


def layout(made):
    return {
        tuple(map(_in_any_order, row))
        for query in (ON_POSTGRESQL if SERVER else ON_SQLITE)
        for row in made.ask(query)
    }


def test_a_database_laid_out_at_once_is_the_one_that_migrations_make(empty, tmp_path_factory):
    with empty_installation(tmp_path_factory.mktemp("stepwise")) as stepwise:
        first = stepwise.accord("django", "migrate", "contenttypes", timeout=300)
        rest = stepwise.accord("django", "migrate", timeout=300)
        assert (first.returncode, rest.returncode) == (0, 0), first.stderr + rest.stderr
        assert "Applying stakeholders.0001_initial" in rest.stdout
        done = empty.accord("django", "migrate", timeout=300)
        assert done.returncode == 0, done.stderr
        assert "Applying" not in done.stdout

        assert layout(empty) == layout(stepwise)
