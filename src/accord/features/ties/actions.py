"""Every write on ties."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Kind, RowKind
from accord.features.ties import policies
from accord.features.ties.models import Tie, TieType
from accord.features.ties.queries import types_between
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

STRENGTHS = range(1, 6)
FIELDS = frozenset({"name", "reverse", "one_kind", "other_kind", "is_active"})


@dataclass(frozen=True)
class TieDetails:
    """How strong a tie is, from 1 to 5, how we know of it, and from when until when it is there."""

    strength: int | None = None
    source: str = ""
    from_date: date | None = None
    until_date: date | None = None


def add_type(
    *, by: Actor, name: str, at: datetime, reverse: str = "", one_kind: str = "",
    other_kind: str = "",
) -> TieType:  # fmt: skip
    """Add a type of tie. Without ``reverse`` it reads the same from both ends."""
    fields = _sound(None, name=name, reverse=reverse, one_kind=one_kind, other_kind=other_kind)
    kind = TieType(**fields)
    with change(policies.CONFIGURE, by=by, at=at) as record:
        record.subject = kind
        record.add(kind)
    return kind


def change_type(
    *, by: Actor, kind: TieType, at: datetime, seen: int | None = None, **fields: Any
) -> TieType:
    """Change the words of a type, or whether new ties may be of it."""
    if unknown := fields.keys() - FIELDS:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    fields = _sound(kind, **fields)
    with change(policies.CONFIGURE, by=by, at=at, subject=kind, seen=seen) as record:
        record.set(kind, **fields)
    return kind


def tie(
    *, by: Actor, kind: TieType, one: Party, other: Party, at: datetime,
    details: TieDetails | None = None,
) -> Tie:  # fmt: skip
    """Tie ``one`` to ``other``; the older first where it reads the same from both ends.

    Raises Invalid when such two can't be tied so, or are already.
    """
    details = _checked(details or TieDetails())
    if one.pk == other.pk:
        raise Invalid(_("Nobody is tied to themselves."), field="other")
    if not types_between(one, other).filter(pk=kind.pk).exists():
        raise Invalid(_("Such two can't be tied so."), field="type")
    if not kind.is_directed and other.pk < one.pk and kind.one_kind == kind.other_kind:
        one, other = other, one
    new = Tie(type=kind, one=one, other=other, **vars(details))
    with change(policies.TIE, by=by, at=at, subject=one) as record:  # two who tie them take turns
        policies.TIE.demand(by, other)
        if not new.until_date:
            _demand_new(new)
        record.subject = one
        record.add(new)
        _tell(by, record, new, "tied", at)
    return new


def change_tie(
    *, by: Actor, held: Tie, details: TieDetails, at: datetime, seen: int | None = None
) -> Tie:
    """Change how strong a tie is, how we know, or its days."""
    details = _checked(details)
    with change(policies.TIE, by=by, at=at, subject=held, seen=seen) as record:
        policies.TIE.demand(by, held.other)
        if held.until_date and not details.until_date:
            _demand_new(held)
        record.set(held, **vars(details))
    return held


def end_tie(*, by: Actor, held: Tie, until_date: date, at: datetime) -> Tie:
    """Say until when a tie was there. Raises Stale when it has ended already."""
    with change(policies.TIE, by=by, at=at, subject=held) as record:
        policies.TIE.demand(by, held.other)
        if held.until_date:
            raise Stale(_("This has ended already."))
        if held.from_date and until_date < held.from_date:
            raise Invalid(_("The last day lies before the first."), field="until_date")
        record.set(held, until_date=until_date)
        _tell(by, record, held, "untied", at)
    return held


def remove_tie(*, by: Actor, held: Tie, at: datetime) -> None:
    """Take away what was never so; what is over is ended instead."""
    with change(policies.TIE, by=by, at=at, subject=held.one) as record:
        policies.TIE.demand(by, held.other)
        held.refresh_from_db()
        record.remove(held)


def _sound(kind: TieType | None, **fields: Any) -> dict[str, Any]:
    """Check what a type is to be. Raises Invalid naming the field."""
    for field in fields.keys() & {"name", "reverse"}:
        fields[field] = plain(fields[field], field)
    for field in fields.keys() & {"one_kind", "other_kind"}:
        if fields[field] not in ("", *Kind):
            raise Invalid(_("There is no such kind."), field=field)
    if "name" in fields:
        said(fields["name"], "name", why=_("Give it a name."))
        taken = TieType.objects.filter(name=fields["name"]).exclude(pk=kind.pk if kind else 0)
        if taken.exists():
            raise Invalid(_("This name is taken."), field="name")
    return fields


def _checked(details: TieDetails) -> TieDetails:
    if details.strength is not None and details.strength not in STRENGTHS:
        raise Invalid(_("The strength goes from 1 to 5."), field="strength")
    plain(details.source, "source")
    if details.from_date and details.until_date and details.until_date < details.from_date:
        raise Invalid(_("The last day lies before the first."), field="until_date")
    return details


def _demand_new(new: Tie) -> None:
    """Refuse a second tie of one type between two who have one that goes on."""
    there = Tie.objects.filter(
        type_id=new.type_id, one_id=new.one_id, other_id=new.other_id, until_date=None
    )
    if there.exclude(pk=new.pk or 0).exists():
        raise Invalid(_("They are tied so already."), field="type")


def _tell(by: Actor, record: Record, told: Tie, verb: str, at: datetime) -> None:
    """Write a row with each of the two, in words as they read from there."""
    words = told.type.name, told.type.reverse or told.type.name
    for mine, other, text in zip(
        (told.one, told.other), (told.other, told.one), words, strict=True
    ):
        telling = Telling(
            RowKind.CHANGE, verb, subject=told, ref=other.ref, named=(other.pk,), text=text
        )
        tell(by=by, record=record, parties=[mine], telling=telling, at=at)
