"""Icons: the few of Lucide's that we use, read from the installed package into one sprite."""

import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

from markupsafe import Markup

# Every icon of the product, by what it is used for. Add a name here to use it.
NAMES = frozenset(
    """
    sun inbox users-round route handshake lightbulb message-square-warning clipboard-list trees
    waypoints siren chart-no-axes-combined settings house building-2 user-round users
    folder-kanban list-checks square-check-big tags shield-check scroll-text database layers
    target goal network map-pin globe landmark

    plus x check search menu ellipsis chevron-right chevron-left chevron-down chevron-up
    arrow-up arrow-down arrow-up-down arrow-right arrow-left arrow-up-right arrow-down-left
    arrow-right-left contrast sun-moon star bell bell-off pencil trash-2 copy download upload
    printer external-link link link-2 unlink share-2 send reply history undo-2 redo-2 refresh-cw
    funnel list-filter columns-3 rows-3 rows-4 table-2 grid-2x2 list-plus eye eye-off lock
    lock-open log-out log-in key-round fingerprint-pattern smartphone qr-code languages pin
    pin-off save merge git-fork split archive archive-restore rotate-ccw circle-stop play pause
    zap sparkles keyboard panel-left command corner-down-left hourglass loader grip-vertical
    move

    phone phone-off mail mail-open calendar calendar-clock calendar-days clock alarm-clock
    footprints video message-circle messages-square notebook-pen notebook-text file file-text
    file-check file-image file-spreadsheet file-up file-down image camera paperclip mic pen-line
    signature megaphone radio map

    info circle-alert triangle-alert circle-check circle-x circle-dot-dashed
    circle-question-mark circle circle-dashed circle-dot ban shield shield-alert heart-handshake
    badge-check flag bookmark thumbs-up trending-up trending-down minus activity chart-column
    chart-line gauge chart-pie scale wallet coins receipt banknote briefcase user-round-pen
    user-round-plus user-round-x user-round-check user-round-search contact id-card tag hash
    type toggle-left list calendar-range square-pen mouse-pointer-click wifi-off hard-drive
    server cpu bug wrench plug webhook code terminal book-open life-buoy gift sprout droplets
    factory tractor graduation-cap hospital newspaper truck hammer construction
    sliders-horizontal shield-question-mark shield-x shield-off user-round-cog list-tree
    corner-up-left check-check tag zoom-out
    """.split()  # noqa: SIM905 -- two hundred words read better as text
)
# How people are in touch with each other.
CHANNELS = {
    "call": "phone", "meeting": "users-round", "visit": "footprints", "mail": "mail",
    "letter": "file-text", "message": "message-circle", "event": "calendar",
}  # fmt: skip
_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class UnknownIcon(KeyError):  # noqa: N818 -- a refusal is named as a fact
    """A template asked for an icon that is not in ``NAMES``."""


@cache
def sprite() -> str:
    """Draw all icons as symbols of one file, so that a page carries a reference for each only."""
    archive = files("lucide").joinpath("lucide.zip").read_bytes()
    with ZipFile(BytesIO(archive)) as lucide:
        symbols = [_symbol(name, lucide.read(f"{name}.svg").decode()) for name in sorted(NAMES)]
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'


def _symbol(name: str, svg: str) -> str:
    found = _BODY.search(svg)
    if found is None:
        raise UnknownIcon(name)
    body = re.sub(r"\s+", " ", found[1]).replace(" />", "/>").replace("> <", "><").strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>'


@cache
def draw(sprite_address: str, name: str, size: str) -> Markup:
    """Refer to one symbol; ``size`` is "" (16 px), "s" (14) or "l" (20) and may add classes."""
    if name not in NAMES:
        raise UnknownIcon(name)
    first, _, rest = size.partition(" ")
    classes = " ".join(part for part in ("i", first and f"i-{first}", rest) if part)
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        classes, sprite_address, name
    )
