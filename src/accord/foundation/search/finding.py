"""One search: stretches of shelves are scanned until there is enough of each kind.

Everything is found in one order, of places: how it was met, its rank, the word, its card. Paging
goes on behind the last place shown, and each card is shown at the first place it has.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, NamedTuple

import msgspec
from django.utils.translation import gettext as _
from msgspec import Meta

from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel.errors import Invalid
from accord.foundation.search.asking import Question, Range, Term, beginning, exactly
from accord.foundation.search.conditions import within
from accord.foundation.search.near import inside, near
from accord.foundation.search.results import (
    BEGINS_SO,
    FIRST,
    HAS_CODE,
    HAS_INSIDE,
    HAS_WORDS,
    NAMED_SO,
    REFERENCE,
    SOUNDS_SO,
    Place,
)
from accord.foundation.search.rows import Condition, FoundRow, Stretch
from accord.foundation.search.shelves import (
    FOR_EVERYONE,
    OTHER_WORDS,
    Sight,
    audience_of,
    number_of,
    rank_of,
)
from accord.foundation.search.sources import KINDS, Source, sources
from accord.foundation.search.tables import tables
from accord.foundation.search.words import terms as terms_of

PART: Final = 6  # of what is wanted is asked of a shelf that not everyone may see
FEW: Final = 100  # words of one way counted at first to see which is the rarest
OF_NAMES: Final = frozenset({NAMED_SO, BEGINS_SO, HAS_CODE})  # not met by other words


class Met(NamedTuple):
    """A card and the place at which it is shown."""

    place: Place
    row: FoundRow


class Stage(NamedTuple):
    """One way of looking: ranges of words by how they meet, all of one set of terms.

    ``checks`` are the terms that a card may lack although it was met; ``lead`` numbers the way
    that was chosen of several. Along a common one, the best rank is looked at before the others.
    """

    ranges: tuple[tuple[int, Range], ...]
    terms: tuple[Term, ...]
    checks: tuple[Term, ...] = ()
    lead: int = 0
    is_common: bool = False

    def how(self, token: str) -> int:
        """Tell how a card is met by a word on the way."""
        return next(how for how, (low, high) in self.ranges if low <= token < high)


@dataclass(frozen=True)
class Wanted:
    """How much to find: ``limit`` of each kind, looking at no more than ``most`` of a stretch."""

    limit: int
    most: int
    kinds: Collection[str] = ()
    after: str = ""


class Search:
    """Meets cards for one question of one person."""

    def __init__(self, user: Any, question: Question, wanted: Wanted) -> None:
        self.question = question
        self.wanted = wanted
        self.limit = wanted.limit
        self.start, self.lead = read_place(wanted.after)
        self.sight = Sight.of(reach_of(user))
        self.reader = self.sight.person_id or 0
        self.sources: dict[int, Source] = {
            source.number: source
            for key, source in sources.items()
            if (not wanted.kinds or key in wanted.kinds)
            and not source.is_text
            and source.rule.allows(user)
        }
        shelves = self.sight.within(tables().shelves())
        self.shelves = [shelf for shelf in shelves if number_of(shelf) in self.sources]
        self.met: dict[int, dict[int, Met]] = {number: {} for number in self.sources}
        self.stages: list[Stage] = []
        self.is_partial = False
        self.also = self._also()

    def run(self) -> None:
        if not self.shelves:
            return
        self._meet_references()
        for stage in self._as_typed():
            self._meet(stage)
        if self.is_enough():
            return
        for stage in self._with_inside():
            self._meet(stage)
        if self.start == FIRST and not any(self.met.values()):
            for stage in self._sounding():
                self._meet(stage)
                if any(self.met.values()):
                    return

    def is_enough(self) -> bool:
        return sum(len(found) for found in self.met.values()) >= self.limit

    def leads(self, how: int) -> int:
        """Tell which way led to what was met so; paging goes on along the same one."""
        return next((stage.lead for stage in self.stages if stage.ranges[0][0] == how), 0)

    def _lacking(self) -> set[int]:
        """Give the kinds of which there is not enough yet."""
        numbers = {number_of(shelf) for shelf in self.shelves}
        return {number for number in numbers if len(self.met[number]) <= self.limit}

    # --- the ways of looking

    def _as_typed(self) -> Iterator[Stage]:
        question = self.question
        if question.codes:
            yield Stage(tuple((HAS_CODE, beginning(code)) for code in question.codes), ())
        names = (
            (NAMED_SO, exactly(question.whole)),
            (BEGINS_SO, (question.whole + "\x01", beginning(question.whole)[1])),
        )
        yield Stage(names, question.terms)
        if not self._lacking():
            return
        if len(question.terms) == 1 and len(question.terms[0].ways) == 1:
            yield Stage(tuple((HAS_WORDS, s) for s in question.terms[0].ways[0]), question.terms)
        else:
            yield self._led_by(HAS_WORDS, question.terms)

    def _with_inside(self) -> Iterator[Stage]:
        terms = tuple(_widened(term, inside(term.word)) for term in self.question.terms)
        if terms != self.question.terms:
            yield self._led_by(HAS_INSIDE, terms)

    def _sounding(self) -> Iterator[Stage]:
        """Put likely words in place of those that nothing has; when that fails, of all."""
        terms = self.question.terms
        likely = [near(term.word) for term in terms]
        counts = iter(self._counts([way for term in terms for way in term.ways], 1))
        lacking = [not min(next(counts) for _way in term.ways) for term in terms]
        for chosen in (lacking, [True] * len(terms)):
            instead = tuple(
                _widened(term, tokens) if is_chosen else term
                for term, tokens, is_chosen in zip(terms, likely, chosen, strict=True)
            )
            if instead != terms:
                yield self._led_by(SOUNDS_SO, instead)
                if all(lacking):
                    return

    def _led_by(self, how: int, terms: tuple[Term, ...]) -> Stage:
        """Choose the way that leads to the fewest cards; each is then asked for the other terms."""
        ways = [(way, place) for place, term in enumerate(terms) for way in term.ways]
        lead = self.lead if how == self.start[0] and self.lead < len(ways) else -1
        is_common = True
        if lead < 0:
            lead, is_common = self._rarest([way for way, _ in ways])
        way, leader = ways[lead]
        is_sure = len(terms[leader].ways) == 1
        checks = (term for place, term in enumerate(terms) if place != leader or not is_sure)
        return Stage(tuple((how, span) for span in way), terms, tuple(checks), lead, is_common)

    def _rarest(self, ways: Sequence[tuple[Range, ...]]) -> tuple[int, bool]:
        """Give the way with the fewest words, and whether they are more than a few."""
        if len(ways) == 1:
            return 0, False
        counts = self._counts(ways, FEW)
        is_common = min(counts) >= FEW
        if is_common:
            counts = self._counts(ways, 2 * self.wanted.most)
            self.is_partial = self.is_partial or min(counts) >= self.wanted.most
        return counts.index(min(counts)), is_common

    def _counts(self, ways: Sequence[tuple[Range, ...]], most: int) -> list[int]:
        """Count the words that each way leads along, up to ``most``."""
        lacking = self._lacking()
        shelves = [shelf for shelf in self.shelves if number_of(shelf) in lacking]
        return [tables().count(shelves, way, most) for way in ways]

    # --- meeting

    def _meet_references(self) -> None:
        if self.start != FIRST or not self.question.refs:
            return
        rows = tables().cards_by_ref(
            self.question.refs, self.shelves, reader=self.reader, also=self.also
        )
        for row in rows:
            place = (REFERENCE, rank_of(row.shelf_id), row.ref, row.id)
            self._show(row.id % KINDS, [Met(place, row)], None)

    def _meet(self, stage: Stage) -> None:
        """Scan on for the kinds of which there is not enough yet."""
        self.stages.append(stage)
        for shelves in self._portions(stage):
            starts = dict.fromkeys(self._lacking(), self.start)
            while starts := {n: p for n, p in starts.items() if len(self.met[n]) <= self.limit}:
                asked = list(self._stretches(stage, starts, shelves))
                if not asked:
                    break
                starts = self._scan(stage, asked)

    def _portions(self, stage: Stage) -> list[list[int]]:
        """Part the shelves into those that are looked at first, and the others."""
        if not stage.is_common:
            return [self.shelves]
        best: dict[int, int] = {}
        for shelf in self.shelves:
            number, rank = number_of(shelf), rank_of(shelf)
            best[number] = min(rank, best.get(number, rank))
        first = [shelf for shelf in self.shelves if rank_of(shelf) == best[number_of(shelf)]]
        return [first, [shelf for shelf in self.shelves if shelf not in first]]

    def _scan(self, stage: Stage, asked: Sequence[Stretch]) -> dict[int, Place]:
        """Meet what stands on the stretches; give where the kinds go on whose stretches go on."""
        limits = [self._limit_of(stretch) for stretch in asked]
        rows = self._rows(stage, asked, limits)
        ranks = [rank_of(stretch.shelf_id) for stretch in asked]
        counts = [0] * len(asked)
        met: dict[int, list[Met]] = {}
        ends: dict[int, Place] = {}
        for at, row in rows:
            number = row.id % KINDS
            place = (stage.how(row.token), ranks[at], row.token, row.id)
            met.setdefault(number, []).append(Met(place, row))
            counts[at] += 1
            if counts[at] == limits[at]:
                ends[number] = min(place, ends.get(number, place))
        for number, found in met.items():
            self._show(number, sorted(found), ends.get(number))
        return ends

    def _limit_of(self, stretch: Stretch) -> int:
        """Take little of each shelf that is not everyone's: they are many, and hold few cards."""
        whole = self.limit + 2
        return whole if audience_of(stretch.shelf_id) == FOR_EVERYONE else max(3, whole // PART)

    def _rows(
        self, stage: Stage, stretches: Sequence[Stretch], limits: Sequence[int]
    ) -> Iterator[tuple[int, FoundRow]]:
        """Give what stands on the stretches, with the place of its own among them."""
        found = tables().scan(
            stretches,
            limits,
            reader=self.reader,
            also=self._checked(stage),
            most=self.wanted.most if stage.checks or self.also.sql else 0,
            words=self.start != FIRST,
        )
        for row in found:
            yield row.place, row

    def _show(self, number: int, found: Iterable[Met], end: Place | None) -> None:
        """Show what stands before ``end``, each card once, until there is enough."""
        shown = self.met[number]
        for one in found:
            if len(shown) > self.limit or (end is not None and one.place > end):
                break
            if one.row.id not in shown and not self._was_shown(one):
                shown[one.row.id] = one

    def _was_shown(self, met: Met) -> bool:
        """Tell whether the card has a place before the one that this page begins at."""
        if self.start == FIRST:
            return False
        if met.row.ref and met.row.ref in self.question.refs:
            return True
        rank = rank_of(met.row.shelf_id) % OTHER_WORDS
        first, second = terms_of(met.row.words)
        places = [(rank, token) for token in first]
        places += [(rank + OTHER_WORDS, token) for token in second]
        return any(
            low <= token < high and (how, at, token, met.row.id) <= self.start
            for stage in self.stages
            if _holds(met.row.words, stage.checks)
            for how, (low, high) in stage.ranges
            for at, token in places
            if at < OTHER_WORDS or how not in OF_NAMES
        )

    def _stretches(
        self, stage: Stage, starts: Mapping[int, Place], shelves: Iterable[int]
    ) -> Iterator[Stretch]:
        for shelf in shelves:
            start = starts.get(number_of(shelf))
            if start is not None:
                yield from _joined(_along(stage, shelf, start))

    # --- conditions on cards

    def _checked(self, stage: Stage) -> Condition:
        """Ask each card for all the terms but the one that led to it."""
        if not stage.checks:
            return self.also
        sql, values = [self.also.sql], [*self.also.values]
        for term in stage.checks:
            either = " OR ".join(["c.words LIKE %s"] * len(term.likes))
            sql.append(f" AND ({either})")
            values += term.likes
        return Condition("".join(sql), tuple(values))

    def _also(self) -> Condition:
        """Ask for the sight of what a card is within, where any kind is within another."""
        if self.sight.person_id is None or not any(s.nested for s in self.sources.values()):
            return Condition("", ())
        return within("c.within_id", self.sight, "c.id")


def _along(stage: Stage, shelf: int, start: Place) -> Iterator[Stretch]:
    """Give what lies behind ``start`` on a shelf, way by way."""
    rank = rank_of(shelf)
    for how, (low, high) in stage.ranges:
        if rank >= OTHER_WORDS and how in OF_NAMES:
            continue
        if (how, rank) > start[:2]:
            yield Stretch(shelf, low, -1, high)
        elif (how, rank) == start[:2] and start[2] < high:
            yield Stretch(shelf, *max((low, -1), start[2:]), high)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Make one of two where the second begins as the first ends."""
    last: Stretch | None = None
    for one in stretches:
        if last is not None and (last.high, -1) == (one.low, one.low_card):
            last = last._replace(high=one.high)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _holds(told: str, terms: Iterable[Term]) -> bool:
    return all(any(like.strip("%") in told for like in term.likes) for term in terms)


def _widened(term: Term, tokens: Sequence[str]) -> Term:
    """Let ``term`` also be one of ``tokens``, and stand anywhere within a word."""
    if not tokens:
        return term
    likes = (f"%{term.word}%", *(f"% {token} %" for token in tokens))
    more = tuple(exactly(token) for token in tokens)
    return Term(term.word, likes, tuple((*way, *more) for way in term.ways))


def read_place(text: str) -> tuple[Place, int]:
    """Read where a page ends, and which way led there. Raises Invalid when somebody changed it."""
    if not text:
        return FIRST, 0
    try:
        how, rank, token, card, lead = msgspec.json.decode(text, type=_Written)
    except msgspec.DecodeError as wrong:
        raise Invalid(_("This page can't be found again.")) from wrong
    if not -1 <= card < 1 << 63:
        raise Invalid(_("This page can't be found again."))
    return (how, rank, token.replace("\x00", ""), card), lead


def write_place(place: Place, lead: int) -> str:
    return msgspec.json.encode((*place, lead)).decode()


_Written = tuple[int, int, str, int, Annotated[int, Meta(ge=0, lt=1000)]]
