"""Columns and indexes that both databases are to understand alike."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    Text = models.CharField[str, str]
else:
    Text = models.CharField


class OrderedField(Text):
    """Text compared byte by byte, whatever locale the database was made with."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters = dict(super().db_parameters(connection))
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class NarrowIndex(models.Index):
    """An index on a column of few values, each of which very many rows have.

    PostgreSQL counts for itself; SQLite, which would take each value for one that finds ten rows
    and prefer this index to any other, is told when the tables are laid out.
    """

    said = "1048576 262144"  # of as many rows as SQLite reckons with anyway, a quarter has each
