"""The index's tables on PostgreSQL: arrays for a few rows, COPY for many."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from accord.foundation.search.rows import CARD, CardRow, PassageRow, PostingRow

MANY = 200  # rows from which COPY is faster than an array


def _run(sql: str, values: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _copy(table: str, lines: Iterable[str]) -> None:
    """Copy lines of words and numbers, which need no escaping."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        copy.write("".join(lines).encode())


class Postgresql:
    def cards(self, ids: Iterable[int], *, lock: bool = False) -> dict[int, CardRow]:
        """Give the cards by id; locked, in order, so that two writers of one card take turns."""
        found = _run(
            f"SELECT {CARD} FROM search_card WHERE id = ANY(%s::bigint[]) ORDER BY id"
            + (" FOR UPDATE" if lock else ""),
            [list(ids)],
        )
        return {row[0]: CardRow(*row) for row in found}

    def add_cards(self, rows: Sequence[CardRow]) -> None:
        if len(rows) < MANY:
            marks = ",".join(["(%s,%s,%s,%s,%s,%s,%s,%s)"] * len(rows))
            changed = ",".join(f"{name} = excluded.{name}" for name in CARD.split(", ")[1:])
            _run(
                f"INSERT INTO search_card ({CARD}) VALUES {marks}"
                f" ON CONFLICT (id) DO UPDATE SET {changed}",
                [value for row in rows for value in row],
            )
            return
        self.drop_cards([row.id for row in rows])
        with connection.cursor() as cursor, cursor.copy(
            f"COPY search_card ({CARD}) FROM STDIN"
        ) as copy:  # fmt: skip
            for row in rows:
                copy.write_row(row)

    def drop_cards(self, ids: Iterable[int]) -> None:
        _run("DELETE FROM search_card WHERE id = ANY(%s::bigint[])", [list(ids)])

    def add_postings(self, rows: Sequence[PostingRow]) -> None:
        if len(rows) < MANY:
            _run(
                "INSERT INTO search_posting (shelf_id, token, card_id)"
                " SELECT * FROM unnest(%s::int[], %s::text[], %s::bigint[])",
                [list(column) for column in zip(*rows, strict=True)],
            )
            return
        _copy(
            "search_posting (shelf_id, token, card_id)",
            (f"{shelf}\t{token}\t{card}\n" for shelf, token, card in rows),
        )

    def drop_postings(self, rows: Sequence[PostingRow]) -> None:
        _run(
            "DELETE FROM search_posting p USING"
            " unnest(%s::int[], %s::text[], %s::bigint[]) AS g(shelf_id, token, card_id)"
            " WHERE p.shelf_id = g.shelf_id AND p.token = g.token AND p.card_id = g.card_id",
            [list(column) for column in zip(*rows, strict=True)],
        )

    def unknown(self, words: Sequence[str]) -> list[str]:
        """Give those of ``words`` that the parts of words do not know yet."""
        found = _run(
            "SELECT w FROM unnest(%s::text[]) AS g(w) LEFT JOIN LATERAL"
            ' (SELECT 1 AS there FROM search_part WHERE part = g.w COLLATE "C"'
            ' AND token = g.w COLLATE "C" LIMIT 1) p ON true WHERE p.there IS NULL',
            [list(words)],
        )
        return [row[0] for row in found]

    def add_parts(self, rows: Sequence[tuple[str, str]]) -> None:
        if len(rows) < MANY:
            _run(
                "INSERT INTO search_part (part, token) SELECT * FROM unnest(%s::text[], %s::text[])",
                [list(column) for column in zip(*rows, strict=True)],
            )
            return
        _copy("search_part (part, token)", (f"{part}\t{token}\n" for part, token in rows))

    def shelves(self) -> list[int]:
        return [row[0] for row in _run("SELECT id FROM search_shelf ORDER BY id")]

    def add_shelves(self, ids: Sequence[int]) -> None:
        _run(
            "INSERT INTO search_shelf SELECT * FROM unnest(%s::int[]) ON CONFLICT DO NOTHING",
            [list(ids)],
        )

    def readers(self, ids: Iterable[int]) -> set[tuple[int, int]]:
        return set(
            _run(
                "SELECT person_id, card_id FROM search_reader WHERE card_id = ANY(%s::bigint[])",
                [list(ids)],
            )
        )

    def add_readers(self, rows: Sequence[tuple[int, int]]) -> None:
        _run(
            "INSERT INTO search_reader SELECT * FROM unnest(%s::bigint[], %s::bigint[])",
            [list(column) for column in zip(*rows, strict=True)],
        )

    def drop_readers(self, rows: Sequence[tuple[int, int]]) -> None:
        _run(
            "DELETE FROM search_reader r USING unnest(%s::bigint[], %s::bigint[])"
            " AS g(person_id, card_id) WHERE r.person_id = g.person_id AND r.card_id = g.card_id",
            [list(column) for column in zip(*rows, strict=True)],
        )

    def passages(self, ids: Iterable[int]) -> list[int]:
        found = _run("SELECT id FROM search_passage WHERE card_id = ANY(%s::bigint[])", [list(ids)])
        return [row[0] for row in found]

    def add_passages(self, rows: Sequence[PassageRow]) -> None:
        self.drop_passages([row.id for row in rows])
        with connection.cursor() as cursor, cursor.copy(
            "COPY search_passage (id, card_id, shelf_id, within_id, words) FROM STDIN"
        ) as copy:  # fmt: skip
            for row in rows:
                copy.write_row((*row[:4], " ".join(f"'{word}'" for word in row.words)))

    def drop_passages(self, ids: Sequence[int]) -> None:
        _run("DELETE FROM search_passage WHERE id = ANY(%s::bigint[])", [list(ids)])

    def empty(self) -> None:
        _run(
            "TRUNCATE search_shelf, search_card, search_posting, search_part, search_reader,"
            " search_passage"
        )
