"""What follows from the code, and the list of decisions: documentation that `make docs` writes.

python -m tools.docs          write them
python -m tools.docs check    fail where they no longer say what the code says
"""

import importlib
import inspect
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
WORDED_ANEW = (3, 13)  # argparse lays out its help in another way from there on
NOTE = "<!-- Written by `make docs` from the code; change it there. -->\n\n"


def prepare() -> None:
    os.environ["COLUMNS"] = "88"  # how wide argparse writes
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")
    from accord.sqlite import use_sound_sqlite

    use_sound_sqlite()
    import django

    django.setup()


def modules(kind: str) -> Iterator[ModuleType]:
    """All modules of one kind, `policies` say, from the lowest storey up."""
    for floor in ("foundation", "features", "overview"):
        folder = ROOT / "src" / "accord" / floor
        found = {*folder.glob(f"*/{kind}.py"), *folder.glob(f"*/{kind}/__init__.py")}
        for path in sorted(found):
            room = path.relative_to(folder).parts[0]
            yield importlib.import_module(f"accord.{floor}.{room}.{kind}")


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def commands() -> str:
    from accord.config.commands import CODES, COMMANDS, parser_of

    out = ["# Commands\n\n", NOTE, f"{CODES[0].upper()}{CODES[1:]}.\n"]
    for name, words in COMMANDS.items():
        module = {"import": "import_", "django": "django_"}.get(name, name)
        parser = parser_of(name, importlib.import_module(f"accord.config.commands.{module}"))
        text = parser.format_help().removesuffix(f"{CODES}\n").rstrip()
        out.append(f"\n## accord {name}: {words}\n\n```text\n{text}\n```\n")
    return "".join(out)


def rules() -> str:
    from accord.foundation.kernel.roles import Role
    from accord.foundation.kernel.rules import Rule

    rows = []
    for module in modules("policies"):
        for rule in vars(module).values():
            if isinstance(rule, Rule):
                named = ", ".join(role.value for role in Role if role in rule.roles)
                roles = "all" if rule.roles == frozenset(Role) else named
                more = "yes" if rule.also else ""
                rows.append((f"`{rule.name}`", roles, more))
    heads = ("rule", "roles that may", "further condition")
    return f"# Rules\n\n{NOTE}{table(heads, list(dict.fromkeys(rows)))}"


def events() -> str:
    from accord.foundation.kernel.events import Event

    rows = []
    for module in modules("events"):
        for event in vars(module).values():
            if inspect.isclass(event) and issubclass(event, Event) and "name" in vars(event):
                given = ", ".join(f"`{part.name}`" for part in fields(event))
                rows.append((f"`{event.name}`", given))
    return f"# Events\n\n{NOTE}{table(('event', 'what it carries'), list(dict.fromkeys(rows)))}"


def states() -> str:
    from django.db.models import TextChoices
    from django.utils.translation import override

    out = [f"# States\n\n{NOTE}"]
    with override("en"):
        for module in modules("states"):
            app = module.__name__.split(".")[2]
            for name, choices in vars(module).items():
                if inspect.isclass(choices) and issubclass(choices, TextChoices) and len(choices):
                    rows = [(f"`{value}`", str(label)) for value, label in choices.choices]
                    out.append(f"## {app}: {name}\n\n{table(('state', 'on screen'), rows)}\n")
            out += moves(app, getattr(module, "MOVES", None))
    return "".join(out).rstrip("\n") + "\n"


def moves(app: str, known: Any) -> list[str]:
    if not isinstance(known, dict):
        return []
    rows = [
        (f"`{old}`", ", ".join(f"`{new}`" for new in sorted(news))) for old, news in known.items()
    ]
    return [f"## {app}: what may follow\n\n{table(('from', 'to'), rows)}\n"]


def decisions() -> str:
    """List the decisions by their headings, the first first."""
    rows = []
    for path in sorted((DOCS / "adr").glob("0*.md")):
        number, _dot, title = (
            path.read_text("utf-8").partition("\n")[0].lstrip("# ").partition(". ")
        )
        rows.append((number, f"[{title}]({path.name})"))
    return f"# Decisions\n\n{NOTE}{table(('number', 'what was decided, and why'), rows)}"


PAGES = {
    "reference/commands.md": commands, "reference/rules.md": rules,
    "reference/events.md": events, "reference/states.md": states, "adr/README.md": decisions,
}  # fmt: skip


def main() -> int:
    if sys.argv[1:] not in ([], ["check"]):
        sys.exit(__doc__)
    prepare()
    stale = []
    for name, write in PAGES.items():
        if write is commands and sys.version_info >= WORDED_ANEW:
            continue
        path, text = DOCS / name, write()
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if not sys.argv[1:]:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    if stale and sys.argv[1:]:
        print(f"out of date, run `make docs`: {', '.join(stale)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
