"""What tasks show on pages that are not theirs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import escape

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import told_readers, told_subjects, told_to
from accord.features.stakeholders.states import Visibility
from accord.features.tasks import policies, queries
from accord.features.tasks.models import Task
from accord.features.tasks.states import RepeatUnit, State
from accord.foundation.accounts.models import User
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.search.documents import EVERYONE, Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.calendar import Happening
from accord.foundation.ui.icons import CHANNELS
from accord.foundation.ui.menu import Count, door
from accord.foundation.ui.owed import Appointment, Owed, Whom, whom
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb, page_of

VERBS = {
    "task-given": Verb(words=gettext_lazy("%(by)s planned: %(title)s"), icon="list-checks",
                       is_small=True),
    "task-done": Verb(words=gettext_lazy("%(by)s did: %(title)s"), icon="square-check-big",
                      tone="ok"),
    "task-dropped": Verb(words=gettext_lazy("%(by)s dropped: %(title)s"), icon="x"),
    "task-reopened": Verb(words=gettext_lazy("%(by)s took up again: %(title)s"), icon="rotate-ccw",
                          is_small=True),
    "task-handed-over": Verb(words=gettext_lazy("%(by)s handed over: %(title)s"),
                             icon="arrow-right-left", is_small=True),
}  # fmt: skip
SHOWN = 5
STEP_LENGTH = 26


def address(task: Task, verb: str = "detail") -> str:
    return addresses.to(f"tasks:{verb}", kwargs={"ref": task.ref})


def due_of(task: Task, at: datetime) -> formats.Due | None:
    if task.due is None:
        return None
    return formats.due(task.due, at=at, since=task.made_at)


def effort(minutes: int | None) -> str:
    """Say an effort as people do: "2 h 30 min"."""
    hours, rest = divmod(minutes or 0, 60)
    parts = [_("%(n)s h") % {"n": formats.number(hours)}] if hours else []
    return " ".join([*parts, *([_("%(n)s min") % {"n": rest}] if rest else [])])


def rhythm(task: Task) -> str:
    """Say how often a task repeats: "every 2 weeks"."""
    every = task.repeat_every or 0
    words = {
        RepeatUnit.DAY: formats.every(every),
        RepeatUnit.WORKDAY: ngettext("every working day", "every %(n)s working days", every),
        RepeatUnit.WEEK: ngettext("every week", "every %(n)s weeks", every),
        RepeatUnit.MONTH: ngettext("every month", "every %(n)s months", every),
        RepeatUnit.YEAR: ngettext("every year", "every %(n)s years", every),
    }
    return words[RepeatUnit(task.repeat_unit)] % {"n": every}


def origin(ref: str) -> str:
    """Lead to the record that a task came from; who may not see it finds nothing there."""
    href = page_of(ref)
    return format_html('<a class="link" href="{}">{}</a>', href, ref) if href else ref


def shows_party(task: Task) -> bool:
    """Tell whether the party of a task that was asked for may be shown to who asked."""
    return bool(getattr(task, "party_seen", False))


def sign(task: Task) -> str:
    return CHANNELS.get(task.channel, "list-checks")


def next_steps(request: Request, party: Party) -> Callable[[], str]:
    """Draw what is to be done about ``party``."""
    at = clock.now()
    asked = queries.ask_next_steps(request.user, party)

    def draw() -> str:
        context = {
            "steps": [
                {"title": t.title, "href": address(t), "icon": sign(t), "owner": t.owner,
                 "due": due_of(t, at)}
                for t in asked()[:SHOWN]
            ],
            "add": add_address(party) if policies.ADD.allows(request.user, party) else "",
        }  # fmt: skip
        return piece(request, "tasks/panel_steps.html", context)

    return draw


def add_address(party: Party) -> str:
    return f"{addresses.to('tasks:add')}?about={party.ref}"


def next_titles(keys: Sequence[int], user: User) -> Mapping[int, str]:
    """Give the next step about each party of a list."""
    return queries.next_titles(user, keys)


def draw_step(title: str) -> str:
    """Draw the next step on one short line; its hint has all of it."""
    said = visible(title)
    if len(said) <= STEP_LENGTH:
        return str(escape(said))
    short = said[:STEP_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:")
    return f'<span title="{escape(said)}">{escape(short)}…</span>'


def acts(request: Request, party: Party) -> str:
    """Draw the lines of the record's menu."""
    return piece(request, "tasks/panel_acts.html", {"add": add_address(party)})


def owed(user: User, people: Sequence[int]) -> list[Owed]:
    may = policies.FINISH.allows(user)
    return [_owed(task, door("log"), may=may) for task in queries.owed_by(user, people)]


def _owed(task: Task, log: str, *, may: bool) -> Owed:
    about = _whom(task)
    return Owed(
        kind="task", ref=task.ref, title=task.title, url=address(task), icon=sign(task),
        owner_id=task.owner_id, due=task.due, ends_at=task.due_at, since=task.made_at,
        whom=about, done=address(task, "finish") if may else "",
        snooze=address(task, "snooze") if may else "",
        hand_over=address(task, "hand-over") if may else "",
        reply=f"{log}?about={about.ref}" if may and log and about else "",
        snoozed_until=task.snoozed_until,
    )  # fmt: skip


def _whom(task: Task) -> Whom | None:
    if task.party is None or not shows_party(task):
        return None
    return whom(task.party, addresses.to("stakeholders:detail", kwargs={"ref": task.party.ref}))


def settled(user: User, people: Sequence[int], since: datetime) -> list[datetime]:
    found = queries.done_by(user, people, since)
    return [moment for moment in found.values_list("due_at", flat=True) if moment]


def appointments(
    user: User, people: Sequence[int], start: datetime, end: datetime
) -> list[Appointment]:
    """Give the tasks that have a time between two moments."""
    return [
        Appointment(
            at=task.due, title=task.title, url=address(task), whom=_whom(task),
            is_done=task.state == State.DONE,
        )
        for task in queries.due_between(user, people, start, end)
        if isinstance(task.due, datetime)
    ]  # fmt: skip


def waiting(user: User) -> Count:
    """Count my late tasks, for the sidebar."""
    late = queries.late_count(user, clock.now())
    return Count(late, hot=bool(late))


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: found by reference or by words, by whoever may see the party.

    A task about nobody is everybody's to see, and one's own whoever it is about.
    """
    rows = rows_of(Task, keys, touched)
    told = told_to(queries.KIND, [row.pk for row in rows if row.visibility == Visibility.NAMED])
    for row in rows:
        about = row.party_id
        yield Document(
            kind="task", object_id=row.pk, ref=row.ref, title=row.title, look="list-checks",
            names=(row.title,), visibility=row.visibility if about else EVERYONE,
            department_id=row.department_id,
            reader_ids=tuple(told.get(row.pk, ())),
            owner_ids=(row.owner_id,) if row.owner_id else (),
            within=("party", about) if about else None, stands_alone=True,
        )  # fmt: skip


source = Search(
    number=4,
    label=gettext_lazy("Tasks"),
    model="tasks.task",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("tasks:detail", kwargs={"ref": ref}),
    watches={
        "tasks.task": Watch(
            columns=frozenset(
                {"ref", "title", "visibility", "department_id", "party_id", "owner_id"}
            )
        ),
        "stakeholders.timelinerow": Watch(keys=told_subjects(queries.KIND)),
        "stakeholders.timelinereader": Watch(keys=told_readers(queries.KIND)),
    },
    prefix="T",
    icon="list-checks",
    nested=True,
)


def happenings(
    user: User, people: Sequence[int], start: datetime, end: datetime
) -> list[Happening]:
    """Give what is due between two moments, for the calendar."""
    return [
        Happening(
            key=task.ref, title=task.title, url=address(task), when=task.due,
            whom=task.party.name if task.party and shows_party(task) else "",
            is_done=task.state == State.DONE,
            is_restricted="named"
            in {task.visibility, task.party.visibility if task.party else ""},
        )
        for task in queries.due_between(user, people, start, end)
        if task.due is not None
    ]  # fmt: skip
