from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.models import (
    Category,
    ConsentPurpose,
    Party,
    PartyTopic,
    Segment,
    SegmentMember,
    Topic,
)
from accord.features.stakeholders.queries import rule_problem
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.ui.listing.columns import Asking

SEGMENT_FIELDS = frozenset(
    {
        "name", "is_rule", "rule", "needs", "language", "channel", "rhythm_days",
        "accessibility", "department_id",
    }
)  # fmt: skip


Named = type[Category] | type[Segment] | type[Topic] | type[ConsentPurpose]


def _free(model: Named, name: str, own: int | None) -> str:
    name = said(name, "name", why=_("Give it a name."))
    if model.objects.filter(name=name).exclude(pk=own or 0).exists():
        raise Invalid(_("This name is taken."), field="name")
    return name


def add_category(*, by: Actor, name: str, at: datetime, position: int = 0) -> Category:
    category = Category(name=_free(Category, name, None), position=position)
    with change(policies.CONFIGURE, by=by, at=at) as record:
        record.subject = category
        record.add(category)
    return category


def change_category(
    *, by: Actor, category: Category, at: datetime, seen: int | None = None, **fields: Any
) -> Category:
    if unknown := fields.keys() - {"name", "position", "is_active"}:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    if "name" in fields:
        fields["name"] = _free(Category, fields["name"], category.pk)
    with change(policies.CONFIGURE, by=by, at=at, subject=category, seen=seen) as record:
        record.set(category, **fields)
    return category


def _sound(by: Actor, at: datetime, segment: Segment | None, fields: dict[str, Any]) -> None:
    """Refuse what a segment can't hold: a rule that can't be asked, or that asks for itself."""
    if unknown := fields.keys() - SEGMENT_FIELDS:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    follows = fields.get("is_rule", segment.is_rule if segment else False)
    if follows and ("rule" in fields or segment is None):
        own = segment.pk if segment else None
        wrong = rule_problem(fields.get("rule", []), Asking(by, at), own)
        if wrong:
            raise Invalid(wrong, field="rule")


def add_segment(*, by: Actor, name: str, at: datetime, **fields: Any) -> Segment:
    """Make a set of parties: hand-picked, or by a rule in the words of the list page."""
    _sound(by, at, None, fields)
    segment = Segment(name=_free(Segment, name, None), **fields)
    with change(policies.ADD, by=by, at=at) as record:
        record.subject = segment
        record.add(segment)
    return segment


def change_segment(
    *, by: Actor, segment: Segment, at: datetime, seen: int | None = None, **fields: Any
) -> Segment:
    _sound(by, at, segment, fields)
    if "name" in fields:
        fields["name"] = _free(Segment, fields["name"], segment.pk)
    with change(policies.ADD, by=by, at=at, subject=segment, seen=seen) as record:
        record.set(segment, **fields)
    return segment


def retire_segment(*, by: Actor, segment: Segment, at: datetime, active: bool = False) -> Segment:
    """Take a segment out of use, or with ``active`` back into it; its members stay."""
    with change(policies.ADD, by=by, at=at, subject=segment) as record:
        record.set(segment, is_active=active)
    return segment


def pick(*, by: Actor, segment: Segment, party: Party, at: datetime) -> SegmentMember:
    if segment.is_rule:
        raise Invalid(_("This segment follows a rule; change the rule instead."))
    if SegmentMember.objects.filter(segment=segment, party=party).exists():
        raise Invalid(_("They are in this segment already."))
    member = SegmentMember(segment=segment, party=party)
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        record.add(member)
    return member


def unpick(*, by: Actor, member: SegmentMember, at: datetime) -> None:
    with change(policies.CHANGE, by=by, at=at, subject=member.party) as record:
        record.remove(member)


def add_topic(*, by: Actor, name: str, at: datetime) -> Topic:
    topic = Topic(name=_free(Topic, name, None))
    with change(policies.CONFIGURE, by=by, at=at) as record:
        record.subject = topic
        record.add(topic)
    return topic


def change_topic(
    *, by: Actor, row: Topic, at: datetime, seen: int | None = None, **fields: Any
) -> Topic:
    """Rename a topic, or offer it no more; who chose it keeps it."""
    return _reword(by, row, fields, at, seen)


def change_consent_purpose(
    *, by: Actor, row: ConsentPurpose, at: datetime, seen: int | None = None, **fields: Any
) -> ConsentPurpose:
    """Rename a purpose, or ask for it no more; what was said about it stays."""
    return _reword(by, row, fields, at, seen)


Word = TypeVar("Word", Topic, ConsentPurpose)


def _reword(by: Actor, row: Word, fields: dict[str, Any], at: datetime, seen: int | None) -> Word:
    if unknown := fields.keys() - {"name", "is_active"}:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    if "name" in fields:
        fields["name"] = _free(type(row), fields["name"], row.pk)
    with change(policies.CONFIGURE, by=by, at=at, subject=row, seen=seen) as record:
        record.set(row, **fields)
    return row


def set_topics(*, by: Actor, party: Party, topics: list[Topic], at: datetime) -> None:
    """Make ``topics`` the whole of what a party wants to hear about."""
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        there = {row.topic_id: row for row in PartyTopic.objects.filter(party=party)}
        wanted = {topic.pk for topic in topics}
        record.remove_many([row for key, row in there.items() if key not in wanted])
        new = [PartyTopic(party=party, topic_id=key) for key in sorted(wanted - there.keys())]
        record.add_many(new)
