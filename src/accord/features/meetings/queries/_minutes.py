"""What typed minutes say, line by line: by a mark at the start, else by rules in five languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accord.features.engagement.queries import days_in, plain, read
from accord.features.meetings.queries._phrases import (
    DECIDED,
    ENDS_IN_QUESTION,
    INSIDE,
    MARKS,
    WE,
)
from accord.features.meetings.states import LineKind
from accord.features.promises.states import Side

MOST_LINES = 200
LENGTH = 1000
SIGNS = {
    LineKind.HEADING: "#", LineKind.NOTE: "-", LineKind.DECISION: "!", LineKind.TASK: "+",
    LineKind.WE: ">", LineKind.THEY: "<", LineKind.QUESTION: "?",
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Who sits at it: ours and theirs, each by key and name."""

    ours: Sequence[tuple[int, str]] = ()
    theirs: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True)
class FoundLine:
    """One line: what it is, in which words; who sees to it by when, where it says so.

    ``number`` is its place among all lines of the text, ``text`` the line without its marks.
    """

    number: int
    kind: LineKind
    text: str
    words: str
    is_inside: bool = False
    is_marked: bool = False
    person: int | None = None
    party: int | None = None
    day: date | None = None


def lines_in(notes: str, *, today: date, table: Table) -> list[FoundLine]:
    """Read minutes typed on ``today``; empty lines say nothing."""
    numbered = [(n, line.strip()) for n, line in enumerate(notes.splitlines())]
    said = [(n, line) for n, line in numbered if line.strip("/ ")]
    return [_line(number, line, today, table) for number, line in said[:MOST_LINES]]


def turned(notes: str, number: int, kind: LineKind) -> str:
    """Give the text with the mark of one line changed, so that it is read as ``kind``."""
    lines = notes.splitlines()
    if not 0 <= number < len(lines):
        return notes
    is_inside, _kind, text = _parted(lines[number].strip())
    lines[number] = f"{INSIDE + ' ' if is_inside else ''}{SIGNS[kind]} {text}"
    return "\n".join(lines) + ("\n" if notes.endswith("\n") else "")


def _parted(line: str) -> tuple[bool, str, str]:
    """Take the marks off: whether it is for inside alone, the kind that was marked, the rest."""
    is_inside = line.startswith(INSIDE)
    rest = line[len(INSIDE) :].strip() if is_inside else line
    kind = MARKS.get(rest[:1], "")
    return is_inside, kind, rest[1:].strip() if kind and rest[1:].strip() else rest


def _line(number: int, line: str, today: date, table: Table) -> FoundLine:
    is_inside, marked, text = _parted(line)
    text = text[:LENGTH]
    folded = plain(text)
    person, party = _leads(folded, table.ours), _leads(folded, table.theirs)
    names = [name for _key, name in (*table.ours, *table.theirs)]
    promised = next(iter(read(text, today=today, names=names).promises), None)
    coming = next((named.day for named in days_in(folded, today) if named.day >= today), None)
    day = promised.day if promised and promised.day else coming
    if marked:
        kind = _as_marked(LineKind(marked), party, table)
    else:
        side = promised.side if promised else ""
        kind = _kind(folded, text, side, day, (person, party), table)
    words = text
    if kind in {LineKind.TASK, LineKind.WE, LineKind.THEY} and promised and not marked:
        words = promised.words
    return FoundLine(
        number, kind, text, words, is_inside, bool(marked), person, party,
        day if kind in {LineKind.TASK, LineKind.WE, LineKind.THEY} else None,
    )  # fmt: skip


def _as_marked(kind: LineKind, party: int | None, table: Table) -> LineKind:
    """Take a mark as it fits those who are here: with nobody of theirs, a promise is a task."""
    if kind in {LineKind.WE, LineKind.THEY} and not table.theirs:
        return LineKind.TASK
    if kind == LineKind.WE and party is not None:
        return LineKind.THEY
    return kind


def _kind(
    folded: str, text: str, side: str, day: date | None,
    leads: tuple[int | None, int | None], table: Table,
) -> LineKind:  # fmt: skip
    person, party = leads
    if DECIDED.search(folded):
        return LineKind.DECISION
    if ENDS_IN_QUESTION.search(text):
        return LineKind.QUESTION
    is_deed = bool(side) or (day is not None and (person or party) is not None)
    if not is_deed:
        return LineKind.NOTE
    if person is not None or not table.theirs:
        return LineKind.TASK
    is_ours = side == Side.WE or WE.match(folded) is not None
    return LineKind.WE if is_ours and party is None else LineKind.THEY


def _leads(folded: str, people: Sequence[tuple[int, str]]) -> int | None:
    """Find whom a line begins with, by the whole name or by a part of it that is theirs alone."""
    start = 1 if folded.startswith("@") else 0
    for key, name in people:
        if _begins(folded, plain(name), start):
            return key
    parts = [
        key
        for key, name in people
        if any(len(part) > 1 and _begins(folded, plain(part), start) for part in name.split())
    ]
    return parts[0] if len(set(parts)) == 1 else None


def _begins(folded: str, name: str, start: int) -> bool:
    if not folded.startswith(name, start):
        return False
    after = folded[start + len(name) : start + len(name) + 1]
    return not after.isalpha() or not name.isascii()
