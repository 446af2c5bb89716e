"""Style, icons and scripts under one address, which changes whenever anything in them changes.

So the browser may keep them for a year, and there is no build step: sheets are joined in the
order of their layers, scripts are served as they are written.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2s
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from markupsafe import Markup

from accord.foundation.ui import icons

HERE = Path(__file__).parent / "static" / "ui"
SHEETS = (
    "fonts", "reset", "tokens", "base", "shell",
    "parts/buttons", "parts/surfaces", "parts/identity", "parts/state", "parts/lists",
    "parts/tables", "parts/listing", "parts/properties", "parts/forms", "parts/feedback",
    "parts/overlays", "parts/timeline", "parts/boards",
    "viz",
    "pages/home", "pages/record", "pages/small", "pages/public", "pages/admin", "pages/gallery",
    "util", "print",
)  # fmt: skip
LAYERS = "@layer reset, tokens, base, shell, parts, viz, pages, util, print;"
STYLE, SPRITE, HTMX, BEFORE_PAINT, MARK = (
    "app.css", "icons.svg", "htmx.js", "early.js", "mark.svg",
)  # fmt: skip
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_FONT = re.compile(r'url\("static:([^"]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TIGHT = re.compile(r"\s*([{};,>])\s*")


@dataclass(frozen=True)
class Asset:
    body: bytes
    zipped: bytes
    kind: str


@dataclass(frozen=True)
class Shelf:
    version: str
    assets: dict[str, Asset]
    addresses: dict[str, str]


IS_SETTLED = not settings.DEBUG  # while developing, what stands on disk may change


def shelf() -> Shelf:
    """Give what is served now; while developing, what stands on disk this moment."""
    return _shelf(0 if IS_SETTLED else _changed())


def address(name: str) -> str:
    return shelf().addresses[name]


def icon(name: str, size: str = "") -> Markup:
    """Draw an icon; it says nothing to a screen reader, so words must stand beside it."""
    return _icon(name, size) if IS_SETTLED else icons.draw(address(SPRITE), name, size)


@cache
def _icon(name: str, size: str) -> Markup:
    return icons.draw(address(SPRITE), name, size)


def modules() -> list[str]:
    """Name our script modules, the one that starts the others first."""
    return _modules() if IS_SETTLED else _modules.__wrapped__()


@cache
def _modules() -> list[str]:
    names = sorted(path.name for path in (HERE / "js").glob("*.js") if path.name != BEFORE_PAINT)
    return sorted(names, key=lambda name: name != "main.js")


def style() -> str:
    """Join the sheets in the order of their layers and take out what only people read."""
    text = "".join((HERE / "css" / f"{name}.css").read_text() for name in SHEETS)
    text = _FONT.sub(lambda found: f'url("{static(found[1])}")', text)
    text = _COMMENT.sub("", text)
    text = re.sub(r":\s+", ":", _TIGHT.sub(r"\1", text)).replace(";}", "}")
    return LAYERS + re.sub(r"\s+", " ", text).strip()


@lru_cache(maxsize=1)
def _shelf(_stamp: int) -> Shelf:
    assets = {name: _asset(name, body) for name, body in _bodies()}
    digest = blake2s(digest_size=6)
    for name, asset in assets.items():
        digest.update(name.encode() + asset.body)
    version = digest.hexdigest()
    addresses = {name: reverse("ui:asset", args=[version, name]) for name in assets}
    return Shelf(version, assets, addresses)


def _bodies() -> Iterator[tuple[str, bytes]]:
    yield STYLE, style().encode()
    yield SPRITE, icons.sprite().encode()
    yield HTMX, _htmx().read_bytes()
    yield MARK, (HERE / MARK).read_bytes()
    for name in (BEFORE_PAINT, *modules()):
        yield name, (HERE / "js" / name).read_bytes()


@cache
def worker() -> bytes:
    """Give the script that works behind the pages; it has one address for ever."""
    return (HERE / "worker.js").read_bytes()


def _htmx() -> Path:
    """Give what the set-up copied; without it, what django-htmx carries, which is older."""
    own = HERE.parent / "vendor" / "js" / "htmx.min.js"
    carried = files("django_htmx").joinpath("static/django_htmx/htmx-4.min.js")
    return own if own.exists() else Path(str(carried))


def _asset(name: str, body: bytes) -> Asset:
    return Asset(body, gzip.compress(body, 9, mtime=0), KINDS[Path(name).suffix])


def _changed() -> int:
    return max(path.stat().st_mtime_ns for path in HERE.rglob("*.*"))
