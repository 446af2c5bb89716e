"""What somebody typed, as the index is asked for it."""

from dataclasses import dataclass, field
from typing import Final

from accord.foundation.kernel.references import parse, reference
from accord.foundation.search import codes
from accord.foundation.search.sources import sources
from accord.foundation.search.words import LAST, WHOLE, before, piece, pieces, whole, words

MOST_WORDS: Final = 8
LONGEST: Final = 200
Range = tuple[str, str]  # from a word, included, to before another


def exactly(token: str) -> Range:
    return token, token + "\x01"


def beginning(token: str) -> Range:
    return token, before(token)


@dataclass(frozen=True)
class Term:
    """One word of a question: where it may stand on a card, and how cards that have it are met.

    Each of ``ways`` alone leads to every card that has the word.
    """

    word: str
    likes: tuple[str, ...]
    ways: tuple[tuple[Range, ...], ...]

    @classmethod
    def of(cls, word: str) -> "Term":
        size = piece(word)
        if not size:
            return cls(word, (f"% {word}%",), ((beginning(word),),))
        if len(word) <= size:
            return cls(word, (f"%{word}%",), ((beginning(word),),))
        inner = [part for part in pieces(word) if len(part) == size]
        return cls(word, (f"%{word}%",), tuple((exactly(part),) for part in inner))


@dataclass(frozen=True)
class Question:
    """``codes`` are beginnings of addresses and numbers; ``refs`` what it may refer to."""

    text: str
    words: tuple[str, ...] = ()
    whole: str = ""
    codes: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    terms: tuple[Term, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not self.words


def understood(text: str) -> Question:
    """Read what somebody typed."""
    text = text[:LONGEST].strip()
    asked = words(text)[:MOST_WORDS]
    found = tuple(code for code in codes.looked_up(text) if code not in asked)
    terms = tuple(Term.of(word) for word in dict.fromkeys(asked))
    return Question(text, asked, whole(text), found, _references(text), terms)


def _references(text: str) -> tuple[str, ...]:
    prefixes = [source.prefix for source in sources if source.prefix]
    if text.isascii() and text.isdigit():
        return tuple(reference(prefix, int(text[:12])) for prefix in prefixes)
    found = parse(text)
    if found is None or found[0] not in prefixes:
        return ()
    return (reference(*found),)


__all__ = ["LAST", "WHOLE", "Question", "Range", "Term", "beginning", "exactly", "understood"]
