"""Finds a Chromium for the browser tests: `python3 tools/chromium.py` prints its path.

Looks at ACCORD_CHROMIUM, at the programs of the machine, and at what `playwright install` fetched.
"""

import os
import shutil
import sys
from pathlib import Path

PROGRAMS = (  # the first one has no windows and is quickest
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable", "chrome",
)  # fmt: skip
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CACHES = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")


def find() -> Path | None:
    """The browser to drive, or None; a path given by ACCORD_CHROMIUM that is wrong is an error."""
    given = os.environ.get("ACCORD_CHROMIUM")
    if given:
        if not os.access(given, os.X_OK):
            sys.exit(f"ACCORD_CHROMIUM names no program: {given}")
        return Path(given)
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found:
        return Path(found)
    fetched = (
        path
        for cache in CACHES
        for path in sorted(Path(cache).expanduser().glob("chromium-*/chrome-*/*"), reverse=True)
        if path.name in {"chrome", "Chromium"} and os.access(path, os.X_OK)
    )
    installed = (Path(name) for name in APPLICATIONS if os.access(name, os.X_OK))
    return next(fetched, None) or next(installed, None)


if __name__ == "__main__":
    browser = find()
    print(browser or "no Chromium found", file=sys.stdout if browser else sys.stderr)
    sys.exit(0 if browser else 1)
