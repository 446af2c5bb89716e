"""What the register shows: rows of a timeline and lines of a history, ready to be drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from accord.features.stakeholders import policies
from accord.features.stakeholders.models import (
    ContactPoint,
    Identifier,
    Party,
    PartyName,
    PartyReader,
    TimelineReader,
    TimelineRow,
)
from accord.features.stakeholders.queries import titles_of
from accord.features.stakeholders.states import UNFINDABLE, Channel, RowKind, Tier, Visibility
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.mentions import MARK
from accord.foundation.kernel.text import visible
from accord.foundation.search import codes
from accord.foundation.search.documents import Document
from accord.foundation.search.reading import children_of, children_of_each, rows_of
from accord.foundation.search.sources import Making, Source, Watch
from accord.foundation.ui import formats
from accord.foundation.ui.charts.svg import safe
from accord.foundation.ui.icons import CHANNELS
from accord.foundation.ui.menu import Entry
from accord.foundation.ui.panels import Verb, page_of, verbs
from accord.foundation.ui.small_parts import event, tag

VERBS: dict[str, Verb] = {
    "added": Verb(words=gettext_lazy("%(by)s added this record"), icon="plus", is_small=True),
    "imported": Verb(
        words=gettext_lazy("%(by)s imported this record"), icon="file-down", is_small=True
    ),
    "retired": Verb(words=gettext_lazy("%(by)s set this record inactive"), icon="archive"),
    "reactivated": Verb(
        words=gettext_lazy("%(by)s made this record active again"), icon="archive-restore"
    ),
    "merged": Verb(
        words=gettext_lazy("%(by)s merged %(title)s into this record"), icon="merge", tone="acc"
    ),
    "unmerged": Verb(
        words=gettext_lazy("%(by)s parted %(title)s from this record again"), icon="split"
    ),
    "joined": Verb(words=gettext_lazy("Joined %(title)s"), icon="building-2", is_small=True),
    "left": Verb(words=gettext_lazy("Left %(title)s"), icon="log-out", is_small=True),
    "grouped": Verb(words=gettext_lazy("Now in the group %(title)s"), icon="users-round",
                    is_small=True),
    "handed-over": Verb(
        words=gettext_lazy("%(by)s handed this record over to %(title)s"), icon="arrow-right-left",
        tone="acc",
    ),
    "noted": Verb(words=gettext_lazy("%(by)s made a note"), icon="notebook-pen"),
    "file-attached": Verb(words=gettext_lazy("%(by)s attached %(title)s"), icon="paperclip",
                          is_small=True),
    "file-removed": Verb(words=gettext_lazy("%(by)s removed the file %(title)s"), icon="paperclip",
                         is_small=True),
    "address-failed": Verb(
        words=gettext_lazy("Mail does not arrive at %(title)s"), icon="mail", is_small=True
    ),
    "address-works": Verb(
        words=gettext_lazy("%(by)s said that mail arrives at %(title)s again"), icon="mail",
        is_small=True,
    ),
    "complained": Verb(words=gettext_lazy("They do not want our mail"), icon="shield-x"),
    "consent-given": Verb(words=gettext_lazy("Consent given: %(title)s"), icon="shield-check",
                          is_small=True),
    "consent-refused": Verb(words=gettext_lazy("Consent refused: %(title)s"), icon="shield-x",
                            is_small=True),
    "consent-withdrawn": Verb(
        words=gettext_lazy("Consent withdrawn: %(title)s"), icon="shield-x", is_small=True
    ),
    "consent-not-asked": Verb(
        words=gettext_lazy("Consent to be asked: %(title)s"), icon="shield-question-mark",
        is_small=True,
    ),
}  # fmt: skip
OTHER = Verb(words=gettext_lazy("%(by)s: %(title)s"), icon="circle-dot")
MOODS = {
    -1: ("dn", gettext_lazy("worse")),
    0: ("fl", gettext_lazy("same")),
    1: ("up", gettext_lazy("better")),
}


@dataclass(frozen=True)
class TimelineEntry:
    """One row as the stream shows it, or a folded run of small ones."""

    icon: str = ""
    tone: str = ""
    line: str = ""
    moment: str = ""
    full: str = ""
    text: str = ""
    is_inside: bool = False
    body: Markup = field(default_factory=Markup)
    key: int = 0
    run: "list[TimelineEntry]" = field(default_factory=list)
    run_label: str = ""

    def __html__(self) -> str:
        return event(
            self.icon, self.line, self.moment, self.full, self.tone, self.is_inside,
            f"row-{self.key}", self.body,
        )  # fmt: skip


def timeline_entries(user: Any, rows: list[TimelineRow], at: datetime) -> list[TimelineEntry]:
    """Turn rows into entries; three small changes in a row or more are folded into one."""
    titles, stamps = titles_of(user, rows), formats.Stamps(at)
    language = get_language()
    found: list[TimelineEntry] = []
    small: list[TimelineEntry] = []
    for row in rows:
        verb = verbs.get(row.verb) or VERBS.get(row.verb) or OTHER
        entry = _entry(row, titles[row.pk], verb, stamps.of(row.at), language)
        if verb.is_small:
            small.append(entry)
            continue
        found += _folded(small)
        small = []
        found.append(entry)
    return found + _folded(small)


def _folded(small: list[TimelineEntry]) -> list[TimelineEntry]:
    few = 3
    if len(small) < few:
        return small
    label = ngettext("%(n)s small change", "%(n)s small changes", len(small)) % {"n": len(small)}
    return [TimelineEntry(run=small, run_label=label, key=small[0].key)]


_NOTHING = Markup()


@lru_cache(maxsize=1000)
def _sentence(verb: str, _language: str | None) -> str:
    return str(escape((verbs.get(verb) or VERBS.get(verb) or OTHER).words))


def _entry(
    row: TimelineRow,
    title: str | None,
    verb: Verb,
    stamps: tuple[str, str],
    language: str | None,
) -> TimelineEntry:
    """Draw a row; one without a title names only whom its reader may not see, and says no more."""
    veiled = title is None and row.kind != RowKind.TALK
    ref, text = ("", "") if veiled else (row.subject_ref, row.text)
    words = _("a record that is not shown to you") if veiled else visible(title or MARK)
    by = str(row.by) if row.by else _("The system")
    href = page_of(ref)
    names = {
        "by": _bold(visible(by)),
        "title": _opening("" if row.kind == RowKind.TALK else href, words),
        "ref": _opening(href, ref),
        "channel": escape(row.channel),
    }
    inside, text = _inside(row), visible(text)
    return TimelineEntry(
        icon=CHANNELS.get(row.channel, verb.icon),
        tone=verb.tone,
        line=safe(_sentence(row.verb, language) % names),
        moment=stamps[0],
        full=stamps[1],
        text=text,
        is_inside=bool(inside),
        body=_body(row, text, ref, inside) if text or inside else _NOTHING,
        key=row.pk,
    )


def _body(row: TimelineRow, text: str, ref: str, inside: str) -> Markup:
    """Draw what is told of a row beside its line."""
    parts = [f'<p class="prewrap">{escape(text)}</p>'] if text else []
    tags = [
        tag(code, "acc", "handshake" if code.startswith("P") else "lightbulb", page_of(code))
        for code in row.data.get("outcomes", ())
    ]
    if ref:
        tags.append(tag(ref, "line", href=page_of(ref)))
    if row.mood in MOODS:
        way, words = MOODS[row.mood]
        tags.append(tag(str(words), _MOOD_KINDS[way]))
    if inside:
        tags.append(tag(inside, "warn", "lock"))
    if tags:
        parts.append(f'<div class="mm">{"".join(tags)}</div>')
    return safe("".join(parts))


_MOOD_KINDS = {"up": "ok", "dn": "bad", "fl": ""}


def _opening(href: str, words: str) -> Markup:
    """Set words in bold; they open what they name where it has a page."""
    bold = _bold(words)
    return safe(f'<a href="{escape(href)}">{bold}</a>') if href else bold


@lru_cache(maxsize=4096)
def _bold(words: str) -> Markup:
    return safe(f"<b>{escape(words)}</b>")


def _inside(row: TimelineRow) -> str:
    if row.visibility == Visibility.EVERYONE:
        return ""
    if row.visibility == Visibility.DEPARTMENT:
        return _("Your department sees this")
    return _("Named people see this")


# --- what can be found

RANKS = {Tier.KEY: 0, Tier.ACTIVE: 1, Tier.LIGHT: 2}
UNRANKED, RETIRED = 3, 6
_CODES = {
    Channel.MAIL: codes.of_mail, Channel.PHONE: codes.of_phone,
    Channel.WEB: codes.of_number, Channel.MESSAGING: codes.of_number,
}  # fmt: skip
_PARTY_COLUMNS = (
    "ref", "name", "headline", "locality", "custom", "tier", "is_active", "visibility",
    "department_id", "owner_id", "deputy_id", "kind",
)  # fmt: skip


def party_documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    names, points, numbers, readers = children_of_each(
        (PartyName, ContactPoint, Identifier, PartyReader), "party_id", keys, touched,
        "stakeholders.party",
    )  # fmt: skip
    for party in rows_of(Party, keys, touched, _PARTY_COLUMNS):
        own = party.pk
        others = [text for text in party.custom.values() if isinstance(text, str)]
        found = [code for point in points[own] if point.channel in _CODES
                 for code in _CODES[point.channel](point.value)]  # fmt: skip
        found += [code for number in numbers[own] for code in codes.of_number(number.value)]
        named = [person for person in (party.owner_id, party.deputy_id) if person is not None]
        yield Document(
            kind="party",
            object_id=own,
            ref=party.ref,
            title=party.name,
            subtitle=party.headline or party.locality,
            look=party.kind,
            names=(party.name, *(name.text for name in names[own])),
            others=(party.headline, party.locality, *others),
            codes=tuple(found),
            rank=RANKS.get(Tier(party.tier), UNRANKED) if party.is_active and party.tier
            else UNRANKED if party.is_active else RETIRED,
            visibility=party.visibility,
            department_id=party.department_id,
            reader_ids=(*named, *(reader.person_id for reader in readers[own])),
        )  # fmt: skip


def _is_told(row: TimelineRow) -> bool:
    """Tell whether words of a row may be found by whoever reads it: not where it names others."""
    if UNFINDABLE in row.data:
        return False
    return bool(row.text or row.title) and not ("named" in row.data and row.kind != RowKind.TALK)


def timeline_documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    rows = [row for row in rows_of(TimelineRow, keys, touched) if _is_told(row)]
    named = [row.pk for row in rows if row.visibility == Visibility.NAMED]
    readers = children_of(
        TimelineReader, "row_id", named, touched, "stakeholders.timelinerow"
    ) if named else {}  # fmt: skip
    for row in rows:
        listed = [reader.person_id for reader in readers.get(row.pk, ())]
        yield Document(
            kind="timeline",
            object_id=row.pk,
            texts=(row.title, row.text),
            at=row.at,
            visibility=row.visibility,
            department_id=row.department_id,
            reader_ids=tuple(listed if row.by_id is None else [row.by_id, *listed]),
            within=("party", row.party_id),
        )


@cache
def _party_address() -> str:
    return reverse("stakeholders:detail", args=["{}"]).replace("%7B%7D", "{}")


party_source = Source(
    number=1,
    label=gettext_lazy("People and organisations"),
    model="stakeholders.party",
    rule=policies.VIEW,
    build=party_documents,
    address=lambda ref, _key: _party_address().format(ref),
    watches={
        "stakeholders.party": Watch(columns=frozenset(_PARTY_COLUMNS)),
        "stakeholders.partyname": Watch(column="party_id"),
        "stakeholders.contactpoint": Watch(column="party_id"),
        "stakeholders.identifier": Watch(column="party_id"),
        "stakeholders.partyreader": Watch(column="party_id"),
    },
    prefix="S",
    icon="users-round",
)
party_making = Making(
    label=gettext_lazy("Create stakeholder “%(words)s”"),
    icon="user-round-plus",
    rule=policies.ADD,
    address=lambda words: f"{reverse('stakeholders:add')}?{urlencode({'name': words})}",
)
timeline_source = Source(
    number=2,
    label=gettext_lazy("Notes and conversations"),
    model="stakeholders.timelinerow",
    rule=policies.VIEW,
    build=timeline_documents,
    address=lambda ref, key: f"{_party_address().format(ref)}#row-{key}",
    watches={
        "stakeholders.timelinerow": Watch(),
        "stakeholders.timelinereader": Watch(column="row_id"),
    },
    icon="notebook-text",
    nested=True,
    is_text=True,
)

ENTRIES = {
    "stakeholders": Entry(
        label=gettext_lazy("Stakeholders"),
        icon="users-round",
        url_name="stakeholders:list",
        rule=policies.VIEW,
        group="relationships",
        order=10,
        key="s",
        tab=2,
        tab_label=gettext_lazy("People"),
    ),
    "stakeholders.duplicates": Entry(
        label=gettext_lazy("Possible duplicates"),
        icon="copy",
        url_name="stakeholders:duplicates",
        rule=policies.MERGE,
        group="relationships",
        order=15,
    ),
}
