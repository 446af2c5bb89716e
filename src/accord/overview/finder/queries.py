"""What the search page and the palette show of what was found."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markupsafe import Markup, escape

from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import colleagues
from accord.foundation.journal.queries import trail
from accord.foundation.kernel.text import fold, visible
from accord.foundation.search.marks import Piece, marked
from accord.foundation.search.queries import documents, find
from accord.foundation.search.results import Found, Hit
from accord.foundation.search.sources import makings, sources

PEOPLE = "party"
RECORDS_SHOWN = 5
LOOKS = frozenset({"person", "organisation", "group"})
RECENT = 8
NAMES = 5  # of each kind, behind an @
_TRAIL_READ = 100


@dataclass(frozen=True)
class Option:
    """A row of the palette; ``icon`` where it has no picture."""

    address: str
    title: Markup
    name: str = ""
    subtitle: str = ""
    ref: str = ""
    look: str = ""
    icon: str = ""


@dataclass(frozen=True)
class OptionGroup:
    label: str
    options: list[Option]


def option_of(hit: Hit) -> Option:
    source = sources[hit.kind]
    name = visible(hit.title)
    is_pictured = hit.look in LOOKS
    title = drawn(marked(name, hit.words))
    if not is_pictured and hit.ref:
        title = Markup("{} {}").format(hit.ref, title)
    return Option(
        hit.address, title, name, visible(hit.subtitle), hit.ref,
        hit.look if is_pictured else "", "" if is_pictured else source.icon,
    )  # fmt: skip


def drawn(pieces: Iterable[Piece]) -> Markup:
    return Markup("").join(
        Markup("<mark>{}</mark>").format(text) if is_marked else escape(text)
        for text, is_marked in pieces
    )


def colleagues_called(words: str) -> list[User]:
    """Give colleagues one of whose names begins so, however it is accented."""
    begun = fold(words)
    if not begun:
        return []
    found = [one for one in colleagues() if f" {begun}" in f" {fold(one.name)}"]
    return sorted(found, key=lambda one: not fold(one.name).startswith(begun))[:NAMES]


def stakeholders_called(user: User, words: str) -> list[Option]:
    """Give stakeholders of that name, as far as one may see them."""
    found = find(user, words, kinds=[PEOPLE], limit=NAMES)
    return [] if found.meant else [option_of(hit) for hit in found.hits(PEOPLE)]


def palette_groups(user: User, words: str, found: Found) -> list[OptionGroup]:
    """Sort what was found into people and records; say what else can be done with the words."""
    people = [option_of(hit) for hit in found.hits(PEOPLE)]
    others = [hit for group in found.groups if group.kind != PEOPLE for hit in group.hits]
    others.sort(key=lambda hit: hit.place)
    groups = []
    if people:
        label = _("Did you mean %(words)s?") % {"words": found.meant} if found.meant else ""
        groups.append(OptionGroup(label or str(sources[PEOPLE].label), people))
    if others:
        records = [option_of(hit) for hit in others[:RECORDS_SHOWN]]
        groups.append(OptionGroup(pgettext("things found", "Records"), records))
    new = makings_for(user, words) if words and (found.meant or not people) else []
    if new:
        groups.append(OptionGroup(_("New"), new))
    return groups


def makings_for(user: User, words: str) -> list[Option]:
    """List what ``user`` may make of words that nothing was found by."""
    said = {"words": words}
    return [
        Option(making.address(words), escape(str(making.label) % said), icon=making.icon)
        for making in makings
        if making.rule.allows(user)
    ]


def recently_changed(user: User) -> list[Hit]:
    """Give the records that ``user`` changed last."""
    kinds: dict[str, str] = {
        source.model: kind for kind, source in sources.items() if not source.is_text
    }
    entries = trail().filter(by_id=user.pk).values_list("subject_type", "subject_id")
    wanted = [(kinds[model], key) for model, key in entries[:_TRAIL_READ] if model in kinds and key]
    return documents(user, list(dict.fromkeys(wanted))[: 2 * RECENT])[:RECENT]
