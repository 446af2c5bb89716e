"""What Accord ships with is under licences that bind nobody who installs it (ADR 0013)."""

import importlib.metadata
import json
import re

import pytest

from tests.architecture.test_lock_files import ROOT, pins

FREE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-2.1-or-later",
    "LGPL-3.0-only", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Unlicense",
    "ZPL-2.1", "Zlib",
}  # fmt: skip
# Words of classifiers and of free text, as packages have them, in the names of the SPDX list.
WORDS = {
    "OSI Approved": "",  # a heading that names none
    "BSD License": "BSD-3-Clause",
    "BSD-0-Clause": "0BSD",
    "MIT License": "MIT",
    "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "Zope Public License": "ZPL-2.1",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "Other/Proprietary License": "",  # qrcode, beside "BSD License": its text is BSD and MIT
}
# Their sources say so, their wheels do not.
UNSAID = {"pysqlite3": "Zlib", "imapclient": "BSD-3-Clause"}


def licences(name: str) -> set[str]:
    said = importlib.metadata.metadata(name)
    classifiers = said.get_all("Classifier") or []
    words = [line.split(" :: ")[-1] for line in classifiers if line.startswith("License")]
    text = said.get("License-Expression") or said.get("License") or ""
    if said.get("License-Expression") or not words:
        words = re.split(r" AND | OR ", UNSAID.get(name, text.strip("()")))
    return {WORDS.get(word, word) for word in words} - {""}


def installed() -> list[str]:
    locked = pins(ROOT / "requirements" / "base.txt")
    present = {dist.name.lower().replace("_", "-") for dist in importlib.metadata.distributions()}
    return sorted(locked.keys() & present)  # some are for other systems only


@pytest.mark.parametrize("name", installed())
def test_a_package_that_ships_binds_nobody(name):
    found = licences(name)
    assert found
    assert found - FREE == set()


def test_front_end_packages_bind_nobody():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = {
        WORDS.get(word, word)
        for name, entry in lock.items()
        if name
        for word in re.split(r" AND | OR ", entry["license"].strip("()"))
    }
    assert found
    assert found - FREE == set()
