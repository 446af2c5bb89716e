"""What is typed exactly and found by its beginning or its end: addresses, telephone numbers."""

import re

from accord.foundation.kernel.text import fold

LONGEST = 60
END = "<"  # marks a number written backwards, found by its last digits
_DIGITS = re.compile(r"\D+")
_SPACE = re.compile(r"\s+")
_RESERVED = str.maketrans("", "", "|\\%\"'\x00")
_SHORTEST_NUMBER = 5
_PHONE = re.compile(r"[+0-9 ()./-]+")


def of_mail(address: str) -> tuple[str, ...]:
    """Give what a mail address is found by: itself and its domain."""
    whole = _clean(address)
    _local, _at, domain = whole.rpartition("@")
    return (whole, f"@{domain}") if domain else (whole,)


def of_phone(number: str) -> tuple[str, ...]:
    """Give what a telephone number is found by: its first digits or its last ones."""
    digits = digits_of(number)
    if len(digits) < _SHORTEST_NUMBER:
        return ()
    return digits, END + digits[::-1]


def of_number(value: str) -> tuple[str, ...]:
    """Give what a number of a register is found by, with and without what parts it."""
    whole = _clean(value)
    bare = whole if whole.isalnum() else "".join(char for char in whole if char.isalnum())
    return tuple(dict.fromkeys(code for code in (whole, bare) if code))


def digits_of(text: str) -> str:
    return _DIGITS.sub("", text)[:LONGEST]


def looked_up(text: str) -> list[str]:
    """Give the beginnings of codes that ``text`` may mean, none when it does not look like one."""
    if "@" in text:
        return [_clean(text)]
    if any(char.isdigit() for char in text):
        found = [*of_number(text)]
        digits = digits_of(text).lstrip("0")
        if _PHONE.fullmatch(text.strip()) and len(digits) >= _SHORTEST_NUMBER:
            found += [digits, END + digits[::-1]]
        return list(dict.fromkeys(found))
    return []


def _clean(text: str) -> str:
    return _SPACE.sub("", fold(text)).translate(_RESERVED)[:LONGEST]
