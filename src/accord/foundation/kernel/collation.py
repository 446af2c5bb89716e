"""Keys that sort names as a language does, the same on every database and machine."""

from functools import cache

from accord.foundation.kernel.text import fold

# Where an alphabet differs from plain Latin order after folding.
_ALPHABETS = {
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuvwxyzźż",
}
LENGTH = 96


@cache
def _order(language: str) -> dict[int, str]:
    """Map each letter of an alphabet to two characters that sort in its order."""
    alphabet = _ALPHABETS.get(language, "")
    table: dict[int, str] = {}
    previous = ""
    rank = 0
    for letter in alphabet:
        plain = fold(letter)
        if language == "et":
            table[ord(letter)] = chr(ord("a") + rank // 26) + chr(ord("a") + rank % 26)
            rank += 1
        elif letter != plain and previous:
            table[ord(letter)] = plain + "~" * (1 + _accents_before(alphabet, letter, plain))
        previous = plain
    return table


def _accents_before(alphabet: str, letter: str, plain: str) -> int:
    earlier = alphabet[: alphabet.index(letter)]
    return sum(1 for other in earlier if other != plain and fold(other) == plain)


def sort_key(text: str, language: str) -> str:
    """Give a key whose byte order is the order of names in ``language``; at most 96 characters."""
    words = text.strip().lower()
    table = _order(language)
    if not table:
        key = _pinyin(words) if language.startswith("zh") else fold(words)
        return key[:LENGTH]
    out: list[str] = []
    for char in words:
        mapped = table.get(ord(char))
        if mapped:
            out.append(mapped)
        else:
            plain = fold(char)
            out.append("".join(table.get(ord(part), part) for part in plain))
    return "".join(out)[:LENGTH]


def _pinyin(text: str) -> str:
    if text.isascii():
        return text
    from pypinyin import lazy_pinyin

    return fold(
        " ".join(lazy_pinyin(text)) if any("\u3400" <= c <= "\u9fff" for c in text) else text
    )
