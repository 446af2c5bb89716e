"""Make a release: `make release VERSION=1.2.0` tests, collects the changelog, commits and tags.

Nothing is pushed; the last lines say what to do next.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACES = {  # where the version stands, and how
    ROOT / "pyproject.toml": re.compile(r'^version = "([^"]+)"$', re.MULTILINE),
    ROOT / "src" / "accord" / "__init__.py": re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE),
}
NUMBERS = re.compile(r"(\d+)\.(\d+)\.(\d+)")


def ask(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def do(*command: str) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit(f"stopped: {' '.join(command)}")


def order(version: str) -> tuple[int, ...]:
    found = NUMBERS.fullmatch(version)
    if found is None:
        sys.exit(f"a version has three numbers, as 1.2.0; {version!r} has not")
    return tuple(map(int, found.groups()))


def current() -> str:
    found = {pattern.findall(path.read_text("utf-8"))[0] for path, pattern in PLACES.items()}
    if len(found) != 1:
        sys.exit(f"the version differs from place to place: {sorted(found)}")
    return str(found.pop())


def write(version: str) -> None:
    for path, pattern in PLACES.items():
        text = path.read_text("utf-8")
        number = pattern.search(text)
        if number is not None:
            start, end = number.span(1)
            path.write_text(text[:start] + version + text[end:], "utf-8")


def news() -> list[Path]:
    return [path for path in (ROOT / "changes").iterdir() if not path.name.startswith(".")]


def main() -> int:
    if len(sys.argv) != 2:  # noqa: PLR2004 -- the program and one word
        sys.exit(__doc__)
    version = sys.argv[1]
    if order(version) < order(current()):
        sys.exit(f"{version} is older than {current()}")
    if ask("git", "status", "--porcelain"):
        sys.exit("commit or put away what is changed first")
    if not news():
        sys.exit("nothing to tell: there is no fragment in changes/")
    do("make", "test")
    write(version)
    do(sys.executable, "-m", "towncrier", "build", "--yes", "--version", version)
    do("git", "commit", "--all", "--message", f"Release {version}")
    do("git", "tag", "--annotate", f"v{version}", "--message", f"Accord {version}")
    print(f"\nv{version} is made. Next: git push --follow-tags")
    return 0


if __name__ == "__main__":
    sys.exit(main())
