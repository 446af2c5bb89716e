"""What is kept about a party, wherever it stands: for its whole file, and for its erasure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.models import (
    Affiliation,
    Consent,
    ContactPoint,
    Follow,
    GroupMember,
    Identifier,
    Merge,
    Note,
    Party,
    PartyName,
    PartyPlace,
    PartyReader,
    PartyTopic,
    RetentionReview,
    SegmentMember,
    TimelineRow,
    ToldApart,
)
from accord.features.stakeholders.queries._merging import merged_keys
from accord.features.stakeholders.queries._party import party_visible, rows_visible
from accord.features.stakeholders.states import Verdict
from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel.registry import Registry

Label = str | Promise
Told = tuple[str, Label]


@dataclass(frozen=True, kw_only=True)
class Held:
    """Rows of one model that are kept about a party.

    ``becomes`` says what is left of a row once the party is erased, by column; without it the row
    goes. ``told`` names what the whole file tells of a row: where it stands, and its label;
    ``seen`` narrows it to what a reader may see. ``column`` points at the party; where none does,
    ``find`` gives the rows; those it finds by other rows of the party are ``is_first`` to go.
    """

    label: Label
    model: type[Model]
    order: int
    column: str = "party_id"
    find: Callable[[Party], QuerySet[Any]] | None = None
    becomes: Callable[[Any, datetime], dict[str, Any]] | None = None
    told: Mapping[str, Told] = field(default_factory=dict)
    seen: Callable[[Any, Party], QuerySet[Any]] | None = None
    by: str = "pk"
    is_first: bool = False

    def rows(self, party: Party) -> QuerySet[Any]:
        if self.find is not None:
            return self.find(party)
        found: QuerySet[Any] = self.model._base_manager.filter(**{self.column: party.pk})  # noqa: SLF001
        return found

    def read(self, user: Any, party: Party) -> list[dict[str, Any]]:
        """Give what the whole file tells of these rows, as far as ``user`` may see them."""
        rows = self.seen(user, party) if self.seen else self.rows(party)
        columns = [place for place, _label in self.told.values()]
        found = rows.order_by(self.by, "pk").values_list(*columns)
        return [dict(zip(self.told, row, strict=True)) for row in found]


held: Registry[Held] = Registry("what is kept about a party")


def _posts_of(user: Any, party: Party) -> QuerySet[Any]:
    return Affiliation.objects.filter(party_visible(reach_of(user), "organisation"), person=party)


def _people_in(user: Any, party: Party) -> QuerySet[Any]:
    return Affiliation.objects.filter(party_visible(reach_of(user), "person"), organisation=party)


def _groups_of(user: Any, party: Party) -> QuerySet[Any]:
    return GroupMember.objects.filter(party_visible(reach_of(user), "group"), party=party)


def _timeline(user: Any, party: Party) -> QuerySet[Any]:
    return TimelineRow.objects.filter(rows_visible(reach_of(user)), party=party)


def _emptied(*names: str) -> Callable[[Any, datetime], dict[str, Any]]:
    return lambda _row, _at: dict.fromkeys(names, "")


def _unread(_user: Any, party: Party) -> QuerySet[Any]:
    """Give none: notes are told as rows of the timeline, which know who may read them."""
    return Note.objects.filter(party=party).none()


def _decided(review: RetentionReview, at: datetime) -> dict[str, Any]:
    return {} if review.verdict else {"verdict": Verdict.ERASE, "decided_at": at}


HELD = {
    "contact_points": Held(
        label=_("Ways to reach"), model=ContactPoint, order=10,
        told={
            "channel": ("channel", _("How")), "value": ("value", _("Address or number")),
            "purpose": ("purpose", _("For")), "label": ("label", _("Label")),
            "from": ("from_date", _("From")), "until": ("until_date", _("Until")),
            "verified": ("verified_at", _("Verified")),
        },
    ),
    "names": Held(
        label=_("Other names"), model=PartyName, order=20,
        told={"kind": ("kind", _("Kind")), "name": ("text", _("Name"))},
    ),
    "identifiers": Held(
        label=_("Register numbers"), model=Identifier, order=30,
        told={"scheme": ("scheme", _("Scheme")), "number": ("value", _("Number"))},
    ),
    "consents": Held(
        label=_("Consent"), model=Consent, order=40, by="said_at",
        becomes=_emptied("source", "evidence"),
        told={
            "purpose": ("purpose__name", _("For")), "state": ("state", _("Said")),
            "said_at": ("said_at", _("When")), "source": ("source", _("Source")),
            "evidence": ("evidence", _("Evidence")),
        },
    ),
    "posts": Held(
        label=_("Posts"), model=Affiliation, order=50, column="person_id", seen=_posts_of,
        told={
            "organisation": ("organisation__name", _("Organisation")), "post": ("post", _("Post")),
            "unit": ("unit", _("Unit")), "from": ("from_date", _("From")),
            "until": ("until_date", _("Until")),
        },
    ),
    "people": Held(
        label=_("People here"), model=Affiliation, order=55, column="organisation_id",
        becomes=lambda _row, _at: {}, seen=_people_in,
        told={
            "person": ("person__name", _("Person")), "post": ("post", _("Post")),
            "from": ("from_date", _("From")), "until": ("until_date", _("Until")),
        },
    ),
    "groups": Held(
        label=_("Groups"), model=GroupMember, order=60, seen=_groups_of,
        told={"group": ("group__name", _("Group")), "from": ("from_date", _("From"))},
    ),
    "places": Held(
        label=_("Places"), model=PartyPlace, order=70,
        told={
            "place": ("place__name", _("Place")), "address": ("place__address", _("Address")),
            "role": ("role", _("Role")),
        },
    ),
    "topics": Held(
        label=_("Topics"), model=PartyTopic, order=80, told={"topic": ("topic__name", _("Topic"))}
    ),
    "segments": Held(
        label=_("Segments"), model=SegmentMember, order=85,
        told={"segment": ("segment__name", _("Segment"))},
    ),
    "notes": Held(label=_("Notes"), model=Note, order=90, seen=_unread),
    "readers": Held(
        label=_("Who may see it"), model=PartyReader, order=95,
        told={"reader": ("person__name", _("Colleague"))},
    ),
    "followers": Held(
        label=_("Who follows it"), model=Follow, order=96,
        told={"follower": ("person__name", _("Colleague"))},
    ),
    "reviews": Held(
        label=_("Retention reviews"), model=RetentionReview, order=98, by="proposed_at",
        becomes=_decided,
        told={
            "rule": ("rule__name", _("Rule")), "proposed_at": ("proposed_at", _("When")),
            "verdict": ("verdict", _("Decision")),
        },
    ),
    "merges": Held(
        label=_("Merged records"), model=Merge, order=99, column="survivor_id", by="at",
        find=lambda party: Merge.objects.filter(
            survivor_id__in=[party.pk, *merged_keys(party)]
        ),
        told={"ref": ("ref", _("Reference")), "name": ("name", _("Name")), "at": ("at", _("When"))},
    ),
    "apart": Held(
        label=_("Told apart from others"), model=ToldApart, order=100, column="first_id", by="at",
    ),
    "apart-from": Held(
        label=_("Told apart from others"), model=ToldApart, order=101, column="second_id", by="at",
    ),
    "timeline": Held(
        label=_("Timeline"), model=TimelineRow, order=900, by="at", seen=_timeline,
        becomes=lambda _row, _at: {"title": "", "text": "", "data": {}},
        told={
            "at": ("at", _("When")), "kind": ("kind", _("Kind")), "by": ("by__name", _("By")),
            "ref": ("subject_ref", _("Reference")), "title": ("title", _("What")),
            "text": ("text", _("Words")), "channel": ("channel", _("Channel")),
        },
    ),
}  # fmt: skip
