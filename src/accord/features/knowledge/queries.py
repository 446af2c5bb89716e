from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from accord.features.engagement.states import Channel
from accord.features.initiatives.models import Initiative, Stake
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.initiatives.states import Kind as InitiativeKind
from accord.features.knowledge.models import Audience, Note, Question, Receipt, Reuse, Route
from accord.features.knowledge.policies import VIEW
from accord.features.knowledge.states import REQUIRED, Duty, Kind, State
from accord.foundation.accounts.models import Department, Grant, User
from accord.foundation.accounts.queries import colleagues
from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel.roles import READERS
from accord.methods.teamwork import read_receipt_coverage
from accord.methods.teamwork.knowing import Coverage

MOST_OFFERED = 3
MOST_LESSONS = 500
ENOUGH = 2  # of what tells that a lesson fits


def visible_to(user: Any) -> QuerySet[Note]:
    """Give one's own notes, those for all, and those that one is or was to read."""
    found = Note.objects.select_related("author", "initiative", "correction")
    addressed = Receipt.objects.filter(person_id=user.pk).values("note_id")
    told = Q(pk__in=addressed)
    if reach_of(user).holds(READERS):
        told |= Q(is_for_all=True)
    return found.filter(Q(author_id=user.pk) | ~Q(state=State.DRAFT) & told)


def in_order(user: Any, which: str = "", kind: str = "") -> QuerySet[Note]:
    """Give the newest first; ``which`` is "mine" to acknowledge, "drafts" or "withdrawn"."""
    found = visible_to(user).order_by("-published_at", "-pk")
    if kind:
        found = found.filter(kind=kind)
    if which == "mine":
        waiting = owed_by(user, [user.pk]).values("note_id")
        return found.filter(pk__in=waiting)
    states = {"drafts": State.DRAFT, "withdrawn": State.WITHDRAWN}
    return found.filter(state=states.get(which, State.PUBLISHED))


def initiative_seen(user: Any, note: Note) -> Initiative | None:
    """Give what a note is about, where one may see that."""
    if note.initiative_id is None:
        return None
    return initiatives_visible_to(user).filter(pk=note.initiative_id).first()


def owed_by(user: Any, people: Iterable[int]) -> QuerySet[Receipt]:
    """Give what ``people`` still have to acknowledge, of notes that ``user`` may see."""
    found = Receipt.objects.filter(
        person_id__in=list(people), acknowledged_at=None, duty__in=REQUIRED,
        note__state=State.PUBLISHED, note__in=visible_to(user),
    )  # fmt: skip
    return _current(found).select_related("note", "person").order_by("due_at", "pk")


def settled_since(user: Any, people: Iterable[int], since: datetime) -> QuerySet[Receipt]:
    return Receipt.objects.filter(
        person_id__in=list(people), acknowledged_at__gte=since, due_at__isnull=False,
        note__in=visible_to(user),
    )  # fmt: skip


def _current(found: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Keep those of the edition that counts."""
    return found.filter(edition=F("note__edition"))


def own_receipt(user: Any, note: Note) -> Receipt | None:
    found = Receipt.objects.filter(note=note, person_id=user.pk, edition=note.edition)
    return found.select_related("note", "route").first()


def receipts_of(note: Note) -> QuerySet[Receipt]:
    """Give who was to read the edition that counts, by name: never by who was quickest."""
    found = Receipt.objects.filter(note=note, edition=note.edition)
    return found.select_related("person", "route").order_by("person__name", "pk")


def coverage(receipts: Iterable[Receipt], at: datetime) -> tuple[int, int, Coverage | None]:
    """Tell of how many of those who must know it is said that they do."""
    must = [one for one in receipts if one.duty in REQUIRED]
    said = [one for one in must if one.acknowledged_at is not None]
    late = any(one.due_at is not None and one.due_at <= at for one in must)
    found = read_receipt_coverage(
        [str(one.person_id) for one in must], [str(one.person_id) for one in said], due_passed=late
    )
    return len(said), len(must), found.value


def counts_of(notes: Iterable[Note]) -> Mapping[int, tuple[int, int]]:
    """Give of each note how many of those who must know acknowledged it, and how many must."""
    found = _current(Receipt.objects.filter(note__in=list(notes), duty__in=REQUIRED))
    rows = found.values("note_id").annotate(
        said=Count("pk", filter=Q(acknowledged_at__isnull=False)), must=Count("pk")
    )
    return {row["note_id"]: (row["said"], row["must"]) for row in rows.order_by()}


def overdue(at: datetime) -> list[Receipt]:
    """Give what should have been acknowledged by now, whoever may see it."""
    found = Receipt.objects.filter(
        acknowledged_at=None, duty__in=REQUIRED, due_at__lte=at, note__state=State.PUBLISHED,
    )  # fmt: skip
    return list(_current(found).select_related("note", "person").order_by("due_at", "pk")[:500])


def questions_of(note: Note) -> QuerySet[Question]:
    found = Question.objects.filter(note=note)
    return found.select_related("asked_by", "answered_by").order_by("pk")


def questions_visible_to(user: Any) -> QuerySet[Question]:
    return Question.objects.filter(note__in=visible_to(user)).select_related("note")


def readers_of(notes: Iterable[int]) -> Mapping[int, list[int]]:
    """Give of each note to whom it was ever addressed."""
    found: dict[int, list[int]] = {}
    rows = Receipt.objects.filter(note__in=list(notes)).order_by("person_id")
    for note, person in rows.values_list("note_id", "person_id").distinct():
        found.setdefault(note, []).append(person)
    return found


def readers_among(found: QuerySet[User], on: date) -> set[int]:
    """Give those who may read here at all."""
    readers = Grant.objects.filter(role__in=READERS, person__in=found).order_by("pk")
    return {one.person_id for one in readers if one.is_current(on)}


def addressed(audience: Iterable[Audience], on: date) -> dict[int, Audience]:
    """Say who is meant, each with the line that asks the most of them, the first of equals."""
    rank = {duty: place for place, duty in enumerate(Duty.values)}
    found: dict[int, Audience] = {}
    for line in audience:
        for key in readers_among(_meant(line, on), on):
            if key not in found or rank[line.duty] < rank[found[key].duty]:
                found[key] = line
    return found


def _meant(line: Audience, on: date) -> QuerySet[User]:
    """Give those who are all that a line says."""
    people = colleagues().order_by()
    if line.person_id is not None:
        people = people.filter(pk=line.person_id)
    if line.department_id is not None:
        people = people.filter(department__path__contains=f"/{line.department_id}/")
    if line.role:
        holders = Grant.objects.filter(role=line.role).order_by("pk")
        people = people.filter(pk__in={one.person_id for one in holders if one.is_current(on)})
    if line.initiative_id is not None:
        held = Stake.objects.filter(initiative=line.initiative_id, ended_at=None)
        of = Initiative.objects.filter(pk=line.initiative_id)
        people = people.filter(
            Q(pk__in=of.values("owner_id"))
            | Q(department__in=of.exclude(department=None).values("department_id"))
            | Q(pk__in=held.exclude(party__owner=None).values("party__owner_id"))
        )
    return people


def routes(user: Any) -> QuerySet[Route]:
    """Give the rules that count, to whoever reads here at all."""
    found = Route.objects.filter(ended_at=None) if VIEW.allows(user) else Route.objects.none()
    return found.select_related("initiative", "department").order_by("name", "pk")


def routes_for(note: Note) -> list[Route]:
    """Give the rules that a note meets."""
    topics = {word.casefold() for word in topics_of(note)}
    found = Route.objects.filter(ended_at=None).order_by("pk")
    return [
        one
        for one in found
        if one.kind in {"", note.kind}
        and (not one.topic or one.topic.casefold() in topics)
        and one.initiative_id in {None, note.initiative_id}
        and not (one.is_of_initiative and note.initiative_id is None)
    ]


def line_of(route: Route, note: Note) -> Audience:
    """Give the line of a note's audience that a rule adds."""
    return Audience(
        note=note, route=route, duty=route.duty, department_id=route.department_id,
        role=route.role, initiative_id=note.initiative_id if route.is_of_initiative else None,
    )  # fmt: skip


def audience_of(note: Note) -> QuerySet[Audience]:
    found = Audience.objects.filter(note=note)
    return found.select_related("department", "person", "initiative").order_by("pk")


def open_departments() -> QuerySet[Department]:
    return Department.objects.filter(is_active=True).order_by("name", "pk")


@dataclass(frozen=True)
class Context:
    """What a lesson may fit: a record with its reference and what tells of it."""

    ref: str
    text: str = ""
    initiative_id: int | None = None
    initiative_kind: str = ""
    channel: str = ""


@dataclass(frozen=True)
class Offer:
    """A lesson with the reasons why it is offered here."""

    note: Note
    reasons: list[str]
    is_useful: bool


def lessons_for(user: Any, context: Context, on: date) -> list[Offer]:
    """Give the lessons that fit, the best first, each with why.

    A topic that is named counts two, as does the same initiative; the same kind of initiative or
    channel counts one. What somebody said does not fit here is not offered here again.
    """
    notes = visible_to(user).filter(kind=Kind.LESSON, state=State.PUBLISHED)
    notes = notes.filter(Q(until_date=None) | Q(until_date__gte=on)).exclude(ref=context.ref)
    said = dict(Reuse.objects.filter(about=context.ref).values_list("note_id", "is_useful"))
    found = []
    for note in notes.order_by("-published_at", "-pk")[:MOST_LESSONS]:
        points, reasons = _fit(note, context)
        if said.get(note.pk, points >= ENOUGH):
            found.append((points, Offer(note, reasons, said.get(note.pk, False))))
    found.sort(key=lambda one: -one[0])
    return [offer for _points, offer in found[:MOST_OFFERED]]


def _fit(note: Note, context: Context) -> tuple[int, list[str]]:
    words, text = topics_of(note), context.text.casefold()
    named = [word for word in words if word.casefold() in text]
    reasons = [_("topic: %(words)s") % {"words": ", ".join(named)}] if named else []
    points = 2 * len(named)
    if note.initiative_id is not None and note.initiative_id == context.initiative_id:
        points, reasons = points + 2, [*reasons, _("from the same initiative")]
    if note.initiative_kind and note.initiative_kind == context.initiative_kind:
        kind = InitiativeKind(note.initiative_kind).label
        points, reasons = points + 1, [*reasons, _("also: %(what)s") % {"what": kind}]
    if note.channel and note.channel == context.channel:
        label = Channel(note.channel).label
        points, reasons = points + 1, [*reasons, _("also: %(what)s") % {"what": label}]
    return points, reasons


def topics_of(note: Note) -> list[str]:
    return [word for part in note.topics.split(",") if (word := part.strip())]


def reuse_of(notes: Iterable[Note]) -> Mapping[int, tuple[int, int]]:
    """Count of each lesson where it was useful and where it did not fit."""
    rows = Reuse.objects.filter(note__in=list(notes)).values("note_id")
    counted = rows.annotate(
        useful=Count("pk", filter=Q(is_useful=True)), other=Count("pk", filter=Q(is_useful=False))
    )
    return {row["note_id"]: (row["useful"], row["other"]) for row in counted.order_by()}
