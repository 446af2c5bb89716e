from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._timeline import Telling, tell
from accord.features.stakeholders.models import (
    Affiliation,
    ContactPoint,
    GroupMember,
    Identifier,
    Party,
    PartyName,
    PartyPlace,
    SegmentMember,
)
from accord.features.stakeholders.queries import main_line
from accord.features.stakeholders.states import Kind, RowKind, Visibility
from accord.foundation.journal import rows
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class Post:
    """What a person is in an organisation, and since when."""

    organisation: Party
    post: str = ""
    unit: str = ""
    from_date: date | None = None
    until_date: date | None = None


def add_affiliation(*, by: Actor, person: Party, post: Post, at: datetime) -> Affiliation:
    """Give a person a dated role in an organisation; the newest open one is the main one."""
    if person.kind != Kind.PERSON or post.organisation.kind == Kind.PERSON:
        raise Invalid(_("Only a person can hold a post in an organisation."), field="organisation")
    if post.from_date and post.until_date and post.until_date < post.from_date:
        raise Invalid(_("The last day lies before the first."), field="until_date")
    new = Affiliation(
        person=person, organisation=post.organisation, post=post.post.strip(),
        unit=post.unit.strip(), from_date=post.from_date, until_date=post.until_date,
        is_main=post.until_date is None,
    )  # fmt: skip
    with change(policies.CHANGE, by=by, at=at, subject=person) as record:
        if new.is_main:
            _step_down(record, person)
        record.add(new)
        _headline(record, person)
        told = Telling(
            RowKind.CHANGE, "joined", subject=new, ref=post.organisation.ref,
            named=(post.organisation.pk,), text=post.post,
        )  # fmt: skip
        tell(by=by, record=record, parties=[person, post.organisation], telling=told, at=at)
    return new


def end_affiliation(
    *, by: Actor, affiliation: Affiliation, until_date: date, at: datetime
) -> Affiliation:
    with change(policies.CHANGE, by=by, at=at, subject=affiliation) as record:
        person = Party.objects.select_for_update().get(pk=affiliation.person_id)
        policies.CHANGE.demand(by, person)
        if affiliation.from_date and until_date < affiliation.from_date:
            raise Invalid(_("The last day lies before the first."), field="until_date")
        record.set(affiliation, until_date=until_date, is_main=False)
        _headline(record, person)
        organisation = affiliation.organisation
        told = Telling(
            RowKind.CHANGE, "left", subject=affiliation, ref=organisation.ref,
            named=(organisation.pk,), text=affiliation.post,
        )  # fmt: skip
        tell(by=by, record=record, parties=[person, organisation], telling=told, at=at)
    return affiliation


def move_person(*, by: Actor, person: Party, post: Post, at: datetime) -> Affiliation:
    """Move a person to another organisation: what they held ends the day before."""
    start = post.from_date or day_of(at, settings.HOUSE_TIME_ZONE)
    with change(policies.CHANGE, by=by, at=at, subject=person):
        held = Affiliation.objects.filter(person=person, until_date__isnull=True)
        for affiliation in held:
            last = start - timedelta(days=1)
            if affiliation.from_date and last < affiliation.from_date:
                last = affiliation.from_date
            end_affiliation(by=by, affiliation=affiliation, until_date=last, at=at)
        moved = Post(post.organisation, post.post, post.unit, start, post.until_date)
        return add_affiliation(by=by, person=person, post=moved, at=at)


Belonging = (
    ContactPoint | Identifier | PartyName | Affiliation | GroupMember | PartyPlace | SegmentMember
)


def remove_fact(*, by: Actor, row: Belonging, at: datetime) -> None:
    """Take away what was never so; what ended is ended instead."""
    with change(policies.CHANGE, by=by, at=at, subject=row.ruled_by) as record:
        row.refresh_from_db()
        record.remove(row)
        if isinstance(row, Affiliation):
            _headline(record, row.ruled_by)


def _step_down(record: Record, person: Party) -> None:
    mains = Affiliation.objects.filter(person=person, is_main=True)
    record.set_many([(held, {"is_main": False}) for held in mains])


def _headline(record: Record, person: Party) -> None:
    """Keep the second line of a person true to their main post."""
    record.set(person, headline=main_line(person))


def follow_organisation(*, by: Actor, record: Record, organisation: Party, at: datetime) -> None:
    """Keep the second lines of those who hold a post true to the name and who may see it."""
    del by, at
    held = Affiliation.objects.filter(organisation=organisation, until_date__isnull=True)
    people = Party.objects.filter(pk__in=held.values("person_id")).select_for_update()
    lines = [(person, main_line(person)) for person in people.order_by("pk")]
    record.set_many([(one, {"headline": line}) for one, line in lines if one.headline != line])


def veil_headlines(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Let no second line that an undo brought back name whom not everybody may see any more."""
    del by, at
    keys = [key for key, _before, after in touched.changed if after.get("headline")]
    if not keys:
        return
    held = Affiliation.objects.filter(person__in=keys).select_related("person", "organisation")
    hidden = held.exclude(organisation__visibility=Visibility.EVERYONE)
    wrong = {row.person for row in hidden if row.organisation.name in row.person.headline}
    for person in wrong:
        touched.held.pop(person.pk, None)
    rows.update_many(Party, [(person.pk, {"headline": main_line(person)}) for person in wrong])


def add_to_group(
    *, by: Actor, group: Party, party: Party, at: datetime, from_date: date | None = None
) -> GroupMember:
    if group.kind != Kind.GROUP or group.pk == party.pk:
        raise Invalid(_("Choose a group."), field="group")
    if GroupMember.objects.filter(group=group, party=party).exists():
        raise Invalid(_("They belong to this group already."), field="group")
    member = GroupMember(group=group, party=party, from_date=from_date)
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        record.add(member)
        told = Telling(RowKind.CHANGE, "grouped", subject=member, ref=group.ref, named=(group.pk,))
        tell(by=by, record=record, parties=[party], telling=told, at=at)
    return member
