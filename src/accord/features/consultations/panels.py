"""What consultations show on pages that are not theirs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.consultations import policies, queries
from accord.features.consultations.models import Consultation
from accord.features.consultations.states import State
from accord.features.initiatives.models import Initiative
from accord.foundation.accounts.models import User
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.search.documents import EVERYONE, Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
from accord.foundation.ui import addresses
from accord.foundation.ui.calendar import Happening
from accord.foundation.ui.owed import Owed
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

VERBS = {
    "consultation-asked": Verb(
        words=gettext_lazy("%(by)s asked them: %(title)s"), icon="megaphone"
    ),
    "consultation-answer": Verb(
        words=gettext_lazy("They answered a consultation: %(title)s"), icon="message-circle",
        tone="acc",
    ),
    "consultation-decided": Verb(
        words=gettext_lazy("%(by)s said what came of a consultation: %(title)s"), icon="scale"
    ),
    "consultation-told": Verb(
        words=gettext_lazy("%(by)s told them what came of a consultation: %(title)s"),
        icon="megaphone", tone="ok",
    ),
    "consultation-undelivered": Verb(
        words=gettext_lazy("What came of a consultation did not reach them: %(title)s"),
        icon="mail", tone="warn",
    ),
}  # fmt: skip
TONES = {State.DRAFT: "", State.OPEN: "info", State.CLOSED: "warn", State.ANSWERED: "ok"}
SOON = timedelta(days=3)
MOST = 20


def address(one: Consultation, verb: str = "detail") -> str:
    return addresses.to(f"consultations:{verb}", kwargs={"ref": one.ref})


def of_initiative(request: Request, initiative: Initiative) -> str:
    """Draw the consultations on an initiative, and the way to a new one."""
    add = addresses.to("consultations:add")
    context = {
        "rows": [
            {
                "question": visible(one.question), "href": address(one), "ref": one.ref,
                "state": State(one.state).label, "tone": TONES[State(one.state)],
            }
            for one in queries.of_initiative(initiative)[:MOST]
        ],
        "add": f"{add}?initiative={initiative.ref}" if policies.RUN.allows(request.user) else "",
    }  # fmt: skip
    return piece(request, "consultations/panel_initiative.html", context)


def owed(user: User, people: Sequence[int]) -> list[Owed]:
    """Give what closes soon, and what is closed and not answered yet."""
    soon = clock.now() + SOON
    return [
        Owed(
            kind="consultation", ref=one.ref, url=address(one), icon="megaphone",
            title=_owed_words(one) % {"question": one.question}, owner_id=one.owner_id,
            due=one.closes_at if one.state == State.OPEN else None,
            ends_at=one.closes_at if one.state == State.OPEN else None,
            since=one.opens_at or one.made_at, whom=None,
        )
        for one in queries.unfinished(user, people)
        if one.state == State.CLOSED or one.closes_at <= soon
    ]  # fmt: skip


def _owed_words(one: Consultation) -> str:
    if one.state == State.OPEN:
        return _("Closes soon: %(question)s")
    if one.decided_at is None:
        return _("Say what came of it: %(question)s")
    return _("Tell everybody what came of it: %(question)s")


def settled(user: User, people: Sequence[int], since: datetime) -> list[datetime]:
    """Give nothing: what counts is told on the page of each."""
    del user, people, since
    return []


def happenings(
    user: User, people: Sequence[int], start: datetime, end: datetime
) -> list[Happening]:
    """Give what opens and closes between two moments, for the calendar."""
    words = {"opens": _("Opens: %(question)s"), "closes": _("Closes: %(question)s")}
    return [
        Happening(
            key=f"{one.ref}-{what}", title=words[what] % {"question": one.question},
            url=address(one), when=moment, whom=one.initiative.name,
            is_done=moment <= clock.now(), is_restricted=False,
        )
        for one, what, moment in queries.due_between(user, people, start, end)
    ]  # fmt: skip


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: the question, for whoever may read anything."""
    for row in rows_of(Consultation, keys, touched):
        yield Document(
            kind="consultation", object_id=row.pk, ref=row.ref, title=row.question,
            look="megaphone", names=(row.question,), visibility=EVERYONE,
            owner_ids=(row.owner_id,),
        )  # fmt: skip


source = Search(
    number=30,
    label=gettext_lazy("Consultations"),
    model="consultations.consultation",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("consultations:detail", kwargs={"ref": ref}),
    watches={
        "consultations.consultation": Watch(columns=frozenset({"ref", "question", "owner_id"})),
    },
    prefix="CO",
    icon="megaphone",
)
