"""The index's tables on SQLite: rows in the order of their keys, running text in FTS5."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from django.db import connection, connections

from accord.foundation.journal.bulk import write_many
from accord.foundation.journal.replicas import reads_from
from accord.foundation.journal.statements import run_each
from accord.foundation.journal.writing import writing
from accord.foundation.search.asking import Range
from accord.foundation.search.cards import MANY_PARTS, learnable, parts_of
from accord.foundation.search.rows import (
    CARD,
    CardRow,
    Condition,
    Difference,
    FoundRow,
    PassageFound,
    PostingRow,
    Stretch,
)
from accord.foundation.search.shared_sql import (
    OWNERS,
    PASSAGE,
    POSTINGS,
    cards_by_id,
    cards_by_ref,
    passages_kept,
    strays,
    totals,
)
from accord.foundation.search.shelves import KIND_SPAN

# All stretches are looked at by one subquery each of one small statement, which answers in JSON:
# five to ten times faster than as many selects joined by UNION ALL.
_ON_STRETCH = (
    "s.shelf_id = g.shelf_id AND (s.token, s.card_id) > (g.low, g.low_card) AND s.token < g.high"
)
_STRETCH = f"SELECT s.token, s.card_id FROM {{}} s WHERE {_ON_STRETCH}"
_ANY_FRESH = "SELECT EXISTS (SELECT 1 FROM search_freshposting)"
_READABLE = (
    f" AND (g.shelf_id >= {KIND_SPAN} OR EXISTS (SELECT 1 FROM search_reader r"
    " WHERE r.person_id = %s AND r.card_id = s.card_id))"
)
_COLUMNS = ", ".join(f"c.{name}" for name in CARD.split(", "))
_WITHOUT_WORDS = _COLUMNS.replace("c.words", "''")
_decode_rows = msgspec.json.Decoder(
    list[tuple[int, str, int, int, str, str, str, str, str, int]]
).decode
_decode_words = msgspec.json.Decoder(list[str]).decode
_PARTS = (
    "SELECT * FROM (SELECT token FROM search_{} WHERE part >= g.low AND part < g.high"
    " ORDER BY part, token LIMIT %s)"
)
PAGES = 500
TEXT_KEPT = " AND EXISTS (SELECT 1 FROM search_text t WHERE t.rowid = p.id)"


def _run(sql: str, values: Sequence[Any] = ()) -> list[Any]:
    with connections[reads_from()].cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[Any] = cursor.fetchall()
        return rows


def _merge(pages: int) -> bool:
    """Merge up to so many pages of the text index; tells whether there was something to do."""
    with writing(), connection.cursor() as cursor:
        raw = connection.connection
        before = raw.total_changes
        cursor.execute("INSERT INTO search_text (search_text, rank) VALUES ('merge', %s)", [pages])
        return bool(raw.total_changes - before > 1)


def _moved(source: str, target: str, names: Sequence[str], most: int) -> bool:
    """Move the first ``most`` lines of a table into another; tells whether there were any."""
    key, down = ", ".join(names), ", ".join(f"{name} DESC" for name in names)
    last = _run(
        f"SELECT {key} FROM (SELECT {key} FROM {source} ORDER BY {key} LIMIT %s)"
        f" ORDER BY {down} LIMIT 1",
        [most],
    )
    for values in last:
        those = f"{source} WHERE ({key}) <= ({', '.join(['%s'] * len(names))})"
        _run(f"INSERT OR IGNORE INTO {target} ({key}) SELECT {key} FROM {those}", values)
        _run(f"DELETE FROM {those}", values)
    return bool(last)


def _each(count: int) -> str:
    rows = ",".join(["(%s,%s,%s,%s,%s)"] * count)
    return f"WITH g(place, shelf_id, low, low_card, high) AS (VALUES {rows})"


class Sqlite:
    """Writers take turns on SQLite, so there is nothing to lock."""

    def cards(self, ids: Iterable[int], *, lock: bool = False) -> dict[int, CardRow]:
        del lock
        found = _run(
            f"SELECT {CARD} FROM search_card WHERE id IN (SELECT value FROM json_each(%s))",
            [json.dumps(list(ids))],
        )
        return {row[0]: CardRow(*row) for row in found}

    def readers(self, ids: Iterable[int]) -> set[tuple[int, int]]:
        return set(
            _run(
                "SELECT person_id, card_id FROM search_reader"
                " WHERE card_id IN (SELECT value FROM json_each(%s))",
                [json.dumps(list(ids))],
            )
        )

    def passages(self, ids: Iterable[int]) -> list[int]:
        found = _run(
            "SELECT id FROM search_passage WHERE card_id IN (SELECT value FROM json_each(%s))",
            [json.dumps(list(ids))],
        )
        return [row[0] for row in found]

    def write(self, found: Difference) -> None:
        """Write rows in the order of their keys, so that neighbours are written together."""
        run_each("DELETE FROM search_card WHERE id = %s", [[key] for key in sorted(found.gone)])
        for table in POSTINGS:
            run_each(
                f"DELETE FROM {table} WHERE shelf_id = %s AND token = %s AND card_id = %s",
                sorted(found.less),
            )
        write_many(f"search_card ({CARD})", sorted(found.cards), how="REPLACE")
        write_many(
            f"{found.home} (shelf_id, token, card_id)", sorted(found.more), how="INSERT OR IGNORE"
        )
        parts = self.unknown_parts(found) if found.parts is None else found.parts
        into = "search_part" if len(parts) < MANY_PARTS else "search_fresh"
        write_many(f"{into} (part, token)", parts, how="INSERT OR IGNORE")
        self._write_others(found)

    def settle(self) -> None:
        """Write what is left of the running texts anew, a piece at a time.

        A deleted text stays readable in the bytes of its segment until that is merged.
        """
        _merge(-PAGES)
        while _merge(PAGES):
            pass

    def unknown_parts(self, found: Difference) -> list[tuple[str, str]]:
        """Give the parts and sounds of words that are new to the index."""
        known = learnable({token for _, token, _ in found.more})
        if not known:
            return []
        there = "SELECT 1 FROM search_{} WHERE part = value AND token = value"
        new = _run(
            "SELECT value FROM json_each(%s) WHERE NOT EXISTS"
            f" ({there.format('part')}) AND NOT EXISTS ({there.format('fresh')})",
            [json.dumps(known)],
        )
        return parts_of(row[0] for row in new)

    def sort_in(self, most: int) -> bool:
        """Sort up to ``most`` of both kinds in among the others; tells whether there were any."""
        moved = [
            _moved("search_fresh", "search_part", ("part", "token"), most),
            _moved(*POSTINGS, ("shelf_id", "token", "card_id"), most),
        ]
        return any(moved)

    def _write_others(self, found: Difference) -> None:
        run_each(
            "DELETE FROM search_reader WHERE person_id = %s AND card_id = %s",
            sorted(found.readers_less),
        )
        run_each("INSERT OR IGNORE INTO search_reader VALUES (%s,%s)", sorted(found.readers_more))
        gone = [[key] for key in sorted(found.passages_gone)]
        run_each("DELETE FROM search_text WHERE rowid = %s", gone)
        run_each("DELETE FROM search_passage WHERE id = %s", gone)
        run_each(
            "REPLACE INTO search_passage (id, card_id, shelf_id, within_id) VALUES (%s,%s,%s,%s)",
            [row[:4] for row in found.passages],
        )
        run_each(
            "REPLACE INTO search_text (rowid, words) VALUES (%s,%s)",
            [(row.id, " ".join(row.words)) for row in found.passages],
        )
        run_each("INSERT OR IGNORE INTO search_shelf VALUES (%s)", [[key] for key in found.shelves])

    def empty(self) -> None:
        names = "shelf card posting freshposting part fresh reader passage text"
        for name in names.split():
            _run(f"DELETE FROM search_{name}")

    def strays(self, number: int, table: str, most: int) -> list[int]:
        return strays(_run, number, table, most)

    def drop_orphans(self) -> None:
        """Forget words of cards that are not there."""
        for table in POSTINGS:
            _run(
                f"DELETE FROM {table} WHERE NOT EXISTS"
                f" (SELECT 1 FROM search_card c WHERE c.id = {table}.card_id)"
            )

    def shelves(self) -> list[int]:
        return [row[0] for row in _run("SELECT id FROM search_shelf ORDER BY id")]

    def missing(self, rows: Sequence[PostingRow]) -> list[PostingRow]:
        """Give those of ``rows`` that the index does not have."""
        there = "".join(
            f" AND NOT EXISTS (SELECT 1 FROM {table} WHERE shelf_id = value ->> 0"
            " AND token = value ->> 1 AND card_id = value ->> 2)"
            for table in POSTINGS
        )
        found = _run(
            "SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(%s) WHERE true" + there,
            [json.dumps(rows, ensure_ascii=False)],
        )
        return [(shelf, token, card) for shelf, token, card in found]

    def passages_kept(self, ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
        return passages_kept(_run, ids, TEXT_KEPT)

    def totals(self) -> tuple[int, int]:
        return totals(_run)

    def scan(
        self,
        stretches: Sequence[Stretch],
        limits: Sequence[int],
        *,
        reader: int,
        also: Condition,
        most: int,
        words: bool,
    ) -> list[FoundRow]:
        """Give up to its limit of cards of each stretch, in order, of the first ``most`` on it.

        Where ``most`` is 0, no card is looked at that is not given. Cards for named people only
        count where ``reader`` is one of them. Their ``words``, which are long, are read where they
        are asked for.
        """
        columns = _COLUMNS if words else _WITHOUT_WORDS
        named = _READABLE if reader else ""
        places = POSTINGS if _run(_ANY_FRESH)[0][0] else POSTINGS[1:]
        stretch = " UNION ALL ".join(_STRETCH.format(table) + named for table in places)
        rows: list[FoundRow] = []
        for limit in sorted(set(limits)):
            asked = [(place, one) for place, one in enumerate(stretches) if limits[place] == limit]
            found = _run(
                f"{_each(len(asked))} SELECT (SELECT json_group_array(json(j)) FROM"
                f" (SELECT json_array(g.place, p.token, {columns}) AS j FROM"
                f" ({stretch} ORDER BY token, card_id LIMIT %s) p"
                f" CROSS JOIN search_card c ON c.id = p.card_id{also.sql} LIMIT %s)) FROM g",
                [
                    *(value for place, one in asked for value in (place, *one)),
                    *([reader] * len(places) if reader else []), most or limit, *also.values, limit,
                ],
            )  # fmt: skip
            rows += [FoundRow(*row) for (told,) in found for row in _decode_rows(told)]
        return rows

    def cards_by_ref(
        self, refs: Sequence[str], shelves: Sequence[int], *, reader: int, also: Condition
    ) -> list[FoundRow]:
        """Give the cards of ``refs`` that stand on one of ``shelves``."""
        return cards_by_ref(_run, refs, shelves, reader=reader, also=also)

    def cards_by_id(self, ids: Sequence[int], also: Condition) -> dict[int, FoundRow]:
        return cards_by_id(_run, ids, also)

    def count(self, shelves: Sequence[int], ranges: Sequence[Range], most: int) -> int:
        """Count the words of all ranges on all shelves together, up to ``most``."""
        if not shelves:
            return 0
        keys = ",".join(map(str, shelves))
        within = [
            f"SELECT 1 FROM {table} WHERE shelf_id IN ({keys}) AND token >= %s AND token < %s"
            for table in POSTINGS
            for _range in ranges
        ]
        bounds = [bound for pair in ranges for bound in pair]
        found = _run(
            f"SELECT count(*) FROM ({' UNION ALL '.join(within)} LIMIT %s)",
            [*bounds * len(POSTINGS), most],
        )
        return int(found[0][0])

    def tokens(self, ranges: Sequence[tuple[str, str]], most: int) -> list[str]:
        """Give the words that have a part in one of the ranges, ``most`` of each."""
        found = _run(
            f"WITH g(low, high) AS (VALUES {','.join(['(%s,%s)'] * len(ranges))})"
            f" SELECT (SELECT json_group_array(token) FROM ({_PARTS.format('part')}"
            f" UNION ALL {_PARTS.format('fresh')})) FROM g",
            [*(bound for pair in ranges for bound in pair), most, most],
        )
        return [token for (tokens,) in found for token in _decode_words(tokens)]

    def find_passages(
        self, *, exact: Sequence[str], begun: str, before: int, also: Condition, limit: int
    ) -> list[PassageFound]:
        """Give the newest texts that have all words, one of them perhaps only begun."""
        asked = [f'"{word}"' for word in exact] + ([f'"{begun}"*'] if begun else [])
        found = _run(
            f"{PASSAGE} search_text CROSS JOIN search_passage p ON p.id = search_text.rowid{OWNERS}"
            f" WHERE search_text MATCH %s AND search_text.rowid < %s{also.sql}"
            " ORDER BY search_text.rowid DESC LIMIT %s",
            [" AND ".join(asked), before, *also.values, limit],
        )
        return [PassageFound(*row) for row in found]
