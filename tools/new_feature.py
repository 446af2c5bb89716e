"""Start a feature: `make new-feature grants` lays the smallest folder that obeys the house.

One model, its rules, two actions with their tests; pages come next, by the recipe in
CONTRIBUTING.md. The floor is for you to choose: the import contracts fail until it is chosen.
Where the name of one thing is no plain singular, say it: make new-feature people ONE=person.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from string import Template

HERE = Path(__file__).resolve().parent / "feature"
ROOT = HERE.parents[1]
NAME = re.compile(r"[a-z][a-z]+")
PREFIXES = re.compile(r'\breference\("([A-Z]+)"|\bPREFIX = "([A-Z]+)"')


def singular(name: str) -> str:
    if name.endswith("ies"):
        return name[:-3] + "y"
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def free_prefix(one: str, root: Path) -> str:
    """The shortest beginning of the word that no reference starts with yet."""
    text = "".join(path.read_text("utf-8") for path in (root / "src").rglob("*.py"))
    taken = {first or second for first, second in PREFIXES.findall(text)}
    beginnings = (one[:length].upper() for length in range(1, 4))
    return next(beginning for beginning in beginnings if beginning not in taken)


def lay(name: str, one: str, root: Path) -> Path:
    """Write the folder and its tests, and make settings and contracts know them."""
    folder, tests = root / "src" / "accord" / "features" / name, root / "tests" / name
    words = {
        "app": name, "Models": name.capitalize(), "one": one, "Model": one.capitalize(),
        "prefix": free_prefix(one, root), "length": str(len(name) + 1),
    }  # fmt: skip
    for place in (folder, folder / "migrations", tests):
        place.mkdir(parents=True)
        (place / "__init__.py").touch()
    for source in sorted(HERE.glob("*.txt")):
        place = tests if source.stem.startswith("test_") else folder
        (place / source.stem).write_text(
            Template(source.read_text("utf-8")).substitute(words), "utf-8"
        )
    insert(root / "src/accord/config/settings.py", "FEATURES = [", f'    "accord.features.{name}",')
    door = f'  "accord.features.{name}.** -> accord.features.{name}.**",'
    insert(root / "pyproject.toml", "ignore_imports = [", door)
    return folder


def insert(path: Path, opening: str, line: str) -> None:
    """Add a line at the end of the list that starts with `opening`."""
    text = path.read_text("utf-8")
    end = text.index("\n]", text.index(opening))
    path.write_text(f"{text[:end]}\n{line}{text[end:]}", "utf-8")


def main() -> int:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    one = os.environ.get("ONE") or singular(name)
    if not NAME.fullmatch(name) or not NAME.fullmatch(one):
        sys.exit(__doc__)
    if (ROOT / "src" / "accord" / "features" / name).exists():
        sys.exit(f"there is a feature {name} already")
    folder = lay(name, one, ROOT)
    python = [sys.executable, "-m"]
    for command in (
        [*python, "tools.migrations", name],
        [*python, "ruff", "format", "--quiet", str(folder), str(ROOT / "tests" / name)],
    ):
        subprocess.run(command, cwd=ROOT, check=True)
    print(f"\n{folder.relative_to(ROOT)} stands, with tests/{name}. Now:")
    print("  its floor    the second contract in pyproject.toml and LADDER in")
    print("               tests/architecture/test_house_rules.py")
    print(f"  its word     {one.capitalize()} in GLOSSARY.md, one sentence in its __init__.py")
    print("  its pages    the recipe in CONTRIBUTING.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
