"""Runs the checks and tests one after the other and says at the end how each of them went.

  python -m tools.test           lint, tests on SQLite, tests on PostgreSQL, tests in a browser
  python -m tools.test walk      every page in every form, faults, real data (ACCORD_REAL_DATA);
                                 ACCORD_LONG=1 imports a whole gigabyte too
  python -m tools.test sqlite postgres     only these; words with a dash go on to pytest

PostgreSQL is brought along; a server named by DATABASE_URL is used instead. Where no Chromium is
found the browser tests are reported as not run, and that is a failure with ACCORD_BROWSER=required.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from tools.chromium import find
from tools.embedded import Failed
from tools.postgres import temporary

PYTEST = (sys.executable, "-m", "pytest", "--no-header")
# One more than there are processors: tests wait now and then, for servers, pages and the clock.
AT_ONCE = os.environ.get("ACCORD_TEST_PROCESSES") or str((os.cpu_count() or 1) + 1)
PROCESSES = ("-n", AT_ONCE, "--dist", "worksteal")
QUIET_PLACES = "not browser and not walk"
LATER = ("tests/faults", "tests/commands", "tests/jobs", "tests/mail", "tests/admin")
NOT_RUN = -1
OURS = {"ACCORD_BROWSER", "ACCORD_CHROMIUM", "ACCORD_LONG", "ACCORD_REAL_DATA"}


@dataclass
class Report:
    """How each step went: its exit code, or NOT_RUN, and the seconds it took."""

    extra: Sequence[str]
    rows: dict[str, tuple[int, float]] = field(default_factory=dict)

    def failed(self) -> bool:
        strict = os.environ.get("ACCORD_BROWSER") == "required"
        bad = {code for code, _ in self.rows.values() if code} - (set() if strict else {NOT_RUN})
        return bool(bad)

    def table(self) -> str:
        words = {0: "passed", NOT_RUN: "NOT RUN: no Chromium found (apt install chromium)"}
        width = max(map(len, self.rows))
        return "\n".join(
            f"  {name:<{width}}  {seconds:5.0f} s  {words.get(code, f'FAILED ({code})')}"
            for name, (code, seconds) in self.rows.items()
        )


def say(words: str) -> None:
    print(f"\n\033[1m── {words}\033[0m" if sys.stdout.isatty() else f"\n── {words}", flush=True)


def call(*command: str, **variables: str) -> int:
    """Run a command, whatever the shell around it says of an installation of Accord."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ACCORD_") or k in OURS}
    return subprocess.run(command, env={**kept, **variables}, check=False).returncode


def without_database() -> dict[str, str]:
    return {"DATABASE_URL": ""}  # empty means SQLite


def lint(report: Report) -> int:
    del report
    return call("make", "--no-print-directory", "lint")


def sqlite(report: Report) -> int:
    return call(*PYTEST, *PROCESSES, "-m", QUIET_PLACES, *report.extra, **without_database())


def postgres(report: Report) -> int:
    return on_postgres(report, QUIET_PLACES)


def on_postgres(report: Report, marks: str, *places: str, tests: str = "") -> int:
    given = os.environ.get("DATABASE_URL", "")
    only = ("-p", "tools.database_tests", "-m", marks, *places)
    try:
        with nullcontext() if given else temporary() as server:
            url = server.url() if server else given
            words = (*PYTEST, *PROCESSES, *only, *report.extra)
            return call(*words, DATABASE_URL=url, ACCORD_TESTS=tests)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1


def in_browser(report: Report, marks: str) -> int:
    browser = find()
    if browser is None:
        return NOT_RUN
    place = {**without_database(), "ACCORD_CHROMIUM": str(browser)}
    words = (*PYTEST, *PROCESSES, "-m", marks, *report.extra)
    return call(*words, *places_of(marks, report), **place)


def places_of(marks: str, report: Report) -> list[str]:
    """The files that hold such tests, so that no others are read; none where some are said."""
    if any(not word.startswith("-") for word in report.extra):
        return []
    return marked(marks.split(maxsplit=1)[0])


def marked(word: str) -> list[str]:
    """The files whose tests bear this mark."""
    files = sorted(Path("tests").rglob("test_*.py"))
    return [str(file) for file in files if f"mark.{word}" in file.read_text("utf-8")]


def browser(report: Report) -> int:
    return in_browser(report, "browser and not walk")


def walk(report: Report) -> int:
    if find() is None:  # what needs no browser is walked all the same
        code = call(*PYTEST, *PROCESSES, "-m", "walk and not browser", *report.extra)
        return code or NOT_RUN
    return in_browser(report, "walk")


def faults(report: Report) -> int:
    places = [*LATER, *marked("either")]
    return on_postgres(report, "not browser", *places, tests="later")


STEPS: dict[str, tuple[str, Callable[[Report], int]]] = {
    "lint": ("format, style, types, imports, templates, migrations, translations", lint),
    "sqlite": ("tests on SQLite", sqlite),
    "postgres": ("tests on PostgreSQL", postgres),
    "browser": ("tests in Chromium", browser),
    "walk": ("every page in every form, faults, real data", walk),
    "faults": ("processes, faults, every page and what says the same, on PostgreSQL", faults),
}
USUAL = ("lint", "sqlite", "postgres", "browser")
TOGETHER = {"walk": ("walk", "faults")}  # what one word of make stands for


def main() -> int:
    said = [word for word in sys.argv[1:] if word in STEPS]
    names = [name for word in said for name in TOGETHER.get(word, (word,))] or list(USUAL)
    report = Report([word for word in sys.argv[1:] if word not in STEPS])
    for name in names:
        words, work = STEPS[name]
        say(words)
        started = time.monotonic()
        code = work(report)
        report.rows[words] = (code, time.monotonic() - started)
    say("in all")
    print(report.table())
    return 1 if report.failed() else 0


if __name__ == "__main__":
    sys.exit(main())
