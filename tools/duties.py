"""Which duties tests prove: docs/duties.toml beside the tests that bear `@pytest.mark.duty("R01")`.

Ends with code 1 where the two contradict each other: a duty called done without a test, a test for
a duty that nobody knows, a duty with tests that says neither that it is done nor what is missing.
"""

import ast
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COVERED, IN_PART, OPEN = "covered", "in part", "open"
PRACTICES = {
    "R": "Stakeholder relationships",
    "P": "Client relations in projects",
    "Q": "Quality of customer relations",
    "C": "Community relations",
    "L": "Liaison between departments",
}


@dataclass(frozen=True)
class Duty:
    key: str
    words: str
    missing: str
    done: bool
    tests: tuple[str, ...]

    @property
    def state(self) -> str:
        if not self.tests:
            return OPEN
        return COVERED if self.done else IN_PART

    @property
    def contradiction(self) -> str | None:
        if self.done and not self.tests:
            return f"{self.key} is called done, but no test bears its id"
        if self.done and self.missing:
            return f"{self.key} is called done and says what is missing"
        if self.tests and not self.done and not self.missing:
            return f"{self.key} has tests: say in docs/duties.toml what is missing, or done = true"
        return None


def _ids(decorator: ast.expr) -> list[str]:
    """The ids in one `pytest.mark.duty("R01", …)`, also in a module's or class's pytestmark."""
    if not isinstance(decorator, ast.Call) or not ast.unparse(decorator.func).endswith("mark.duty"):
        return []
    return [
        part.value
        for part in decorator.args
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def _marks(tree: ast.Module) -> list[tuple[str, str]]:
    """Pairs of a duty and the test, class or whole file that proves it."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found += [(key, node.name) for mark in node.decorator_list for key in _ids(mark)]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            calls = [call for call in ast.walk(node.value) if isinstance(call, ast.Call)]
            found += [(key, "all of it") for call in calls for key in _ids(call)]
    return found


def proofs(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for key, name in _marks(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(key, []).append(f"{path.relative_to(folder.parent)}: {name}")
    return found


def duties(table: Path, tests: dict[str, list[str]]) -> list[Duty]:
    return [
        Duty(
            key=key,
            words=entry["words"],
            missing=entry.get("missing", ""),
            done=entry.get("done", False),
            tests=tuple(tests.get(key, ())),
        )
        for key, entry in tomllib.loads(table.read_text(encoding="utf-8")).items()
    ]


def lines(known: list[Duty], *, verbose: bool) -> list[str]:
    out = []
    for letter, practice in PRACTICES.items():
        out += ["", practice]
        for duty in (duty for duty in known if duty.key[0] == letter):
            out.append(f"  {duty.key}  {duty.state:<8} {len(duty.tests):>3}  {duty.words}")
            if duty.tests and duty.missing:
                out.append(f"{'':20} missing: {duty.missing}")
            out += [f"{'':20} {test}" for test in duty.tests if verbose]
    states = Counter(duty.state for duty in known)
    return [*out, "", ", ".join(f"{states[state]} {state}" for state in (COVERED, IN_PART, OPEN))]


def main() -> int:
    tests = proofs(ROOT / "tests")
    known = duties(ROOT / "docs" / "duties.toml", tests)
    print("\n".join(lines(known, verbose="-v" in sys.argv)))
    wrong = [duty.contradiction for duty in known if duty.contradiction]
    strangers = sorted(tests.keys() - {duty.key for duty in known})
    wrong += [f"{key} is no duty, but borne by {tests[key][0]}" for key in strangers]
    if wrong:
        print("\n" + "\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
