"""What the documents point at is there, and what can be set is written down."""

import dataclasses
import re
from pathlib import Path

import pytest

from accord.config import env

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("changes/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:docs|deploy|src|tests|tools)/[\w./-]+)`")
ANCHOR = re.compile(r"[^\w\- ]")


def anchors(page):
    heads = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {ANCHOR.sub("", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_and_path_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    astray = []
    for target in LINK.findall(text):
        place, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        there = (page.parent / place).resolve() if place else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            astray.append(target)
    astray += [path for path in PATH.findall(text) if not (ROOT / path).exists()]
    assert astray == []


def test_each_setting_is_written_down():
    code = Path(env.__file__).read_text(encoding="utf-8")
    known = set(re.findall(r'"(ACCORD_[A-Z_]+|DATABASE_URL)"', code))
    told = (ROOT / "docs/run/settings.md").read_text(encoding="utf-8")
    told = told.replace("`_CLIENT`", "`ACCORD_OIDC_CLIENT`")
    told = told.replace("`_SECRET`", "`ACCORD_OIDC_SECRET`").replace(
        "`_NAME`", "`ACCORD_OIDC_NAME`"
    )
    assert known == set(re.findall(r"`(ACCORD_[A-Z_]+|DATABASE_URL)`", told))
    assert len(known) >= len(dataclasses.fields(env.Env))


def test_decisions_are_numbered_without_a_gap():
    names = sorted(path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
