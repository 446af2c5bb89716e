"""What a cell looks like, whatever its column is called."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from accord.foundation.imports.reading import dates

KINDS = ("blank", "number", "date", "mail", "web", "phone", "yes-no", "lei", "country", "text")
_LONGEST = 300
_NUMBER = re.compile(
    r"[+-]?(?:\d+|\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+)(?:[.,]\d+)?(?:[eE][+-]?\d{1,3})?\s?%?"
)
_MAIL = re.compile(r"(?:mailto:)?[^\s@<>,;]{1,64}@[^\s@<>,;.]{1,63}(?:\.[^\s@<>,;.]{1,63}){1,9}")
_WEB = re.compile(r"(?:https?://|ftp://|www\.)[^\s]{3,}", re.IGNORECASE)
_PHONE = re.compile(
    r"(?:tel:)?(?:\+|00)?[\d(][\d\s()./\-\u00a0]{4,28}\d(?:\s?(?:ext|x|#)\.?\s?\d{1,6})?"
)
_LEI = re.compile(r"(?=.*[A-Z])[A-Z0-9]{18}\d\d")
_YES = "yes y true t tak jah да 是 ja oui"
_NO = "no n false f nie ei нет 否 nein non"
_YES_NO = frozenset((*_YES.split(), *_NO.split()))
_SEVEN_DIGITS = 7


def kind_of(cell: str) -> str:
    """Name the kind of one cell, the narrowest that fits."""
    text = cell.strip()
    if not text:
        return "blank"
    return "text" if len(text) > _LONGEST else _kind_of_short(text)


@lru_cache(maxsize=16_384)
def _kind_of_short(text: str) -> str:
    if dates.looks_like_date(text):
        return "date"
    return "lei" if _LEI.fullmatch(text) else _by_pattern(text)


def _by_pattern(text: str) -> str:
    if "@" in text and _MAIL.fullmatch(text):
        return "mail"
    if _NUMBER.fullmatch(text) and not _is_dialled(text):
        return "number"
    if _PHONE.fullmatch(text) and sum(map(str.isdigit, text)) >= _SEVEN_DIGITS:
        return "phone"
    if _WEB.fullmatch(text):
        return "web"
    if text.lower() in _YES_NO:
        return "yes-no"
    return "country" if text in _countries() else "text"


def _is_dialled(text: str) -> bool:
    """Tell a telephone number from an amount: a plus or two zeros before many digits."""
    digits = text.removeprefix("+").removeprefix("00")
    return digits != text and digits.isdigit() and len(digits) >= _SEVEN_DIGITS


def prevailing(cells: Iterable[str], share: float = 0.8) -> str:
    """Name the kind that at least ``share`` of the cells with something in them have."""
    kinds = Counter(kind_of(cell) for cell in cells)
    del kinds["blank"]
    if not kinds:
        return "blank"
    kind, count = kinds.most_common(1)[0]
    return kind if count >= share * kinds.total() else "text"


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """Two-letter country codes as the locale database has them, without its regions."""
    from babel import Locale

    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha())  # noqa: PLR2004
