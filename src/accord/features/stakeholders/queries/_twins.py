"""Parties of the same name, looked up for a thousand names at once."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models.expressions import RawSQL

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries._party import visible_to
from accord.foundation.kernel.collation import sort_key


def same_name(user: Any, name: str) -> list[Party]:
    """Give up to five visible parties of the same name, so that none is made twice."""
    found = visible_to(user).filter(sort_key=sort_key(name.strip(), settings.LANGUAGE_CODE))
    return list(found.order_by("pk")[:5])


def listed(words: Sequence[str]) -> RawSQL:
    """Give many words as what a column may be ``__in``: one value to bind rather than thousands."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::text[])", [list(words)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(words))])


def twins_of(
    user: Any, wanted: Collection[tuple[str, str]], *, only: Sequence[str] = ()
) -> list[Party]:
    """Give for each name (by its sort key) and kind the oldest active party that is called so.

    Each is looked up by itself in one statement: of a common name the first is enough. ``only``
    names the columns that are read.
    """
    if not wanted:
        return []
    asked = sorted(wanted)
    like = ' COLLATE "C"' if connection.vendor == "postgresql" else ""
    named = RawSQL(f"asked.sort_key{like}", ())  # noqa: S611 -- names of columns, no values
    first = (
        visible_to(user)
        .filter(sort_key=named, kind=RawSQL("asked.kind", ()), is_active=True)
        .order_by("pk")
        .values("pk")[:1]
    )
    sql, params = first.query.sql_with_params()
    rows = "SELECT value ->> 0, value ->> 1 FROM json_each(%s)"
    values: list[Any] = [json.dumps(asked)]
    if connection.vendor == "postgresql":
        rows = "SELECT * FROM unnest(%s::text[], %s::text[])"
        values = [list(column) for column in zip(*asked, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH asked(sort_key, kind) AS ({rows}) SELECT ({sql}) FROM asked", [*values, *params]
        )
        keys = [row[0] for row in cursor.fetchall() if row[0] is not None]
    found = Party.objects.filter(pk__in=keys)
    return list(found.only(*only) if only else found) if keys else []
