"""The examples in deploy/ speak of commands and settings that exist."""

import importlib
import re
from pathlib import Path

import pytest

from accord.config.commands import COMMANDS, parser_of

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
SETTING = re.compile(r"\b(?:ACCORD_[A-Z_]+|DATABASE_URL)\b")


def known_settings() -> set[str]:
    text = (ROOT / "src" / "accord" / "config" / "env.py").read_text(encoding="utf-8")
    return set(SETTING.findall(text))


def understood(command: str, *words: str) -> bool:
    module = importlib.import_module(f"accord.config.commands.{command}")
    parser_of(command, module).parse_args(words)  # ends the test when it doesn't understand
    return command in COMMANDS


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_a_command_that_exists(unit):
    text = unit.read_text(encoding="utf-8")
    (words,) = re.findall(r"^ExecStart=/opt/accord/\.venv/bin/accord (.+)$", text, re.MULTILINE)
    assert understood(*words.split())


def test_containers_start_commands_that_exist():
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    lists = re.findall(r"<<: \*accord\n    command: \[(.+)\]", text)
    assert len(lists) == 3
    assert all(understood(*words.split(", ")) for words in lists)


@pytest.mark.parametrize("name", ["systemd/accord.env", "compose.yaml", "Dockerfile"])
def test_settings_in_examples_exist(name):
    found = set(SETTING.findall((DEPLOY / name).read_text(encoding="utf-8")))
    assert found
    assert found - known_settings() == set()


def test_a_container_gets_what_set_up_reads():
    """What the Dockerfile copies, its ignore file lets through."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)
    names = {name for line in copied for name in line.split() if name != "\\"}
    allowed = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    through = {line[1:] for line in allowed if line.startswith("!")}
    assert {name for name in names if not any(name.startswith(path) for path in through)} == set()
    assert {name for name in names if not (ROOT / name).exists()} == set()
