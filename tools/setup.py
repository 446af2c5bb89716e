"""Set everything up in this folder: `python3 tools/setup.py base` to run, `dev` to work on it.

Needs Python 3.11 or newer and nothing else. Makes `.venv`, installs the locked packages with their
hashes checked, fetches the front-end packages through npm, copies fonts to where pages and PDFs
look for them, compiles the translations. Each step is done again only when what it reads changed.
"""

from __future__ import annotations  # an older Python must get as far as our refusal

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
MEMORY = VENV / ".setup.json"
OLDEST = (3, 11)
OLDEST_NODE = 20
PO = "src/accord/locale/*/LC_MESSAGES/*.po"
UI = ROOT / "src" / "accord" / "foundation" / "ui"
PAGES, PAPER = UI / "static" / "vendor" / "fonts", UI / "data" / "fonts"
CODE = UI / "static" / "vendor" / "js"
INTER, SERIF = "@fontsource-variable/inter", "@fontsource-variable/source-serif-4"
NOTO, NOTO_SC = "@expo-google-fonts/noto-sans", "@expo-google-fonts/noto-sans-sc"
SCRIPTS = ("latin", "latin-ext", "cyrillic", "greek")
WEIGHTS = ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")
COPIES = {  # a file of a package: where it goes
    "htmx.org/dist/htmx.min.js": CODE,
    "graphology/dist/graphology.umd.min.js": CODE,
    "sigma/dist/sigma.min.js": CODE,
    **{f"{INTER}/files/inter-{script}-wght-normal.woff2": PAGES for script in SCRIPTS},
    **{f"{SERIF}/files/source-serif-4-{script}-opsz-normal.woff2": PAGES for script in SCRIPTS},
    **{f"{NOTO}/{weight}/NotoSans_{weight}.ttf": PAPER for weight in WEIGHTS},
    **{f"{NOTO_SC}/{weight}/NotoSansSC_{weight}.ttf": PAPER for weight in WEIGHTS[::3]},
}
LICENCES = {
    "htmx.org/LICENSE": CODE / "LICENSE-htmx.txt",
    "graphology/LICENSE.txt": CODE / "LICENSE-graphology.txt",
    "sigma/LICENSE.txt": CODE / "LICENSE-sigma.txt",
    f"{INTER}/LICENSE": PAGES / "LICENSE-Inter.txt",
    f"{SERIF}/LICENSE": PAGES / "LICENSE-SourceSerif4.txt",
    f"{NOTO}/LICENSE_FONT": PAPER / "LICENSE-NotoSans.txt",
    f"{NOTO_SC}/LICENSE_FONT": PAPER / "LICENSE-NotoSansSC.txt",
}


def run(*command: str | Path, **variables: str) -> None:
    """Run a step quietly; when it fails, show what it said and stop."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        sys.exit(f"set-up stopped: {' '.join(str(part) for part in command)}")


# --- Python ---------------------------------------------------------------------------------------


def environment() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0:
        return
    try:
        import ensurepip  # noqa: F401 -- Debian has it in a package of its own
        import venv
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        sys.exit(f"Python {version} has no venv here; on Debian: apt install python{version}-venv")
    venv.create(VENV, with_pip=True, clear=True, symlinks=True)


def packages(kind: str) -> None:
    # The lock names every package, so nothing is left to resolve: --no-deps saves a minute.
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
    locks = [f"requirements/{name}.txt" for name in ("build", kind)]
    run(*pip, "--require-hashes", *(part for lock in locks for part in ("-r", lock)))
    run(*pip, "--no-build-isolation", "--editable", ".")
    run(PYTHON, "-m", "pip", "check")


# --- front end ------------------------------------------------------------------------------------


def npm() -> str:
    """The machine's npm where its Node is new enough, else one of our own in the environment."""
    node, found = shutil.which("node"), shutil.which("npm")
    if node and found:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
        version = re.match(r"v(\d+)", said.stdout)
        if version and int(version[1]) >= OLDEST_NODE:
            return found
    if not (BIN / "npm").exists():
        pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(*pip, "--require-hashes", "-r", "requirements/node.txt")
    return str(BIN / "npm")


def front_end() -> None:
    command = npm()
    path = os.pathsep.join([str(Path(command).parent), os.environ["PATH"]])
    certificates = os.environ.get("NODE_EXTRA_CA_CERTS") or os.environ.get("SSL_CERT_FILE", "")
    run(command, "ci", PATH=path, NODE_EXTRA_CA_CERTS=certificates)
    copy_files()


def copy_files() -> None:
    for folder in (PAGES, PAPER, CODE):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    targets = {source: folder / Path(source).name for source, folder in COPIES.items()}
    for source, target in {**targets, **LICENCES}.items():
        shutil.copyfile(ROOT / "node_modules" / source, target)


def translations() -> None:
    run(PYTHON, "tools/messages.py", "compile")


# --- what is done already -------------------------------------------------------------------------


def digest(*names: str) -> str:
    """What a step reads, boiled down; names are files and patterns below the root."""
    total = hashlib.sha256()
    for name in names:
        for path in sorted(ROOT.glob(name)):
            total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def remembered() -> dict[str, str]:
    try:
        return dict(json.loads(MEMORY.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def forget(key: str, *, unless: bool) -> None:
    if not unless:
        rest = {name: state for name, state in remembered().items() if name != key}
        MEMORY.write_text(json.dumps(rest, indent=1), encoding="utf-8")


def step(words: str, key: str, state: str, work: Callable[[], None]) -> None:
    if remembered().get(key) == state:
        return
    started = time.monotonic()
    print(f"{words} …", end="", flush=True)
    work()
    print(f" {time.monotonic() - started:.0f} s", flush=True)
    MEMORY.write_text(json.dumps({**remembered(), key: state}, indent=1), encoding="utf-8")


def python_steps(kind: str) -> None:
    environment()
    common = ("pyproject.toml", "requirements/build.txt")
    work = digest(*common, "requirements/base.txt", "requirements/dev.txt")
    if kind == "base" and remembered().get("dev") == work:
        return  # what is needed to work on it holds all that is needed to run it
    state = work if kind == "dev" else digest(*common, "requirements/base.txt")
    words = {"base": "Python packages", "dev": "Python packages, tools for tests included"}
    step(words[kind], kind, state, lambda: packages(kind))


def page_steps() -> None:
    copies = digest("package-lock.json", ".npmrc", "tools/setup.py")
    forget(
        "fonts", unless=all((place / Path(name).name).exists() for name, place in COPIES.items())
    )
    forget("po", unless=all(po.with_suffix(".mo").exists() for po in ROOT.glob(PO)))
    step("Front-end packages and fonts", "fonts", copies, front_end)
    step("Translations", "po", digest(PO), translations)


def newer_python() -> str | None:
    names = (f"python3.{minor}" for minor in range(19, OLDEST[1] - 1, -1))
    return next(filter(None, map(shutil.which, names)), None)


def main() -> None:
    if sys.version_info < OLDEST:
        newer = newer_python()
        if newer is None:
            sys.exit(f"Accord needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version}")
        os.execv(newer, [newer, *sys.argv])  # noqa: S606
    kind = sys.argv[1] if len(sys.argv) > 1 else "base"
    if kind not in {"base", "dev"}:
        sys.exit(__doc__)
    python_steps(kind)
    page_steps()
    (VENV / f".setup-{kind}").touch()


if __name__ == "__main__":
    main()
