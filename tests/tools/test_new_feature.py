"""The feature that `make new-feature` lays obeys the house, and its tests pass."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.new_feature import free_prefix, lay, singular

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def house(tmp_path):
    """A copy of the code, without what set-up put there."""
    leave = shutil.ignore_patterns("__pycache__", "vendor", "data", "*.mo", "*.egg-info")
    for name in ("src", "tests", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(house, *command):
    variables = {"PYTHONPATH": str(house / "src"), "ACCORD_HOME": str(house), "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=house,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.walk
def test_a_new_feature_has_all_its_parts_and_is_known(house):
    folder = lay("grants", "grant", house)
    places = [str(folder), str(house / "tests" / "grants")]
    run(house, "ruff", "format", *places)
    code, words = run(house, "ruff", "check", *places)
    assert code == 0, words
    code, words = run(house, "accord", "django", "check")
    assert code == 0, words
    assert "accord.features.grants" in (house / "src/accord/config/settings.py").read_text("utf-8")


@pytest.mark.walk
def test_a_new_feature_is_known_formatted_and_tested(house):
    folder = lay("grants", "grant", house)
    places = [str(folder), str(house / "tests" / "grants")]

    code, words = run(house, "tools.migrations", "grants")
    assert code == 0, words
    assert (folder / "migrations" / "max_migration.txt").read_text().strip() == "0001_initial"
    run(house, "ruff", "format", *places)
    for command in (("ruff", "check", *places), ("pytest", "-q", "tests/grants")):
        code, words = run(house, *command)
        assert code == 0, words
    assert "4 passed" in words
    assert run(house, "tools.migrations", "check")[0] == 0

    (folder / "migrations" / "max_migration.txt").write_text("0002_other\n", "utf-8")
    assert "0002_other" in run(house, "tools.migrations", "check")[1]


def test_words_become_singular_and_prefixes_stay_apart(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "actions.py").write_text('reference("G", 1)\nPREFIX = "GR"\n', "utf-8")
    assert [singular(word) for word in ("grants", "policies", "congress")] == [
        "grant",
        "policy",
        "congress",
    ]
    assert free_prefix("grant", tmp_path) == "GRA"
    assert free_prefix("pledge", tmp_path) == "P"
