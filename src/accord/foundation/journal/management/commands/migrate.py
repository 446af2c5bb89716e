"""Migrations as Django applies them; a database with nothing in it is laid out at once.

Django renders most models anew for each table that a migration makes, which takes longer with
every feature. In an empty database the tables of today's models are the same (`tests/commands`
compares them), so they are made directly, and the migrations noted as applied.
"""

from typing import Any

from django.apps import apps
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import CreateModel, RunPython, RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model

from accord.foundation.journal.columns import NarrowIndex

ONLY_IN_PART = ("app_label", "plan", "check_unapplied", "fake", "fake_initial")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> Any:
        connection = connections[options["database"]]
        connection.prepare_database()
        if not any(options[name] for name in ONLY_IN_PART):
            executor = MigrationExecutor(connection)
            if not executor.loader.applied_migrations and _is_empty(connection):
                lay_out(connection, executor)
        said = super().handle(*args, **options)
        if connection.vendor == "sqlite" and not options["plan"] and not options["check_unapplied"]:
            tell_of_narrow_indexes(connection)
        return said


def tell_of_narrow_indexes(connection: BaseDatabaseWrapper) -> None:
    """Let SQLite know which indexes find very many rows; a table made anew forgets it."""
    wanted = {
        (model._meta.db_table, index.name, index.said)  # noqa: SLF001
        for model in apps.get_models()
        for index in model._meta.indexes  # noqa: SLF001
        if isinstance(index, NarrowIndex)
    }
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("ANALYZE sqlite_schema")  # makes the table, counts nothing
        cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1")
        known = set(cursor.fetchall())
        if wanted <= known:
            return
        cursor.executemany(
            "DELETE FROM sqlite_stat1 WHERE idx = %s", [[row[1]] for row in sorted(wanted)]
        )
        cursor.executemany(
            "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", sorted(wanted)
        )
        cursor.execute("ANALYZE sqlite_schema")


def lay_out(connection: BaseDatabaseWrapper, executor: MigrationExecutor) -> None:
    """Make all tables in one transaction, do what migrations do besides, note them as applied."""
    executor.recorder.ensure_schema()
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    steps = [(op, migration.app_label) for migration, _ in plan for op in migration.operations]
    state = executor.loader.project_state()
    with connection.schema_editor() as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection) and not any(  # noqa: SLF001
                _makes_itself(operation, label, model) for operation, label in steps
            ):
                editor.create_model(model)
        _finish(editor)
        for operation, label in steps:
            _do_besides(operation, label, editor, state)
        for migration, _ in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)


def _is_empty(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return tables <= {"django_migrations"}


def _makes_itself(operation: Operation, label: str, model: type[Model]) -> bool:
    """Tell whether a migration makes the table in a way of its own, and only tells Django so."""
    return isinstance(operation, SeparateDatabaseAndState) and any(
        isinstance(told, CreateModel)
        and (label, told.name_lower) == (model._meta.app_label, model._meta.model_name)  # noqa: SLF001
        for told in operation.state_operations
    )


def _finish(editor: BaseDatabaseSchemaEditor) -> None:
    """Make the indexes and foreign keys that wait for all tables, before there are any rows."""
    for statement in editor.deferred_sql:
        editor.execute(statement, None)
    editor.deferred_sql.clear()


def _do_besides(
    operation: Operation, label: str, editor: BaseDatabaseSchemaEditor, state: ProjectState
) -> None:
    """Do what is neither a table nor a column."""
    if isinstance(operation, RunPython | RunSQL):
        operation.database_forwards(label, editor, state, state)
    elif isinstance(operation, SeparateDatabaseAndState):
        for inner in operation.database_operations:
            _do_besides(inner, label, editor, state)
