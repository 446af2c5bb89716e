"""Finding: by names, numbers and addresses; what one may not see is as if it were not there."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from accord.foundation.accounts.reach import reach_of
from accord.foundation.search.asking import Term, understood
from accord.foundation.search.conditions import reads, seen, within
from accord.foundation.search.finding import Met, Search, Wanted, write_place
from accord.foundation.search.results import FIRST, SOUNDS_SO, Found, Group, Hit
from accord.foundation.search.rows import Condition
from accord.foundation.search.shelves import Sight
from accord.foundation.search.sources import KINDS, Source, document_id, kind_of, sources
from accord.foundation.search.tables import tables
from accord.foundation.search.words import plain

MOST: Final = 4000


def find(
    user: Any,
    text: str,
    *,
    limit: int = 8,
    kinds: Collection[str] = (),
    after: str = "",
    most: int = MOST,
) -> Found:
    """Find what ``text`` names, up to ``limit`` of each kind, the best first.

    ``after`` goes on from where a group ended; ask for its kind alone then. ``most`` is how many
    cards that have the rarest of several words are looked at for the others.
    Raises Invalid when ``after`` is none that was given out.
    """
    question = understood(text)
    if question.is_empty:
        return Found()
    search = Search(user, question, Wanted(limit, most, kinds, after))
    search.run()
    groups = tuple(_groups(search))
    return Found(groups, _meant(search, groups), search.is_partial and not search.is_enough())


def _groups(search: Search) -> Iterator[Group]:
    terms = {how: stage.terms for stage in search.stages for how, _ in stage.ranges}
    for number, source in search.sources.items():
        met = list(search.met[number].values())
        if not met:
            continue
        shown = met[: search.limit]
        hits = tuple(_hit(source, one, terms.get(one.place[0], ())) for one in shown)
        last = shown[-1].place
        goes_on = len(met) > search.limit and last[0] != SOUNDS_SO
        after = write_place(last, search.leads(last[0])) if goes_on else ""
        yield Group(kind_of(number), hits, after)


def _hit(source: Source, met: Met, terms: tuple[Term, ...]) -> Hit:
    row = met.row
    key = row.id // KINDS
    marks = tuple(like.strip("% ") for term in terms for like in term.likes)
    return Hit(
        kind_of(source.number), key, row.ref, row.title, row.subtitle, row.look,
        source.address(row.ref, key), marks, met.place,
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


def documents(user: Any, wanted: Sequence[tuple[str, int]]) -> list[Hit]:
    """Give those of the named documents that ``user`` may see, in the order asked for."""
    allowed = {
        document_id(kind, key): sources[kind]
        for kind, key in wanted
        if kind in sources and sources[kind].rule.allows(user)
    }
    found = tables().cards_by_id(list(allowed), _sight_of(user))
    return [
        _hit(allowed[key], Met(FIRST, found[key]), ())
        for key in dict.fromkeys(allowed)
        if key in found
    ]


def _sight_of(user: Any) -> Condition:
    sight = Sight.of(reach_of(user))
    own, named = seen("c.shelf_id", "c.id", sight), reads("c.id", sight.person_id or 0)
    above = within("c.within_id", sight, "c.id")
    values = (*own.values, *named.values, *above.values)
    return Condition(f" AND ({own.sql} OR {named.sql}){above.sql}", values)
