"""Everything that can be done by key or from the palette, in one table.

The palette, the page of keys and the script that listens all read it, so they cannot differ.
A command does one of four things: it opens a page (``url_name``), it is known to our script
(``act``), it presses the button that carries ``data-verb`` on the page or the current row
(``verb``), or it only tells what the browser does anyway.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts.models import User
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.rules import Rule
from accord.foundation.ui.menu import address, doors, entries_for, may_pass
from accord.foundation.ui.policies import SHEET

CONTEXTS = {"everywhere": _("Everywhere"), "list": _("Lists"), "record": _("Record")}


@dataclass(frozen=True, kw_only=True)
class Command:
    """``keys`` is one key ("l"), a sequence ("g s") or a chord ("Ctrl+k"); letters are Latin."""

    title: str | Promise
    keys: str = ""
    also: str = ""
    context: str = "everywhere"
    rule: Rule | None = None
    url_name: str = ""
    act: str = ""
    verb: str = ""
    door: str = ""
    icon: str = ""
    words: str | Promise = ""
    about: bool = False  # can be done for a record: opened with ``?about=S-1042``


commands: Registry[Command] = Registry("commands")

TABLE: dict[str, Command] = {
    "palette": Command(
        title=_("Search or jump to"), keys="Ctrl+k", also="/", act="palette", door="palette"
    ),
    "log": Command(
        title=_("Log a conversation"),
        keys="l",
        act="log",
        door="log",
        icon="notebook-pen",
        about=True,
    ),
    "fold": Command(title=_("Fold the sidebar"), keys="[", act="fold", icon="panel-left"),
    "theme": Command(title=_("Light or dark"), keys="Shift+d", act="theme", icon="contrast"),
    "keys": Command(title=_("Keys on this page"), keys="?", act="keys", icon="keyboard"),
    "sheet": Command(title=_("Component sheet"), url_name="ui:sheet", rule=SHEET, icon="layers"),
    "print": Command(title=_("Print this page"), act="print", icon="printer"),
    "close": Command(title=_("Close, leave"), keys="Escape", act="close"),
    "undo": Command(title=_("Undo"), keys="Ctrl+z", act="undo", icon="undo-2"),
    "next": Command(title=_("Next row"), keys="j", context="list", act="next"),
    "previous": Command(title=_("Previous row"), keys="k", context="list", act="previous"),
    "open": Command(title=_("Open"), keys="Enter", context="list", act="open"),
    "peek": Command(title=_("Peek"), keys="Space", context="list", act="peek"),
    "select": Command(title=_("Select"), keys="x", context="list", act="select"),
    "range": Command(title=_("Select up to here"), keys="Shift+x", context="list", act="range"),
    "all": Command(title=_("Select all in view"), keys="Ctrl+a", context="list", act="all"),
    "filter": Command(title=_("Filter"), keys="f", context="list", verb="filter"),
    "view": Command(title=_("Next view"), keys="v", context="list", act="view"),
    "compact": Command(title=_("Compact rows"), keys="Shift+c", context="list", act="density"),
    "done": Command(title=_("Done, close"), keys="e", context="list", verb="done"),
    "hand-over": Command(title=_("Hand over"), keys="d", context="record", verb="hand-over"),
    "snooze": Command(title=_("Snooze, with a reason"), keys="z", context="record", verb="snooze"),
    "assign": Command(title=_("Assign"), keys="a", context="record", verb="assign"),
    "reply": Command(title=_("Reply"), keys="r", context="record", verb="reply"),
    "note": Command(title=_("Inside note"), keys="Shift+r", context="record", verb="note"),
    "case": Command(title=_("New case"), keys="c", verb="case"),
    "stream": Command(title=_("Tabs of the stream"), keys="t", context="record", act="stream"),
}
_CAPS = {"Escape": "Esc", "Enter": "↵"}


def caps(keys: str) -> list[str]:
    """Split keys into what is printed on each of them: "g s" is G and S."""
    parts = keys.replace("+", " ").split()
    return [_CAPS.get(part, part.upper() if len(part) == 1 else part) for part in parts]


# What the script says; {n} and {name} are filled in by it, so no word may depend on the number.
WORDS: dict[str, Promise] = {
    "undo": _("Undo"),
    "undone": _("Undone."),
    "not-undone": _("Not undone. Nothing was lost; try again."),
    "close": _("Close"),
    "saving": _("Saving"),
    "selected": _("{n} selected"),
    "fresh": _("{n} new, show"),
    "draft-saved": _("draft saved"),
    "waiting": _("Waiting on this device: {n}. It is sent as soon as you are online."),
    "sent": _("Sent from this device: {n}"),
    "returned": _("A note from this device can’t be kept as it is."),
    "complete": _("Complete it"),
    "not-saved": _("Not saved. Your text is safe; try again."),
    "no-network": _("No answer. Your text is safe; try again when you are online."),
    "not-allowed": _("You may not do this."),
    "gone": _("This is no longer here."),
    "too-big": _("This is too big to send."),
    "too-often": _("Too often in a short time. Wait a minute and try again."),
    "failed": _("Not done. Something broke on our side; nothing was lost."),
    "signed-out": _("You were signed out. Your text is safe."),
    "sign-in": _("Sign in"),
    "other-ways": _("Other ways to sign in"),
    "dark": _("Dark"),
    "light": _("Light"),
    "recent": _("Recent"),
    "commands": _("Commands"),
    "nothing": _("Nothing found"),
    "with": _("With {name}"),
    "whom": _("Whom you mean"),
    "keys": _("Keys on this page"),
}


def commands_for(user: User) -> list[dict[str, Any]]:
    """List what ``user`` may do, for the script, the palette and the page of keys."""
    return [*_pages(user), *_known(user)]


def _pages(user: User) -> Iterator[dict[str, Any]]:
    for key, entry in entries_for(user):
        yield _told(
            f"go-{key}",
            Command(title=entry.label, keys=f"g {entry.key}" if entry.key else "", icon=entry.icon),
            group=say("Go to"),
            url=address(entry.url_name) or "",
        )


def _known(user: User) -> Iterator[dict[str, Any]]:
    for key, command in [*TABLE.items(), *commands.items()]:
        if command.rule is not None and not command.rule.allows(user):
            continue
        if command.door and not (command.door in doors and may_pass(command.door, user)):
            continue
        url = address(command.url_name) if command.url_name else ""
        if url is not None:
            yield _told(key, command, group=str(CONTEXTS[command.context]), url=url)


def _told(key: str, command: Command, *, group: str, url: str) -> dict[str, Any]:
    told = {
        "id": key,
        "title": str(command.title),
        "group": group,
        "keys": command.keys,
        "also": command.also,
        "context": command.context,
        "url": url,
        "act": command.act,
        "verb": command.verb,
        "icon": command.icon,
        "words": str(command.words),
        "about": command.about,
    }
    return {name: value for name, value in told.items() if value}
