"""Words for people in five languages: `extract` them, `check` the translations, `compile` them.

`extract` finds every string in Python, Jinja2 and JavaScript and brings the catalogues in
src/accord/locale up to date, `check` fails where a language lacks a word, `compile`
makes the files that a running Accord reads. Needs no GNU gettext.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "accord"
LANGUAGES = {"pl": "Polish", "et": "Estonian", "ru": "Russian", "zh_Hans": "Simplified Chinese"}
METHODS = [
    ("**/static/vendor/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**/jinja2/**.html", "jinja2"),
    ("**/jinja2/**.txt", "jinja2"),
    ("**/static/**.js", "javascript"),
]
OPTIONS = {
    "**/jinja2/**": {
        "extensions": "jinja2.ext.i18n,jinja2.ext.do,jinja2.ext.loopcontrols",
        "trimmed": "true",
        "silent": "false",
    }
}
LAZY = {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
CHANGING = re.compile(
    rb'^"(Project-Id-Version|POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|'
    rb"Language-Team|Report-Msgid-Bugs-To):.*\n",
    re.MULTILINE,
)


def path_of(language: str) -> Path:
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


Found = tuple[str, int, str | tuple[str, ...], list[str], str | None]


def sources() -> Iterator[Found]:
    """Each string where the sources use it: file, line, words, comments, context."""
    options = {pattern: OPTIONS["**/jinja2/**"] for pattern, how in METHODS if how == "jinja2"}
    found = extract_from_dir(
        str(SOURCE), METHODS, options, {**DEFAULT_KEYWORDS, **LAZY}, ("Translators:",)
    )
    said = extract_from_dir(str(SOURCE), [("**.py", "python")], {}, {"say": None})
    yield from chain(found, said)


def template(found: Iterable[Found]) -> Catalog:
    """Every string of the sources once, each with the files that use it."""
    catalog = Catalog(project="Accord", charset="utf-8")
    for name, line, words, comments, context in found:
        place = [(f"src/accord/{Path(name).as_posix()}", line)]
        catalog.add(words, None, place, auto_comments=comments, context=context)
    return catalog


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def write(language: str, catalog: Catalog) -> None:
    catalog.header_comment = (
        f"# Accord in {LANGUAGES[language]}.\n# One word per thing: docs/use/words.md"
    )
    catalog.fuzzy = False
    buffer = io.BytesIO()
    write_po(
        buffer, catalog, width=100, sort_by_file=True, ignore_obsolete=True, include_lineno=False
    )
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(CHANGING.sub(b"", buffer.getvalue()))


def extract() -> int:
    found = template(sources())
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(found, no_fuzzy_matching=True)
        write(language, catalog)
    print(f"{len(found)} messages in {len(LANGUAGES)} languages beside English")
    return 0


def compile_all() -> int:
    for language in LANGUAGES:
        if path_of(language).exists():
            with path_of(language).with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))
    return 0


# --- checking -------------------------------------------------------------------------------------


def strings(message: Message, *, of: str) -> tuple[str, ...]:
    words = message.id if of == "id" else message.string
    return tuple(words) if isinstance(words, (list, tuple)) else (words or "",)


def fault(wanted: Message, given: Message | None, plurals: int) -> str | None:
    """What is wrong with one translation, if anything."""
    if given is None or not all(strings(given, of="string")):
        return "not translated"
    if given.fuzzy:
        return "marked as fuzzy"
    if wanted.pluralizable and len(strings(given, of="string")) != plurals:
        return f"needs {plurals} plural forms"
    allowed = {mark for text in strings(wanted, of="id") for mark in PLACEHOLDER.findall(text)}
    for text in strings(given, of="string"):
        marks = set(PLACEHOLDER.findall(text))
        if marks - allowed or (not wanted.pluralizable and marks != allowed):
            return f"placeholders differ: {sorted(marks ^ allowed)}"
    return None


def faults(language: str, found: Catalog) -> Iterator[str]:
    catalog = read(language)
    for message in found:
        if not message.id:
            continue
        given = catalog.get(message.id, message.context)
        wrong = fault(message, given, catalog.num_plurals)
        if wrong:
            yield f"{wrong}: {strings(message, of='id')[0]!r} ({message.locations[0][0]})"
    for message in catalog:
        if message.id and found.get(message.id, message.context) is None:
            yield f"no longer used: {strings(message, of='id')[0]!r}"


def mixed(found: Iterable[Found]) -> Iterator[str]:
    """Words used alone that are one form of a count elsewhere: they would show its placeholder."""
    alone, counted = {}, set()
    for name, line, words, _comments, context in found:
        if isinstance(words, str):
            alone[words, context] = f"{name}:{line}"
        elif PLACEHOLDER.findall(words[0]) != PLACEHOLDER.findall(words[1]):
            counted.add((words[0], context))
    for key in sorted(counted & alone.keys(), key=str):
        yield f"with a count elsewhere, give it a context: {key[0]!r} ({alone[key]})"


def check(shown: int = 10) -> int:
    strings_found = list(sources())
    found = template(strings_found)
    wrong = list(mixed(strings_found))
    bad = len(wrong)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    for language, name in LANGUAGES.items():
        wrong = list(faults(language, found))
        bad += len(wrong)
        print(f"{name}: {len(found)} messages, {len(wrong)} faults")
        for line in wrong[:shown]:
            print(f"  {line}")
        if len(wrong) > shown:
            print(f"  … and {len(wrong) - shown} more")
    if bad:
        print(f"\n`make messages` collects what is new; translate in {SOURCE.name}/locale/*/*/*.po")
    return 1 if bad else 0


def main() -> int:
    commands = {"extract": extract, "compile": compile_all, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:  # noqa: PLR2004 -- one word
        sys.exit(__doc__)
    return commands[sys.argv[1]]()


if __name__ == "__main__":
    sys.exit(main())
