"""What is new in a reply, what it repeats, what it is signed with.

Told by how replies look in any language: nothing is left out, only named for what it is.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

MOST_LINES = 20_000
MOST_LOOKED = 40
_QUOTED = re.compile(r"^\s{0,3}>")
_RULE = re.compile(r"^\s*(?:[-_=*—–]{5,}|-{2,}[^-]{1,60}-{2,}|_{5,}.*)\s*$")
_LABEL = re.compile(r"^[\s*|]*([^\W\d_][^:：<>@]{0,28}?)\s*\*?\s*[:：]\s*\*?(?=\s|\S)(.*)$")
_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}\.[\w.-]{1,100}")
_TIME = re.compile(r"(?<!\d)\d{1,2}[:.h]\u200e?\d{2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_DAY = re.compile(r"(?<!\d)\d{1,2}[-/. ]\w{1,10}[-/. ]\d{2,4}(?!\d)")
_SENT_FROM = re.compile(
    r"^(?:sent (?:from|via|with|using)|get outlook|wysłan[eo] |saadetud |отправлено (?:с|из|от) |"
    r"发自|從我的|发送自|von meinem |gesendet |envoyé d|enviado d|lähetetty )",
    re.IGNORECASE,
)
# Names of the lines over a quoted message, in the languages that people here write.
_NAMES = frozenset((
    "from", "sent", "to", "subject", "cc", "date", "reply-to",
    "od", "wysłano", "do", "temat", "data", "dw",
    "saatja", "saadetud", "kellele", "teema", "kuupäev", "adressaat", "koopia",
    "от", "отправлено", "кому", "тема", "дата", "копия",
    "发件人", "发送时间", "收件人", "主题", "抄送", "日期", "寄件者", "收件者", "主旨",
    "von", "gesendet", "an", "betreff", "datum", "de", "envoyé", "à", "objet",
    "enviado", "para", "asunto", "fecha", "lähettäjä", "lähetetty", "aihe",
    "nuo", "išsiųsta", "kam", "tēma", "no", "nosūtīts",
))  # fmt: skip
_MOST_WORDS = 8


class Kind(StrEnum):
    NEW = "new"
    QUOTED = "quoted"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


def pieces(text: str) -> tuple[Piece, ...]:
    """Take a text apart; joined by line breaks the pieces are the text again."""
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], "\n".join(lines[MOST_LINES:])]
    kinds = [Kind.QUOTED if _QUOTED.match(line) else Kind.NEW for line in lines]
    _fold_copies(lines, kinds)
    _fold_attributions(lines, kinds)
    _fold_gaps(lines, kinds)
    _fold_signatures(lines, kinds)
    found: list[Piece] = []
    begins = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or kinds[place] != kinds[begins]:
            found.append(Piece(kinds[begins], "\n".join(lines[begins:place])))
            begins = place
    return tuple(found)


def new_text(text: str) -> str:
    """Give only what is new in a text."""
    said = [piece.text.strip() for piece in pieces(text) if piece.kind == Kind.NEW]
    return "\n\n".join(part for part in said if part)


def _has_date(words: str) -> bool:
    return bool(_YEAR.search(words) or _TIME.search(words) or _SHORT_DAY.search(words))


def _fold_copies(lines: list[str], kinds: list[Kind]) -> None:
    """Fold from where a copy of a message begins: its lines of names, and the rule above them."""
    for place, line in enumerate(lines):
        if kinds[place] == Kind.NEW and _LABEL.match(line) and _is_copy(lines[place : place + 12]):
            begins = place
            while begins and not lines[begins - 1].strip():
                begins -= 1
            if begins and _RULE.match(lines[begins - 1]):
                begins -= 1
            else:
                begins = place
            kinds[begins:] = [Kind.QUOTED] * (len(lines) - begins)
            return
        if kinds[place] == Kind.NEW and _opens_whole(lines, place):
            kinds[place:] = [Kind.QUOTED] * (len(lines) - place)
            return


def _is_copy(lines: list[str]) -> bool:
    """Two lines of names at once: known ones, or any with a date and an address between them."""
    names: list[str] = []
    values = ""
    for line in lines:
        found = _LABEL.match(line)
        if found is None:
            if not line.strip() or not line.startswith((" ", "\t")):
                break
            values += line
            continue
        names.append(found[1].strip(" *").lower())
        values += f" {found[2]}"
    if len(names) < 2:  # noqa: PLR2004 -- one line of a name is a line as any other
        return False
    known = sum(name in _NAMES for name in names)
    if known >= 2:  # noqa: PLR2004 -- two known names are no coincidence
        return known > 2 or _has_date(values) or bool(_ADDRESS.search(values))  # noqa: PLR2004
    return bool(_ADDRESS.search(values)) and bool(_YEAR.search(values) and _TIME.search(values))


def _opens_whole(lines: list[str], place: int) -> bool:
    """Who wrote when, with a colon, above what bears no marks: all below it is theirs."""
    words = lines[place].rstrip()
    if not words.endswith((":", "：")):
        return False
    if any(_QUOTED.match(line) for line in lines[place + 1 : place + 6]):
        return False
    return bool(_YEAR.search(words) and _TIME.search(words) and _ADDRESS.search(words))


def _fold_attributions(lines: list[str], kinds: list[Kind]) -> None:
    """Fold who wrote when with the marked lines that it stands above."""
    for place in range(1, len(lines)):
        if kinds[place] != Kind.QUOTED or kinds[place - 1] != Kind.NEW:
            continue
        last = place - 1
        while last >= 0 and place - last <= 6 and not lines[last].strip():  # noqa: PLR2004
            last -= 1
        begins = _attribution(lines, kinds, last)
        if begins is not None:
            kinds[begins:place] = [Kind.QUOTED] * (place - begins)


def _attribution(lines: list[str], kinds: list[Kind], last: int) -> int | None:
    if last < 0 or kinds[last] != Kind.NEW or not lines[last].rstrip().endswith((":", "：")):
        return None
    words = ""
    for begins in range(last, max(-1, last - 4), -1):
        if not lines[begins].strip() or kinds[begins] != Kind.NEW:
            return None
        words = f"{lines[begins]} {words}"
        if _has_date(words):
            return begins
        if _ADDRESS.search(words) and begins == last and len(words) < 120:  # noqa: PLR2004
            above = lines[begins - 1] if begins else ""
            if not _has_date(above):
                return begins
    return None


def _fold_gaps(lines: list[str], kinds: list[Kind]) -> None:
    """Empty lines between two quoted ones belong to them."""
    begins = -1
    for place, kind in enumerate(kinds):
        if kind == Kind.QUOTED:
            if (
                begins >= 0
                and place - begins > 1
                and not any(line.strip() for line in lines[begins + 1 : place])
            ):
                kinds[begins:place] = [Kind.QUOTED] * (place - begins)
            begins = place


def _fold_signatures(lines: list[str], kinds: list[Kind]) -> None:
    """From the mark of a signature to what is quoted next; and the line that a device adds."""
    ends = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        if kinds[place] == Kind.QUOTED:
            ends = place
        elif kinds[place] == Kind.NEW and _begins_signature(
            lines[place], lines[place + 1 : min(ends, place + MOST_LOOKED)]
        ):
            kinds[place:ends] = [Kind.SIGNATURE] * (ends - place)


def _begins_signature(line: str, rest: list[str]) -> bool:
    below = [each for each in rest if each.strip()]
    if line.rstrip() in {"--", "—"} and below:
        return len(below) <= 15  # noqa: PLR2004 -- no signature is longer
    if re.match(r"^_{20,}\s*$", line):
        return 0 < len(below) <= 6  # noqa: PLR2004 -- what mailing lists add
    said = line.strip()
    return (
        not below
        and bool(_SENT_FROM.match(said))
        and len(said.split()) <= _MOST_WORDS
        and not said.endswith(".")
        and "," not in said
    )
