"""What promises show on pages that are not theirs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.promises import policies, queries
from accord.features.promises.models import Promise
from accord.features.promises.states import State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import told_readers, told_subjects, told_to
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.models import User
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel import clock
from accord.foundation.search.documents import Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.calendar import Happening
from accord.foundation.ui.menu import Count, door
from accord.foundation.ui.owed import Owed, whom
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

VERBS = {
    "promised-we": Verb(
        words=gettext_lazy("%(by)s promised: %(title)s"), icon="handshake", tone="acc"
    ),
    "promised-they": Verb(
        words=gettext_lazy("They promised %(by)s: %(title)s"), icon="handshake", tone="acc"
    ),
    "promise-kept": Verb(
        words=gettext_lazy("%(ref)s kept on time: %(title)s"), icon="check", tone="ok"
    ),
    "promise-kept-late": Verb(words=gettext_lazy("%(ref)s kept late: %(title)s"), icon="check"),
    "promise-broken": Verb(words=gettext_lazy("%(ref)s broken: %(title)s"), icon="x", tone="bad"),
    "promise-released": Verb(
        words=gettext_lazy("%(ref)s no longer asked for: %(title)s"), icon="unlink"
    ),
    "promise-reopened": Verb(
        words=gettext_lazy("%(by)s took %(ref)s up again: %(title)s"), icon="rotate-ccw"
    ),
    "promise-moved": Verb(
        words=gettext_lazy("%(by)s agreed on a new date for %(ref)s: %(title)s"),
        icon="calendar-clock",
    ),
    "promise-handed-over": Verb(
        words=gettext_lazy("%(by)s handed %(ref)s over: %(title)s"),
        icon="arrow-right-left",
        is_small=True,
    ),
}


def address(promise: Promise, verb: str = "detail") -> str:
    return addresses.to(f"promises:{verb}", kwargs={"ref": promise.ref})


def due_of(promise: Promise, at: datetime) -> formats.Due | None:
    """Tell the clock of a promise: how much of its time is used, or when it was kept."""
    if promise.due is None:
        return None
    return formats.due(promise.due, at=at, since=promise.made_at)


def ledger(request: Request, party: Party) -> Callable[[], str]:
    """Draw what stands between us and ``party``."""
    at = clock.now()
    asked = queries.ask_ledger(request.user, party, at)

    def draw() -> str:
        found = asked()
        context = {
            "we": [_item(promise, at) for promise in found.we],
            "they": [_item(promise, at) for promise in found.they],
            "kept": _kept(found),
            "add": _add_address(party) if policies.MAKE.allows(request.user, party) else "",
        }
        return piece(request, "promises/panel_ledger.html", context)

    return draw


def _item(promise: Promise, at: datetime) -> dict[str, Any]:
    return {"title": promise.words, "href": address(promise), "due": due_of(promise, at)}


def _kept(found: queries.Ledger) -> str:
    """Say how each side keeps its word, ours first."""
    said = []
    if found.due_count:
        part = formats.percent(found.kept_count / found.due_count)
        said.append(_("kept %(part)s of %(n)s") % {"part": part, "n": found.due_count})
    if found.their_due_count:
        part = formats.percent(found.their_kept_count / found.their_due_count)
        said.append(_("they %(part)s of %(n)s") % {"part": part, "n": found.their_due_count})
    return " · ".join(said)


def _add_address(party: Party) -> str:
    return f"{addresses.to('promises:add')}?about={party.ref}"


def counts(keys: Sequence[int], user: User) -> Callable[[], Mapping[int, int]]:
    """Count what we owe each party of a list."""
    return queries.ask_we_owe_counts(user, keys)


def acts(request: Request, party: Party) -> str:
    """Draw the lines of the record's menu."""
    return piece(request, "promises/panel_acts.html", {"add": _add_address(party)})


def owed(user: User, people: Sequence[int]) -> list[Owed]:
    may = policies.KEEP.allows(user)
    log = door("log")
    return [_owed(promise, log, may=may) for promise in queries.owed_by(user, people)]


def _owed(promise: Promise, log: str, *, may: bool) -> Owed:
    party = promise.party
    # What is late can't be put off in silence: the other side is told another date.
    is_late = promise.due_at is not None and promise.due_at < clock.now()
    later = "move" if is_late else "snooze"
    return Owed(
        kind="promise", ref=promise.ref, title=promise.words, url=address(promise),
        icon="handshake", owner_id=promise.owner_id or 0, due=promise.due, ends_at=promise.due_at,
        since=promise.made_at,
        whom=whom(party, addresses.to("stakeholders:detail", kwargs={"ref": party.ref})),
        done=address(promise, "keep") if may else "",
        snooze=address(promise, later) if may else "",
        hand_over=address(promise, "hand-over") if may else "",
        reply=f"{log}?about={party.ref}" if may and log else "",
        snoozed_until=promise.snoozed_until,
    )  # fmt: skip


def settled(user: User, people: Sequence[int], since: datetime) -> list[datetime]:
    found = queries.settled_by(user, people, since)
    return [moment for moment in found.values_list("due_at", flat=True) if moment]


def waiting(user: User) -> Count:
    """Count my late promises, for the sidebar."""
    late = queries.late_count(user, clock.now())
    return Count(late, hot=bool(late))


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: found by reference or by words, by whoever may see the party."""
    rows = rows_of(Promise, keys, touched)
    told = told_to(queries.KIND, [row.pk for row in rows if row.visibility == Visibility.NAMED])
    for row in rows:
        yield Document(
            kind="promise", object_id=row.pk, ref=row.ref, title=row.words, look="handshake",
            names=(row.words,), visibility=row.visibility, department_id=row.department_id,
            reader_ids=tuple(told.get(row.pk, ())),
            owner_ids=(row.owner_id,) if row.owner_id else (),
            within=("party", row.party_id),
        )  # fmt: skip


source = Search(
    number=3,
    label=gettext_lazy("Promises"),
    model="promises.promise",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("promises:detail", kwargs={"ref": ref}),
    watches={
        "promises.promise": Watch(
            columns=frozenset(
                {"ref", "words", "visibility", "department_id", "party_id", "owner_id"}
            )
        ),
        "stakeholders.timelinerow": Watch(keys=told_subjects(queries.KIND)),
        "stakeholders.timelinereader": Watch(keys=told_readers(queries.KIND)),
    },
    prefix="P",
    icon="handshake",
    nested=True,
)


def happenings(
    user: User, people: Sequence[int], start: datetime, end: datetime
) -> list[Happening]:
    """Give what is due between two moments, for the calendar."""
    return [
        Happening(
            key=promise.ref, title=promise.words, url=address(promise), when=promise.due,
            whom=promise.party.name, is_done=promise.state != State.AGREED,
            is_restricted="named" in {promise.visibility, promise.party.visibility},
        )
        for promise in queries.due_between(user, people, start, end)
        if promise.due is not None
    ]  # fmt: skip
