"""Whether an English text reads as if something went wrong, by words that were seen in it.

It answers that one question or says nothing: to other languages, to little text, and wherever the
words do not clearly outweigh each other. It is a suggestion to a reader, kept nowhere.
"""

import re
from dataclasses import dataclass
from typing import Final

METHOD: Final = "tone words 1.0"
LEAST_WORDS: Final = 12
LEAST_BAD: Final = 2
ENGLISH_SHARE: Final = 0.15
REACH: Final = 3  # words before one that may turn it round


def _these(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMMON = _these(
    "the and of to in is was are were that it for on with he she they we you have has had not but "
    "this be at by from as an our their his her"
)
_NOT = _these("not no never without nobody nothing isn't wasn't don't didn't hardly")
_BAD = _these(
    "angry anger annoyed upset furious disappointed frustrated worried worry afraid unhappy "
    "complained complaint complains complaints unfair broken broke late delay delayed failed "
    "failure fails wrong worse worst terrible awful bad poor ignored refuse refused refuses "
    "threatened threatens lost damage damaged harm harmed dangerous unacceptable insulted rude "
    "shouted distrust mistrust betrayed useless hopeless impossible"
)
_GOOD = _these(
    "glad happy pleased satisfied grateful thanks thanked thank good great excellent better best "
    "helpful friendly agreed agrees solved resolved relieved welcome welcomed support supports "
    "appreciated appreciates kind fair calm calmer success successful"
)


@dataclass(frozen=True)
class Tone:
    """That a text reads as if something went wrong, and the words that led to it."""

    words: tuple[str, ...]


def tone_of(text: str) -> Tone | None:
    """Give what the text reads like; None where nothing should be said of it."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    if len(words) < LEAST_WORDS or not _is_english(words):
        return None
    bad = _found(words, _BAD)
    good = _found(words, _GOOD)
    turned = [word for word, is_turned in good if is_turned]
    against = [word for word, is_turned in bad if not is_turned]
    kept = [word for word, is_turned in good if not is_turned]
    told = tuple(dict.fromkeys([*against, *(f"not {word}" for word in turned)]))
    if len(told) < LEAST_BAD or len(told) <= 2 * len(set(kept)):
        return None
    return Tone(told)


def _is_english(words: list[str]) -> bool:
    return sum(word in _COMMON for word in words) >= ENGLISH_SHARE * len(words)


def _found(words: list[str], known: frozenset[str]) -> list[tuple[str, bool]]:
    """Give the known words, each with whether one shortly before it turns it round."""
    return [
        (word, not _NOT.isdisjoint(words[max(place - REACH, 0) : place]))
        for place, word in enumerate(words)
        if word in known
    ]
