"""Lock files say what is installed, to the byte, and nothing about where it came from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|--(?:extra-)?index-url|--find-links|--trusted-host")
ENTRY = re.compile(r"^(?P<name>[a-z0-9._-]+)(?:\[[^\]]*\])?==.*(?:\n[ ].*)*", re.MULTILINE)


def pins(path: Path) -> dict[str, list[str]]:
    """Each package with versions, conditions and hashes; a package has an entry a Python version."""
    found: dict[str, list[str]] = {}
    for entry in ENTRY.finditer(path.read_text(encoding="utf-8")):
        pinned = entry[0].split("\n    # via")[0]  # what it is there for differs between files
        found.setdefault(entry["name"], []).append(pinned)
    return found


def wanted(path: Path) -> set[str]:
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    names = (re.split(r"[\[<>=!~; ]", line)[0] for line in lines if line and line[0] != "-")
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_python_lock_names_no_host_and_pins_every_package_by_hash(path):
    text = path.read_text(encoding="utf-8")
    assert ADDRESS.findall(text) == []
    assert pins(path) != {}
    entries = [entry for found in pins(path).values() for entry in found]
    assert len(entries) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_python_lock_holds_all_that_is_asked_for(path):
    assert wanted(path.with_suffix(".in")) - pins(path).keys() == set()


def test_what_runs_is_what_was_tested():
    base, dev = (pins(ROOT / "requirements" / f"{name}.txt") for name in ("base", "dev"))
    assert {name: pin for name, pin in base.items() if dev.get(name) != pin} == {}


def test_each_direct_dependency_has_its_reason():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = project.split("\ndependencies = [\n")[1].split("\n]")[0]
    reasons = dict(
        re.findall(r'^\s*"([A-Za-z0-9_.-]+)[^"]*",\s*(?:# (\S.*))?$', block, re.MULTILINE)
    )
    assert wanted(ROOT / "requirements" / "base.in") == reasons.keys()
    assert [name for name, reason in reasons.items() if not reason] == []


def test_the_front_end_lock_names_no_host_and_checks_every_package():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    for entry in packages.values():
        entry.pop("funding", None)  # their authors' own pages
    assert ADDRESS.findall(json.dumps(packages)) == []


def test_front_end_packages_are_named_to_the_version():
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: lock[f"node_modules/{name}"]["version"] for name in asked} == asked
    settings = (ROOT / ".npmrc").read_text(encoding="utf-8").splitlines()
    assert "omit-lockfile-registry-resolved=true" in settings
    assert [
        line for line in settings if "registry=" in line.replace("registry-resolved=", "")
    ] == []
