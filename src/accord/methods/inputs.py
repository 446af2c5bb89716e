"""What methods accept: each check gives back the value in its clean form or refuses it."""

import math
from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from accord.methods.errors import FutureDated, OutOfRange, UnknownWord

LOWEST_SCORE: Final = 1
HIGHEST_SCORE: Final = 5


def number(name: str, given: object, lowest: float = -math.inf, highest: float = math.inf) -> float:
    """Accept a finite number from `lowest` to `highest`. A truth value is none."""
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        raise OutOfRange(f"{name} must be a finite number, not {given!r}")
    if not lowest <= given <= highest:
        raise OutOfRange(f"{name} must lie between {lowest:g} and {highest:g}, not {given!r}")
    return float(given)


def positive(name: str, given: object, highest: float = math.inf) -> float:
    """Accept a finite number above 0, up to `highest`."""
    if number(name, given, highest=highest) <= 0:
        raise OutOfRange(f"{name} must be above 0, not {given!r}")
    return number(name, given)


def score(name: str, given: object) -> float:
    """Accept a score from 1 to 5; halves occur because medians of scores are scores."""
    return number(name, given, LOWEST_SCORE, HIGHEST_SCORE)


def count(name: str, given: object) -> int:
    """Accept a whole number from 0 up."""
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise OutOfRange(f"{name} must be a whole number from 0 up, not {given!r}")
    return given


def age(name: str, given: object) -> float:
    """Accept an age in days; below 0 would be the future."""
    days = number(name, given)
    if days < 0:
        raise FutureDated(f"{name} is dated in the future: its age is {given!r} days")
    return days


def yes_or_no(name: str, given: object) -> bool:
    """Accept true and false, also written 1 and 0."""
    if given not in (0, 1):
        raise OutOfRange(f"{name} must be true or false, not {given!r}")
    return bool(given)


def word(name: str, given: object, allowed: Collection[str]) -> str:
    """Accept one of the allowed words."""
    if not isinstance(given, str) or given not in allowed:
        raise UnknownWord(f"{name} must be one of {', '.join(sorted(allowed))}, not {given!r}")
    return given


def day(name: str, given: object) -> date:
    """Accept a calendar day, also as `YYYY-MM-DD`. A moment is no day."""
    if isinstance(given, str):
        try:
            return date.fromisoformat(given)
        except ValueError as error:
            raise OutOfRange(f"{name} is no day: {given!r}") from error
    if not isinstance(given, date) or isinstance(given, datetime):
        raise OutOfRange(f"{name} is no day: {given!r}")
    return given
