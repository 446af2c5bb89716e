"""Bytes that an encoding can't read are marked in the text instead of being lost or refused."""

import codecs
import re

MARKING = "accord-marking"
_FIRST = 0xDC00
_MARK = re.compile("[\ud800-\udfff]")


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return "".join(chr(_FIRST + byte) for byte in broken), error.end


codecs.register_error(MARKING, _mark)


# Such marks for bytes beyond ASCII are those that the handler "surrogateescape" turns into bytes.


def is_marked(text: str) -> bool:
    """Tell whether some bytes of ``text`` could not be decoded."""
    return not text.isascii() and _MARK.search(text) is not None
