"""Finding: by names, numbers and addresses; what one may not see is as if it were not there."""

from collections.abc import Collection, Iterator
from typing import Any

from accord.foundation.search.asking import Term, understood
from accord.foundation.search.finding import Search, read_place, write_place
from accord.foundation.search.results import SOUNDS_SO, Found, Group, Hit
from accord.foundation.search.rows import FoundRow
from accord.foundation.search.sources import KINDS, Source, kind_of
from accord.foundation.search.words import plain


def find(
    user: Any, text: str, *, limit: int = 8, kinds: Collection[str] = (), after: str = ""
) -> Found:
    """Find what ``text`` names, up to ``limit`` of each kind, the best first.

    ``after`` goes on from where a group ended; ask for its kind alone then.
    Raises Invalid when ``after`` is none that was given out.
    """
    question = understood(text)
    if question.is_empty:
        return Found()
    search = Search(user, question, limit, kinds, read_place(after))
    search.run()
    groups = tuple(_groups(search))
    return Found(groups, _meant(search, groups), search.is_partial)


def _groups(search: Search) -> Iterator[Group]:
    for number, source in search.sources.items():
        met = list(search.met[number].values())
        if not met:
            continue
        terms = {how: stage.terms for stage in search.stages for how, _ in stage.ranges}
        hits = tuple(
            _hit(source, one.row, terms.get(one.place[0], ())) for one in met[: search.limit]
        )
        more = len(met) > search.limit
        after = write_place(met[search.limit - 1].place) if more else ""
        yield Group(kind_of(number), hits, after)


def _hit(source: Source, row: FoundRow, terms: tuple[Term, ...]) -> Hit:
    key = row.id // KINDS
    marks = tuple(like.strip("% ") for term in terms for like in term.likes)
    return Hit(
        kind_of(source.number), key, row.ref, row.title, row.subtitle, row.look,
        source.address(row.ref, key), marks,
    )  # fmt: skip


def _meant(search: Search, groups: tuple[Group, ...]) -> str:
    """Say what was looked for when it was not what was typed, as the best hit spells it."""
    last = search.stages[-1] if search.stages else None
    if not groups or last is None or last.ranges[0][0] != SOUNDS_SO:
        return ""
    title = groups[0].hits[0].title.split()
    said = []
    for term in last.terms:
        tokens = {like.strip("% ") for like in term.likes[1:]}
        spelt = (word.strip(",.;:") for word in title if plain(word.strip(",.;:")) in tokens)
        said.append(next(spelt, term.word))
    return " ".join(said)
