"""The brief in words: the same for the page, for print and for the file."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.features.engagement.models import Interaction
from accord.features.engagement.states import Channel, Mood
from accord.features.initiatives.models import Stake
from accord.features.initiatives.states import Level
from accord.features.needs.states import State as NeedState
from accord.features.promises.models import Promise
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Channel as Way
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats
from accord.foundation.ui.pages import Request, piece
from accord.overview.home.queries import Brief

LONGEST = 240  # letters of one note: five of them fit on the sheet
MOST = 8  # promises of a side, needs


def brief_link(request: Request, party: Party) -> str:
    """Draw the line of the record's menu that opens the brief."""
    address = reverse("home:brief", kwargs={"ref": party.ref})
    return piece(request, "home/panel_brief.html", {"address": address})


def brief_words(brief: Brief, at: datetime) -> dict[str, Any]:
    """Say everything on the sheet in plain words."""
    party = brief.party
    return {
        "organisation": settings.ORGANISATION,
        "title": visible(party.name),
        "sub": visible(party.headline or party.summary),
        "ref": party.ref,
        "made": _("As of %(moment)s") % {"moment": formats.full(at)},
        "facts": [[label, visible(value)] for label, value in _facts(brief, at) if value],
        "stance": _stance(brief.talks),
        "care": _care(brief),
        "talks": [_talk(talk, at) for talk in brief.talks],
        "we": [_promise(promise, at) for promise in brief.ledger.we[:MOST]],
        "they": [_promise(promise, at) for promise in brief.ledger.they[:MOST]],
        "kept": _kept(brief),
        "needs": [
            {"words": visible(need.words), "state": NeedState(need.state).label}
            for need in brief.needs[:MOST]
        ],
        "knows": [_colleague(row, at) for row in brief.known_by[:MOST]],
        "notes": [_short(row.text) for row in brief.notes],
        "labels": _labels(),
    }


def _labels() -> dict[str, str]:
    return {
        "brief": _("Brief"), "stance": _("How it stands"), "care": _("Mind this"),
        "talks": _("Last contacts"), "we": _("We owe"), "they": _("They owe"),
        "needs": _("What matters to them"), "knows": _("Who knows them"), "notes": _("Notes"),
        "nothing": _("nothing"), "none": _("None yet."),
    }  # fmt: skip


def _facts(brief: Brief, at: datetime) -> Iterable[tuple[str, str]]:
    party, facts = brief.party, brief.facts
    yield _("Owner"), str(party.owner or _("nobody yet"))
    yield _("Deputy"), str(party.deputy or "")
    for post in facts.posts[:2]:
        yield _("Post"), ", ".join(filter(None, [post.post, post.organisation.name]))
    yield _("Phone"), facts.phone.value if facts.phone else ""
    yield _("E-mail"), facts.mail.value if facts.mail else ""
    yield _("Prefers"), _prefers(party)
    yield (
        _("Language"),
        formats.locale().languages.get(party.language, party.language) if party.language else "",
    )
    yield _("Form of address"), party.salutation
    if party.agreed_days:
        days = ngettext("Every %(n)s day", "Every %(n)s days", party.agreed_days)
        yield _("Rhythm"), days % {"n": party.agreed_days}
    if brief.meeting:
        when = formats.stamp(brief.meeting.starts_at, at=at)
        yield _("Next meeting"), f"{when}, {brief.meeting.title}"
    if brief.touch:
        day = formats.short_date(brief.touch.due_on, today=formats.local(at))
        yield _("Planned contact"), f"{day}, {brief.touch.activity.title}"
    for stake in brief.stakes:
        yield visible(stake.initiative.name), _stands(stake)


def _stands(stake: Stake) -> str:
    """Say how they stand to an initiative, and where we want them."""
    now = str(Level(stake.engagement).label) if stake.engagement else _("not assessed")
    if not stake.wanted or stake.wanted == stake.engagement:
        return now
    return _("%(now)s, wanted: %(wanted)s") % {"now": now, "wanted": Level(stake.wanted).label}


def _prefers(party: Party) -> str:
    way = str(Way(party.preferred_channel).label) if party.preferred_channel else ""
    return ", ".join(filter(None, [way, party.preferred_times]))


def _stance(talks: list[Interaction]) -> str:
    """Say how the last contacts went, as far as anybody wrote it down."""
    moods = [talk.mood for talk in talks if talk.mood is not None]
    if not moods:
        return _("Nobody wrote down how the last contacts went.")
    worse, better = moods.count(Mood.WORSE), moods.count(Mood.BETTER)
    words = _("Of the last %(n)s contacts, %(better)s went better and %(worse)s went worse.")
    return words % {"n": len(moods), "better": better, "worse": worse}


def _care(brief: Brief) -> list[str]:
    """Name what must not be forgotten before one speaks."""
    said, party = [], brief.party
    if not party.is_contact_permitted:
        said.append(_("Does not want to be contacted: %(why)s") % {"why": party.contact_refusal})
    if party.is_sensitive:
        said.append(_("Handle with care."))
    if party.accessibility:
        said += [party.accessibility, *_heeded(brief)]
    said += [
        _("Red line: %(words)s") % {"words": one.words or one.issue} for one in brief.red_lines
    ]
    said += [_("Escalated: %(what)s") % {"what": one.question} for one in brief.escalated]
    if not party.is_active:
        said.append(_("Inactive: %(why)s") % {"why": party.inactive_reason})
    return [visible(words) for words in said]


def _heeded(brief: Brief) -> list[str]:
    """Say how it was heeded, where it was missed within a year."""
    found = brief.heeded
    if found is None or not found.no:
        return []
    words = _("within a year heeded in %(yes)s talks, not in %(no)s")
    return [words % {"yes": found.yes, "no": found.no}]


def _talk(talk: Interaction, at: datetime) -> dict[str, Any]:
    mood = Mood(talk.mood).label if talk.mood is not None else ""
    return {
        "when": formats.stamp(talk.at, at=at),
        "how": Channel(talk.channel).label,
        "by": visible(str(talk.logged_by or _("The system"))),
        "mood": str(mood),
        "tone": {Mood.WORSE: "bad", Mood.BETTER: "ok"}.get(Mood(talk.mood), "line")
        if talk.mood is not None
        else "",
        "text": _short(talk.text),
        "href": reverse("engagement:detail", kwargs={"ref": talk.ref}),
    }


def _promise(promise: Promise, at: datetime) -> dict[str, Any]:
    due = formats.due(promise.due, at=at, since=promise.made_at) if promise.due else None
    return {
        "words": visible(promise.words),
        "due": due.words if due else _("no date"),
        "state": due.state if due else "",
        "part": due.part if due else 0.0,
        "ref": promise.ref,
        "href": reverse("promises:detail", kwargs={"ref": promise.ref}),
    }


def _kept(brief: Brief) -> str:
    ledger = brief.ledger
    if not ledger.due_count:
        return ""
    part = formats.percent(ledger.kept_count / ledger.due_count)
    return _("kept %(part)s of %(n)s") % {"part": part, "n": ledger.due_count}


def _colleague(row: dict[str, Any], at: datetime) -> dict[str, str]:
    n = row["talks"]
    return {
        "name": visible(row["logged_by__name"]),
        "talks": ngettext("%(n)s talk", "%(n)s talks", n) % {"n": n},
        "last": formats.when(row["last"], at=at),
    }


def _short(text: str) -> str:
    text = " ".join(visible(text).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
