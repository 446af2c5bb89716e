"""What stands in the sidebar, the phone's tab bar and behind the shell's own buttons.

Features fill these lists in ``AppConfig.ready``; an area that is not installed is absent.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts.models import User
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.rules import Rule

Label = str | Promise

# Three verbs group the areas: relate, listen, steer. Home and Inbox stand above them.
GROUPS: dict[str, Label] = {
    "": "",
    "relationships": _("Relationships"),
    "listening": _("Listening"),
    "steering": _("Steering"),
    "administration": _("Administration"),
}
COUNTS_KEPT = 30  # seconds
SHOWN = 99  # how far the sidebar counts


@dataclass(frozen=True)
class Count:
    """How many things wait for me; ``hot`` when one of them is late. Beyond 99 it is "99+"."""

    n: int
    hot: bool = False

    @classmethod
    def of(cls, rows: QuerySet[Any], *, hot: bool = False) -> "Count":
        """Count no further than the sidebar shows, for it is asked all the time."""
        return cls(rows.order_by()[: SHOWN + 1].count(), hot)

    def __str__(self) -> str:
        return str(self.n) if self.n <= SHOWN else f"{SHOWN}+"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page of the sidebar; ``key`` is the letter after G, ``tab`` its place on the phone.

    Pages of one ``family`` share a line, and are chosen from each other at their head.
    """

    label: Label
    icon: str
    url_name: str
    rule: Rule
    group: str = ""
    family: str = ""
    order: int = 0
    count: Callable[[User], Count] | None = None
    key: str = ""
    tab: int = 0
    tab_label: Label = ""


@dataclass(frozen=True)
class Family:
    """One line of the sidebar that stands for several pages; it opens the first of them."""

    label: Label
    icon: str


@dataclass(frozen=True)
class Pin:
    """A view that somebody pinned to their sidebar."""

    label: str
    url: str
    count: int | None = None


menu: Registry[Entry] = Registry("menu")
families: Registry[Family] = Registry("families of pages")
# Each asks for what somebody pinned, and gives what can be had behind the ``at_once`` it is in.
pins: Registry[Callable[[User], Callable[[], Iterable[Pin]]]] = Registry("pinned views")

# The pages that the shell itself opens, by what they do: "home", "palette", "search", "log",
# "me", "sign-out". A door without a page is not shown.
doors: Registry[str] = Registry("doors")

# Who may go through a door; one without a rule is open to everybody.
guards: Registry[Rule] = Registry("who may go through a door")

# Templates that every page carries for use without a round trip: {"log": "engagement/…html"}.
templates: Registry[str] = Registry("templates in every page")


def address(url_name: str) -> str | None:
    """Give the address of a page that takes no argument, or None where there is no such page."""
    return _address(url_name, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=512)
def _address(url_name: str, _prefix: str, _urlconf: str | None) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def door(name: str) -> str:
    """Give the address behind a door, or nothing where no feature opened it."""
    url_name = doors.get(name)
    return (address(url_name) or "") if url_name else ""


def may_pass(name: str, user: User) -> bool:
    """Tell whether ``user`` may do what stands behind a door, or in a template of its name."""
    rule = guards.get(name)
    return rule is None or rule.allows(user)


def entries_for(user: User) -> list[tuple[str, Entry]]:
    """List what ``user`` may open, in the order of the sidebar."""
    places = {group: place for place, group in enumerate(GROUPS)}
    allowed = [
        (key, entry)
        for key, entry in menu.items()
        if address(entry.url_name) is not None and entry.rule.allows(user)
    ]
    return sorted(allowed, key=lambda pair: (places[pair[1].group], pair[1].order, pair[0]))


def known_counts(user: User) -> dict[str, Count]:
    """Give the counts of the last half minute, if any; a page never waits for them."""
    found: dict[str, Count] = cache.get(_cache_key(user), {})
    return found


def fresh_counts(user: User) -> dict[str, Count]:
    """Count anew what waits for ``user``."""
    counts = {key: entry.count(user) for key, entry in entries_for(user) if entry.count is not None}
    cache.set(_cache_key(user), counts, COUNTS_KEPT)
    return counts


def _cache_key(user: User) -> str:
    return f"ui.counts.{user.pk}"
