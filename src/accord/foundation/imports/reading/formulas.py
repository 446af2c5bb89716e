"""Cells that a spreadsheet would take for a formula: neutralised on export, restored on import.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end - also in full width, also
behind spaces or characters that nobody sees - is given an apostrophe in front. So is a cell that
begins with such an apostrophe itself, so that ``restore(neutralise(cell)) == cell`` for every text.

Left as they are: plain numbers (``-5``, ``+1,5 %``) and telephone numbers of digits and spaces
(``+372 5551234``). They hold nothing that can be called or referred to, and whoever reads the file
by program wants them unadorned. A number with hyphens or brackets (``+1-418-656``) does get the
apostrophe: a spreadsheet would calculate it.

An apostrophe in a file of somebody else is theirs and stays. A file is ours when one of its
columns is called ``accord-export``, which exports add as their last one, empty; unlike a property
of the file it survives being opened and saved again.
"""

import re
import unicodedata
from collections.abc import Sequence

MARK = "accord-export"
_GUARD = "'"
_SIGNS = frozenset("=+-@\t\r\n")
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:[.,]\d{1,30})?\s?%?")
_DIALLED = re.compile(r"\+\d{1,20}(?: \d{1,20}){0,9}")


def neutralise(cell: str) -> str:
    """Make a cell harmless for programs that calculate; give any other back as it is."""
    return _GUARD + cell if is_risky(cell) or _is_guarded(cell) else cell


def restore(cell: str) -> str:
    """Take off what ``neutralise`` put in front, in a file that is known to be ours."""
    return cell[1:] if _is_guarded(cell) else cell


def is_risky(cell: str) -> bool:
    """Tell whether a spreadsheet might evaluate ``cell``."""
    if not cell or (cell[0].isalnum() and cell[0].isascii()):
        return False
    return _begins_formula(cell) and not _NUMBER.fullmatch(cell) and not _DIALLED.fullmatch(cell)


def _is_guarded(cell: str) -> bool:
    unguarded = cell.lstrip(_GUARD)
    return len(unguarded) < len(cell) and is_risky(unguarded)


def _begins_formula(cell: str) -> bool:
    for char in cell:
        if char in _SIGNS or unicodedata.normalize("NFKC", char)[:1] in _SIGNS:
            return True
        if not (char.isspace() or unicodedata.category(char) in {"Cc", "Cf", "Zs", "Mn"}):
            return False
    return False


def is_ours(header: Sequence[str]) -> bool:
    """Tell whether a table was exported by us, so that its cells are to be restored."""
    return MARK in header
