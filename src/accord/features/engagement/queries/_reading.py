"""What a note says, by rules: how we met, who promised what by when, what they need."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from accord.features.engagement.queries import _phrases as words
from accord.features.engagement.queries._dates import Named, days_in
from accord.features.engagement.queries._phrases import Trigger
from accord.features.engagement.queries._plain import plain, sentences
from accord.features.engagement.states import Channel, Direction
from accord.features.promises.states import Side

MOST = 8  # promises, and needs, of one note
MOST_POINTS = 30
LENGTH = 300
POINT_LENGTH = 500
TEXT_LENGTH = 20_000  # what lies behind is kept, but not read


@dataclass(frozen=True)
class FoundPromise:
    """What one side said it would do; ``source`` is the sentence it stands in."""

    words: str
    side: str
    day: date | None
    clock: time | None
    source: str


@dataclass(frozen=True)
class FoundNeed:
    """What they need; ``source`` is the sentence it stands in, where there is one."""

    words: str
    source: str = ""


@dataclass(frozen=True)
class FoundPoint:
    """A line of a list in the note: one thing that was discussed; a question stays open."""

    words: str
    is_open: bool
    source: str


@dataclass(frozen=True)
class Reading:
    """``happened`` is a day that lies behind, when the note begins with one."""

    channel: str
    direction: str
    happened: date | None
    promises: tuple[FoundPromise, ...]
    needs: tuple[FoundNeed, ...]
    points: tuple[FoundPoint, ...] = ()


def read(text: str, *, today: date, names: Sequence[str] = ()) -> Reading:
    """Read a note written on ``today``; ``names`` are of people it may speak of."""
    text = text[:TEXT_LENGTH]
    folded = plain(text)
    spoken = [plain(name) for name in names]
    promises: list[FoundPromise] = []
    needs: list[FoundNeed] = []
    for sentence in sentences(text):
        if len(promises) < MOST:
            promises += _promises(sentence, today, spoken)
        if len(needs) < MOST:
            needs += _needs(sentence, spoken)
    channel = _channel(folded)
    return Reading(
        channel, _direction(folded, channel), _happened(text, today),
        tuple(dict.fromkeys(promises[:MOST])), tuple(dict.fromkeys(needs[:MOST])),
        tuple(_points(text)),
    )  # fmt: skip


_BULLET = re.compile(r"\s*(?:[-*•–·]|\d{1,2}[.)]|[一二三四五六七八九十]{1,3}、)\s*(?=\S)")
_QUESTION = re.compile(r"[?？]\s*$")


def _points(text: str) -> Iterator[FoundPoint]:
    """Give the lines of lists, where there are at least two of them."""
    listed = [line for line in text.splitlines() if _BULLET.match(line)]
    for line in listed[:MOST_POINTS] if len(listed) > 1 else []:
        words_ = _BULLET.sub("", line, count=1).strip()[:POINT_LENGTH]
        yield FoundPoint(words_, _QUESTION.search(words_) is not None, line.strip())


def _channel(folded: str) -> str:
    """Take the first way of meeting that is named."""
    met = [
        (found.start(), channel)
        for channel, pattern in words.CHANNELS
        if (found := pattern.search(folded))
    ]
    return min(met)[1] if met else ""


def _direction(folded: str, channel: str) -> str:
    if words.THEY_CAME.search(folded):
        return Direction.IN
    if channel in {"", Channel.MEETING, Channel.EVENT}:
        return Direction.BOTH
    return Direction.OUT


def _happened(text: str, today: date) -> date | None:
    first = next(iter(sentences(text)), "")
    return next((named.day for named in days_in(plain(first), today) if named.day < today), None)


def _met(folded: str, triggers: Sequence[Trigger]) -> list[tuple[re.Match[str], Trigger]]:
    """Find the verbs in order; of two that overlap, the one that says more counts."""
    found = [(match, trigger) for trigger in triggers for match in trigger.pattern.finditer(folded)]
    found.sort(key=lambda pair: (pair[0].start() - pair[0].end(), pair[0].start()))
    chosen: list[tuple[re.Match[str], Trigger]] = []
    for match, trigger in found:
        if all(match.end() <= m.start() or m.end() <= match.start() for m, _t in chosen):
            chosen.append((match, trigger))
    return sorted(chosen, key=lambda pair: pair[0].start())


def _side(trigger: Trigger, before: str) -> str:
    """Tell who speaks: by the verb, else by the last subject before it, else by how it begins."""
    if trigger.side:
        return trigger.side
    we, they = words.SUBJECTS[trigger.language]
    ours = [match.end() for match in we.finditer(before)]
    theirs = [match.end() for match in they.finditer(before)]
    if ours or theirs:
        side = Side.WE if max(ours, default=-1) > max(theirs, default=-1) else Side.THEY
    elif not before.strip() or words.OUR_START[trigger.language].match(before.strip()):
        side = Side.WE
    else:
        side = Side.THEY
    if words.PASSIVE.search(before):
        return Side.THEY if side == Side.WE else Side.WE
    return side


def _promises(sentence: str, today: date, names: Sequence[str]) -> Iterator[FoundPromise]:
    folded = plain(sentence)
    days = [named for named in days_in(folded, today) if named.day >= today]
    met = _apart(folded, _met(folded, words.PROMISES))
    begins = 0
    for place, (match, trigger) in enumerate(met):
        ends = met[place + 1][0].start() if place + 1 < len(met) else len(sentence)
        start = match.start() if trigger.is_kept else match.end()
        due = _due(days, start, ends) or _due(days, begins, match.start())
        if due is not None or not trigger.needs_day:
            said = _said(sentence, (begins, match.start(), start, ends), due, names)
            if trigger.is_kept and " " not in said:
                said = f"{cleaned(sentence[begins : match.start()], names)} {said.lower()}".strip()
            side = _side(trigger, folded[begins if place else 0 : match.start()])
            yield FoundPromise(
                said, side, due.day if due else None, due.clock if due else None, sentence
            )
        begins = due.end if due and due.end > match.end() else match.end()


def _apart(
    folded: str, met: list[tuple[re.Match[str], Trigger]]
) -> list[tuple[re.Match[str], Trigger]]:
    """Leave out a verb that only says what the one before it promised."""
    found: list[tuple[re.Match[str], Trigger]] = []
    for match, trigger in met:
        if trigger.needs_day and found:
            between = folded[found[-1][0].end() : match.start()]
            if not found[-1][1].needs_day and words.LINK.fullmatch(between):
                continue
        found.append((match, trigger))
    return found


def _due(days: Sequence[Named], start: int, end: int) -> Named | None:
    return next((named for named in days if start <= named.start < end), None)


def _said(
    sentence: str, places: tuple[int, int, int, int], due: Named | None, names: Sequence[str]
) -> str:
    """Give what was promised, without the date, the one it was promised to and the rest."""
    begins, verb, start, ends = places
    if due is not None and start <= due.start < ends:
        head = sentence[start : due.start]
        tail = sentence[due.end : ends]
        tail = "" if words.TAIL_ENDS.match(plain(tail)) else _until_cut(tail)
        said = cleaned(f"{_until_cut(head)} {tail}" if head.strip() else tail, names)
    else:
        said = cleaned(_until_cut(sentence[start:ends]), names)
    article = words.ARTICLE.match(plain(said))
    if article is not None:
        said = _capital(said[article.end() :])
    if len(said) > 1:
        return said
    earlier = sentence[due.end if due and due.end <= verb else begins : verb]
    said = cleaned(earlier, names)
    return said if len(said) > 1 else cleaned(sentence, ())


def _until_cut(part: str) -> str:
    cut = words.CUT.search(plain(part))
    return part[: cut.start()] if cut else part


def cleaned(part: str, names: Sequence[str]) -> str:
    """Strip what stands before and behind the words that count; begin with a capital."""
    part = re.sub(r"\s+", " ", part).strip()
    while True:
        folded = plain(part)
        found = words.LEADING.match(folded)
        taken = found.end() if found else _name_at_start(folded, names)
        if not taken:
            break
        part = part[taken:]
    while found := words.TRAILING.search(plain(part)):
        part = part[: found.start()]
    return _capital(part)[:LENGTH]


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:]


def _name_at_start(folded: str, names: Sequence[str]) -> int:
    """Tell how much of a beginning is a name, as it stands or with an ending hung on it."""
    start = 1 if folded.startswith("@") else 0
    for name in names:
        for said in (name, *name.split()):
            if said and folded.startswith(said, start):
                rest = folded[start + len(said) :]
                ending = re.match(r"[a-zа-яёęą]{0,3}(?= |$)", rest)
                if ending:
                    return start + len(said) + ending.end()
    return 0


def _needs(sentence: str, names: Sequence[str]) -> Iterator[FoundNeed]:
    folded = plain(sentence)
    met = _met(folded, words.NEEDS)
    firm = [trigger for trigger in words.PROMISES if not trigger.needs_day]
    others = [match.start() for match, _trigger in [*met, *_met(folded, firm)]]
    for match, trigger in met:
        if _side(trigger, folded[: match.start()]) == Side.WE:
            continue
        stop = min((place for place in others if place >= match.end()), default=len(sentence))
        said = cleaned(_until_cut(sentence[match.end() : stop]), names)
        if len(said) > 1:
            yield FoundNeed(said, sentence)
