"""Draws the pictures of the documentation, docs/use/pictures, from the demo, in a real browser.

python -m tools.pictures                           in an installation of its own, made for this
python -m tools.pictures http://localhost:8000     from one that runs and holds the demo
"""

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tools.chromium import find

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "use" / "pictures"
SIGN_IN = ("marta@larkwater.example", "larkwater-hollin-2026")
# name -> address, width, height, theme
PICTURES = {
    "record": ("/stakeholders/S-1002/", 1440, 900, "light"),
    "home": ("/", 1440, 900, "light"),
    "list": ("/stakeholders/", 1440, 900, "light"),
    "map": ("/stakeholders/places/map/", 1440, 800, "light"),
    "phone": ("/stakeholders/S-1002/", 390, 844, "dark"),
}
PATIENCE = 300  # seconds until an installation of its own answers


@contextmanager
def town() -> Iterator[str]:
    """Run an installation with the demo for as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "accord", "run", "--port", str(port), "--processes", "1"]
        paths = {"ACCORD_HOME": home, "PYTHONPATH": str(ROOT / "src")}
        running = subprocess.Popen(command, env={**os.environ, **paths}, cwd=ROOT)
        address = f"http://localhost:{port}"
        try:
            _wait(address, running)
            yield address
        finally:
            running.terminate()
            running.wait(30)


def _wait(address: str, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}/sign-in/", timeout=5):  # noqa: S310 -- our own
                return
        except OSError:
            if running.poll() is not None or time.monotonic() > deadline:
                sys.exit("The installation for the pictures does not answer.")
            time.sleep(0.5)


def draw(address: str) -> None:
    browser = find() or sys.exit("There is no Chromium here; see tools/chromium.py.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, (path, width, height, theme) in PICTURES.items():
            context = chromium.new_context(viewport={"width": width, "height": height})
            context.add_cookies([{"name": "theme", "value": theme, "url": address}])
            page = context.new_page()
            _sign_in(page, address)
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            _keep(page.screenshot(), FOLDER / f"{name}.png")
            context.close()
        chromium.close()


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in/")
    for name, words in zip(("login", "password"), SIGN_IN, strict=True):
        page.fill(f"input[name={name}]", words)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{address}/")


def _keep(drawn: bytes, path: Path) -> None:
    """Write a picture with as few colours as nobody sees, so that the repository stays small."""
    whole = Image.open(io.BytesIO(drawn)).convert("RGB")
    few = whole.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB")


def main() -> int:
    if len(sys.argv) > 1:
        draw(sys.argv[1].rstrip("/"))
        return 0
    with town() as address:
        draw(address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
