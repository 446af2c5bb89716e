"""Measure speed and size against the budgets, on SQLite and on PostgreSQL.

The data is made once in a folder and used again. Each line says whether its budget is met; the
exit code is 1 when one is missed. A quiet machine is needed for the rates.

  python -m tests.bench                                   1,000,000 parties, 10,000,000 rows
  python -m tests.bench --parties 100000 --rows 1000000   a tenth of it
  python -m tests.bench --engine sqlite --only list --only search
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.budgets import NAMES, Finding, details, table
from tests.bench.meters import reference
from tools.embedded import home_for
from tools.postgres import Server

ROOT = Path(__file__).resolve().parents[2]
ENGINES = ("sqlite", "postgresql")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    parser.add_argument("--parties", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=10_000_000, help="on the timeline")
    parser.add_argument("--only", action="append", choices=NAMES, metavar="NAME",
                        help=f"one row of the table: {', '.join(NAMES)}")  # fmt: skip
    parser.add_argument("--data", type=Path, default=Path(".run/bench"), metavar="FOLDER",
                        help="where the data is kept")  # fmt: skip
    parser.add_argument("--anew", action="store_true", help="make the data again")
    parser.add_argument("--discard", action="store_true", help="remove the data afterwards")
    parser.add_argument("--details", action="store_true", help="print what each row was made of")
    return parser.parse_args()


def main() -> int:
    options = _options()
    folder = options.data.resolve() / f"{options.parties}-{options.rows}"
    engines = ENGINES if options.engine == "both" else (options.engine,)
    if options.anew:
        shutil.rmtree(folder, ignore_errors=True)
    speed = reference()
    found: list[Finding] = []
    codes = [_measured(engine, folder, options, found) for engine in engines]
    print(f"\n{options.parties:,} parties, {options.rows:,} rows on the timeline")
    for when, (best, usual) in (("before", speed), ("after", reference())):
        print(f"reference loop {when}: {best:.2f} ms at best, {usual:.2f} ms usually")
    print()
    print(table(found))
    if options.details:
        print(f"\n{details(found)}")
    if options.discard:
        shutil.rmtree(folder, ignore_errors=True)
    return int(any(codes) or not all(one.is_met for one in found))


def _measured(engine: str, folder: Path, options: argparse.Namespace, found: list[Finding]) -> int:
    """Measure one engine in a process of its own, so that neither sees the other."""
    home = folder / engine
    home.mkdir(parents=True, exist_ok=True)
    results = home / "results.json"
    results.unlink(missing_ok=True)
    server = Server(home_for(folder / "server")) if engine == "postgresql" else None
    url = server.start(stays=False) if server else ""
    command = [sys.executable, "-m", "tests.bench.inside", str(options.parties), str(options.rows),
               *(options.only or NAMES)]  # fmt: skip
    try:
        code = subprocess.run(
            command, cwd=ROOT, env=_environment(home, url), check=False
        ).returncode
    finally:
        if server:
            server.stop()
    if results.exists():
        found += [Finding(**plain) for plain in json.loads(results.read_text(encoding="utf-8"))]
    return code


def _environment(home: Path, url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACCORD_")}
    return kept | {
        "ACCORD_HOME": str(home),
        "DATABASE_URL": url,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "PYTHONDONTWRITEBYTECODE": "",  # as where it is installed
        "PYTHONPYCACHEPREFIX": str(home / "bytecode"),
        "DJANGO_SETTINGS_MODULE": "accord.config.settings",
    }


if __name__ == "__main__":
    sys.exit(main())
