"""What the frame around every page shows: who, where, what waits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.template import engines
from django.template.loader import render_to_string
from django.utils.translation import get_language
from markupsafe import Markup

from accord.foundation.accounts.models import User
from accord.foundation.ui import assets, menu, toasts

LANGUAGE_TAGS = {"zh-hans": "zh-Hans"}
THEMES = ("auto", "light", "dark")
ASKED = "_shell_asked"
OWN = ("commands", "keys", "counts", "prefer", "here", "worker", "manifest")


@dataclass(frozen=True)
class Line:
    """One entry of the menu as this person sees it now."""

    key: str
    label: str
    icon: str
    url: str
    is_current: bool
    count: menu.Count | None
    tab_label: str


def _together(family: menu.Family, lines: list[Line]) -> Line:
    """Make one line of those of a family; it counts what the first of them that counts does."""
    counting = next((line for line in lines if line.count), lines[0])
    return replace(
        counting,
        label=str(family.label),
        icon=family.icon,
        url=lines[0].url,
        is_current=any(line.is_current for line in lines),
    )


class Shell:
    """Read by ``base.html``; made once a page, each part when it is asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = cast("User", request.user)
        self.organisation = str(getattr(settings, "ORGANISATION", "") or "Accord")

    @property
    def lang(self) -> str:
        language = get_language() or "en"
        return LANGUAGE_TAGS.get(language, language)

    @property
    def theme(self) -> str:
        return self._preferred("theme", THEMES)

    @property
    def density(self) -> str:
        return self._preferred("density", ("", "compact"))

    @property
    def side(self) -> str:
        return self._preferred("side", ("", "folded"))

    @property
    def has_single_keys(self) -> bool:
        return bool(getattr(self.user, "has_single_keys", True))

    @cached_property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """The sidebar: each group's title with its lines; a group without a line is absent."""
        grouped: dict[str, list[Line]] = {}
        shown: set[str] = set()
        for key, entry in self._entries:
            lines = grouped.setdefault(str(menu.GROUPS[entry.group]), [])
            if not entry.family:
                lines.append(self._lines[key])
            elif entry.family not in shown:
                shown.add(entry.family)
                lines.append(_together(menu.families[entry.family], self._of(entry.family)))
        return list(grouped.items())

    @cached_property
    def family(self) -> list[dict[str, Any]]:
        """The pages to choose from at the head of this one; none where it stands alone."""
        here = next(
            (entry.family for key, entry in self._entries if self._lines[key].is_current), ""
        )
        lines = self._of(here) if here else []
        if len(lines) < 2:  # noqa: PLR2004 -- one page is no choice
            return []
        return [{"label": line.label, "href": line.url, "on": line.is_current} for line in lines]

    def _of(self, family: str) -> list[Line]:
        return [self._lines[key] for key, entry in self._entries if entry.family == family]

    @cached_property
    def tabs(self) -> list[Line]:
        """The phone's tab bar: at most three pages; Log and More stand beside them."""
        chosen = sorted((entry.tab, key) for key, entry in self._entries if entry.tab)
        return [self._lines[key] for _place, key in chosen[:3]]

    @cached_property
    def pinned(self) -> list[menu.Pin]:
        asked = getattr(self.request, ASKED, None) or ask(self.request)
        return [pin for pins in asked for pin in pins()]

    @cached_property
    def templates(self) -> list[tuple[str, Markup]]:
        """What every page carries, the same for all who may use it and read one language."""
        return [
            (key, _carried(template, self.lang, assets.address(assets.SPRITE)))
            for key, template in menu.templates.items()
            if menu.may_pass(key, self.user)
        ]

    @cached_property
    def toasts(self) -> list[toasts.Toast]:
        return toasts.told(self.request)

    @property
    def counts_are_old(self) -> bool:
        return not self._counts and any(entry.count for _key, entry in self._entries)

    def door(self, name: str) -> str:
        return menu.door(name) if menu.may_pass(name, self.user) else ""

    @property
    def palette(self) -> Markup:
        """The command palette, the same for everybody who reads one language."""
        url = self.door("palette")
        return _palette(url, self.lang) if url else Markup()

    @cached_property
    def own(self) -> dict[str, str]:
        """Addresses of the interface itself, by name."""
        return {name: menu.address(f"ui:{name}") or "" for name in OWN}

    @property
    def sign_in(self) -> str:
        return menu.address(settings.LOGIN_URL) or resolve_url(settings.LOGIN_URL)

    @property
    def worker(self) -> str:
        """The script behind the pages, with the addresses that it has to know."""
        known = assets.address(assets.MARK).split("/assets/")[0]
        asked = urlencode(
            {"door": self.sign_in, "assets": f"{known}/assets/", "commands": self.own["commands"]}
        )
        return f"{self.own['worker']}?{asked}"

    @property
    def style(self) -> str:
        return assets.address(assets.STYLE)

    @property
    def modules(self) -> list[str]:
        return [assets.address(name) for name in assets.modules()]

    @cached_property
    def _entries(self) -> list[tuple[str, menu.Entry]]:
        return menu.entries_for(self.user) if self.user.is_authenticated else []

    @cached_property
    def _counts(self) -> dict[str, menu.Count]:
        return menu.known_counts(self.user)

    @cached_property
    def _lines(self) -> dict[str, Line]:
        addresses = {key: menu.address(entry.url_name) or "" for key, entry in self._entries}
        current = self._current(addresses)
        return {
            key: Line(
                key=key,
                label=str(entry.label),
                icon=entry.icon,
                url=addresses[key],
                is_current=key == current,
                count=self._counts.get(key),
                tab_label=str(entry.tab_label or entry.label),
            )
            for key, entry in self._entries
        }

    def _current(self, addresses: dict[str, str]) -> str:
        """Find the entry whose address is the longest beginning of this page's."""
        path = self.request.path
        fitting = [
            (len(url), key)
            for key, url in addresses.items()
            if path == url or (url != "/" and path.startswith(url))
        ]
        return max(fitting)[1] if fitting else ""

    def _preferred(self, name: str, choices: tuple[str, ...]) -> str:
        """Take what this browser was told last, else what the person set, else the first."""
        for value in (self.request.COOKIES.get(name), getattr(self.user, name, "")):
            if value in choices:
                return str(value)
        return choices[0]


@lru_cache(maxsize=64)
def _palette(url: str, _lang: str) -> Markup:
    env = cast("Any", engines["jinja2"]).env
    return Markup(env.get_template("ui/parts/overlays.html").module.palette(url))  # noqa: S704 -- our own part


def ask(request: HttpRequest) -> list[Callable[[], Iterable[menu.Pin]]]:
    """Ask for what the frame will need, so that a page can do so together with its own."""
    asked = [pins(cast("User", request.user)) for pins in menu.pins]
    setattr(request, ASKED, asked)
    return asked


def shell_of(request: HttpRequest) -> Any:
    return Shell(request)


@lru_cache(maxsize=32)
def _carried(template: str, _language: str, _sprite: str) -> Markup:
    return Markup(render_to_string(template, using="jinja2"))  # noqa: S704 -- our own template
