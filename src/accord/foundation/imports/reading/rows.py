"""What reading a file gives: rows, rows refused, remarks, or one refusal of the whole file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from accord.foundation.imports.reading.cards import Card
from accord.foundation.imports.reading.sentences import SENTENCES
from accord.foundation.kernel.errors import Refusal

Facts = Mapping[str, str | int]
_RAW_SHOWN = 500


def explain(code: str, facts: Facts, translate: Callable[[str], str] = str) -> str:
    """Say what a code means; hand over ``gettext`` to have it in the reader's language."""
    return translate(SENTENCES[code]).format(**facts)


@dataclass(frozen=True)
class Remark:
    """Something people should know about a file or a row that was read all the same."""

    code: str
    facts: Facts = field(default_factory=dict)

    @property
    def message(self) -> str:
        return explain(self.code, self.facts)


@dataclass(frozen=True)
class Row:
    """One record; ``number`` is its first line in the file, or its row in the sheet, from 1.

    ``card`` is there for vCards only, whose ``cells`` are a flat choice of what the card says.
    """

    number: int
    cells: tuple[str, ...]
    problems: tuple[Remark, ...] = ()
    card: Card | None = None


@dataclass(frozen=True)
class Refused:
    """One record that could not be read; the stream goes on behind it."""

    number: int
    code: str
    facts: Facts = field(default_factory=dict)
    raw: str = ""

    @property
    def message(self) -> str:
        return explain(self.code, self.facts)


class Unreadable(Refusal):
    """A whole file can't be read; ``code`` is stable, the message is for the person who gave it."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(explain(code, facts))
        self.code = code
        self.facts: Facts = facts


def excerpt(raw: str) -> str:
    """Cut and clean raw text so that it can be stored and shown beside a refusal."""
    cut = raw[:_RAW_SHOWN] + ("…" if len(raw) > _RAW_SHOWN else "")
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in cut).replace(
        "\x00", "\ufffd"
    )
