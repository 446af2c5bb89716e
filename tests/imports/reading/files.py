"""Small files made on the spot, and a way to read one whole."""

import io
from dataclasses import dataclass

from accord.foundation.imports.reading import tables
from accord.foundation.imports.reading.detection import Choices, Detection, Limits
from accord.foundation.imports.reading.rows import Refused, Row


@dataclass
class Whole:
    detection: Detection
    header: tuple[str, ...]
    rows: list[Row]
    refused: list[Refused]

    @property
    def cells(self):
        return [row.cells for row in self.rows]

    @property
    def warnings(self):
        return [warning.code for warning in self.detection.warnings]


def read(source, *, limits=None, detection=None, **chosen) -> Whole:
    """Detect and read bytes, a path or a stream; ``chosen`` are a person's choices."""
    limits = limits or Limits()
    opened = io.BytesIO(source) if isinstance(source, bytes) else source
    found = detection or tables.detect(opened, Choices(**chosen), limits=limits)
    with tables.read(opened, found, limits=limits) as table:
        everything = list(table)
    return Whole(
        table.detection,
        table.header,
        [each for each in everything if isinstance(each, Row)],
        [each for each in everything if isinstance(each, Refused)],
    )


def code_of(refusal) -> tuple[str, bool]:
    """The stable code, and whether a sentence for people came with it."""
    return refusal.value.code, len(str(refusal.value)) > 10
