"""White space of templates: `check` names files that are not in form, `fix` puts them right.

No tabs, no space at the end of a line, no two empty lines, one line end at the end of the file.
Nothing inside a line is touched: djlint's own formatter opens macros that draw inline elements
into several lines, and a space between two inline elements is something that people see.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("jinja2", "templates")


def files() -> list[Path]:
    found = (ROOT / "src").rglob("*.html")
    return sorted(path for path in found if set(path.parts).intersection(FOLDERS))


def in_form(text: str) -> str:
    lines = [line.expandtabs(4).rstrip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def main() -> int:
    if sys.argv[1:] not in (["check"], ["fix"]):
        sys.exit(__doc__)
    wrong = [path for path in files() if in_form(text := path.read_text("utf-8")) != text]
    for path in wrong:
        print(path.relative_to(ROOT))
        if sys.argv[1] == "fix":
            path.write_text(in_form(path.read_text("utf-8")), "utf-8")
    return 1 if wrong and sys.argv[1] == "check" else 0


if __name__ == "__main__":
    sys.exit(main())
