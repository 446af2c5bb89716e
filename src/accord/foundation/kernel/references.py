"""References: what people quote and addresses show (``S-1042``, ``P-0118``)."""

import re

WIDTH = 4
_SHAPE = re.compile(r"^([A-Z]{1,3})[-\u2010\u2011 ]?0*(\d{1,12})$")


def reference(prefix: str, number: int) -> str:
    """Write number 118 of kind ``P`` as ``P-0118``."""
    return f"{prefix}-{number:0{WIDTH}d}"


def parse(text: str) -> tuple[str, int] | None:
    """Read what a person typed: ``p0118``, ``P-118`` and ``P-0118`` are the same; else None."""
    found = _SHAPE.match(text.strip().upper())
    return (found[1], int(found[2])) if found else None
