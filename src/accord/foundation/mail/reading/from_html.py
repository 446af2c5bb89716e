"""Plain text out of HTML mail: what is quoted begins with ``>``, a rule is a line of dashes."""

import re
from html.parser import HTMLParser

import nh3

from accord.foundation.mail.reading.words import clean

RULE = "-" * 20
MOST = 1_000_000  # characters of HTML that are read
LONGEST_TAG = 5_000
MOST_TAGS = 50_000
DEEPEST = 300
_UNSEEN = {"script", "style", "head", "title", "template", "noscript"}
_BLOCKS = {
    "p", "div", "table", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section",
    "article", "header", "footer", "center", "dl", "dt", "dd",
}  # fmt: skip
_TAGS = _BLOCKS | {"br", "hr", "li", "td", "th", "tbody", "thead", "blockquote"}
_NAME = re.compile(r"<(/?)([a-zA-Z][\w:]{0,20})")
# Those that nobody closes, or need not.
_SHALLOW = {
    "p", "li", "br", "img", "hr", "td", "th", "tr", "meta", "link", "input", "col", "dt", "dd",
    "option", "wbr", "area", "base", "source", "tbody", "thead", "tfoot", "body", "html", "head",
}  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f]+")


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[int, str]] = []
        self.line = ""
        self.quotes = 0
        self.pres = 0

    def end_line(self, *, always: bool = False) -> None:
        if self.line.strip() or always:
            self.lines.append((self.quotes, self.line.strip()))
        self.line = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.end_line(always=True)
            return
        if tag in {"td", "th"}:
            self.line += " "
            return
        self.end_line()
        if tag == "blockquote":
            self.quotes += 1
        elif tag == "hr" or (tag == "div" and _is_rule(dict(attrs))):
            self.lines.append((self.quotes, RULE))
        elif tag == "li":
            self.line = "- "
        elif tag == "pre":
            self.pres += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "br"}:
            return
        self.end_line()
        if tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        elif tag == "p":
            self.lines.append((self.quotes, ""))
        elif tag == "pre":
            self.pres = max(0, self.pres - 1)

    def handle_data(self, data: str) -> None:
        if self.pres:
            first, *rest = data.split("\n")
            self.line += first
            for line in rest:
                self.end_line(always=True)
                self.line = line
            return
        words = _SPACES.sub(" ", data)
        self.line += words.lstrip() if not self.line else words


def _is_rule(attributes: dict[str, str | None]) -> bool:
    """Outlook draws its line above what it quotes as a border on a block."""
    style = (attributes.get("style") or "").lower().replace(" ", "")
    return "border-top:solid" in style and "border:none" in style


def tamed(html: str) -> str:
    """Cut HTML to what any parser reads in no time: no endless tag, not too many, not too deep."""
    pieces = html[:MOST].split(">", MOST_TAGS)[:MOST_TAGS]
    depth = 0
    for place, piece in enumerate(pieces):
        begins = piece.find("<")
        if begins < 0:
            continue
        name = _NAME.match(piece, begins)
        if name is not None and name[2].lower() not in _SHALLOW:
            depth = max(0, depth - 1) if name[1] else depth + 1
        if len(piece) - begins > LONGEST_TAG or (depth > DEEPEST and not (name and name[1])):
            pieces[place] = f"{piece[:begins]}<wbr"
    return ">".join(pieces)


def text_of(html: str) -> str:
    """Write HTML as text; what is broken in it is read as browsers would."""
    whole = nh3.clean(
        tamed(html), tags=_TAGS, attributes={"div": {"style"}}, clean_content_tags=_UNSEEN,
        link_rel=None,
    )  # fmt: skip
    writer = _Writer()
    writer.feed(whole)
    writer.close()
    writer.end_line()
    lines = [f"{'>' * min(quotes, 20)} {line}".rstrip() if quotes else line
             for quotes, line in writer.lines]  # fmt: skip
    return re.sub(r"\n{3,}", "\n\n", clean("\n".join(lines)).replace("\xa0", " ")).strip()
