"""Letters on paper: one file for all of them, to be printed, folded and posted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import translation

from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, papers

SHEET = Path(__file__).parent / "data" / "letter.typ"
_SIGNED = re.compile(r"\n-- \n")


@dataclass(frozen=True)
class Page:
    """One letter: to whom, at which postal address, in which language."""

    name: str
    address: str
    subject: str
    text: str
    language: str


def paper(pages: Sequence[Page], *, ref: str, at: datetime) -> bytes:
    """Set letters for window envelopes, each beginning on a page of its own."""
    letters = []
    for page in pages:
        with translation.override(page.language):
            day = formats.long_date(at)
        letters.append({
            "address": lines_of(page.name, page.address), "subject": visible(page.subject),
            "text": visible(_SIGNED.sub("\n\n", page.text)).strip(), "day": day,
            "language": page.language.partition("-")[0],
        })  # fmt: skip
    words = {"organisation": settings.ORGANISATION, "ref": ref, "letters": letters}
    return papers.pdf(SHEET, words, at=at)


def lines_of(name: str, address: str) -> list[str]:
    """Give the lines in the window: the name, and the address as it was kept or at its commas."""
    parts = address.splitlines() if "\n" in address.strip() else address.split(",")
    return [visible(line.strip()) for line in [name, *parts] if line.strip()][:6]
