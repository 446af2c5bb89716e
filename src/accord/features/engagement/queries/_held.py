"""Talks with a party, for its whole file and its erasure."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.models import Heeding, Highlight, Interaction, Participation, Point
from accord.features.engagement.queries._talks import with_party
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held
from accord.foundation.files.models import Attachment
from accord.foundation.journal.mentions import MARK


def _of(party: Party) -> QuerySet[Any]:
    return Interaction.objects.filter(participations__party=party)


def _becomes(talk: Interaction, _at: datetime) -> dict[str, Any]:
    """Leave of a talk that there was one; what others took part in keeps its words for them.

    There the name goes with the mentions.
    """
    alone = Participation.objects.filter(interaction=talk).count() == 1
    return {"text": ""} if alone else {}


def _alone(party: Party) -> QuerySet[Interaction]:
    """Give the talks that nobody else took part in: what was said in them goes."""
    others = Participation.objects.filter(interaction=OuterRef("pk")).exclude(party=party)
    return Interaction.objects.filter(~Exists(others), participations__party=party)


def _points(user: Any, party: Party) -> QuerySet[Any]:
    return Point.objects.filter(interaction__in=with_party(user, party).values("pk"))


def _marks(user: Any, party: Party) -> QuerySet[Any]:
    return Highlight.objects.filter(interaction__in=with_party(user, party).values("pk"))


def _files(party: Party) -> QuerySet[Any]:
    return Attachment.objects.filter(
        kind="engagement.interaction", object_id__in=_alone(party).values("pk")
    )


HELD = {
    "talks": Held(
        label=_("Talks"), model=Interaction, order=330, column="", find=_of, by="at",
        becomes=_becomes, seen=with_party,
        told={
            "ref": ("ref", _("Reference")), "at": ("at", _("When")),
            "channel": ("channel", _("How")), "direction": ("direction", _("Who came to whom")),
            "text": ("text", _("What was said")),
            "logged_by": ("logged_by__name", _("Logged by")),
        },
    ),
    "points": Held(
        label=_("Points of talks"), model=Point, order=331,
        find=lambda party: Point.objects.filter(interaction__in=_alone(party).values("pk")),
        becomes=lambda _row, _at: {"text": MARK}, seen=_points,
        told={"ref": ("interaction__ref", _("Reference")), "text": ("text", _("What"))},
    ),
    "marks": Held(
        label=_("Marked passages of talks"), model=Highlight, order=332, by="at",
        find=lambda party: Highlight.objects.filter(interaction__in=_alone(party).values("pk")),
        seen=_marks,
        told={
            "ref": ("interaction__ref", _("Reference")), "passage": ("passage", _("Words")),
            "by": ("by__name", _("By")),
        },
    ),
    "marked": Held(
        label=_("Marked passages of talks"), model=Highlight, order=333, by="at",
        seen=lambda _user, _party: Highlight.objects.none(),
    ),
    "heedings": Held(
        label=_("Accessibility in talks"), model=Heeding, order=335, by="at",
        becomes=lambda _row, _at: {"asked": "", "words": ""},
        seen=lambda user, party: Heeding.objects.filter(
            party=party, interaction__in=with_party(user, party).values("pk")
        ),
        told={
            "ref": ("interaction__ref", _("Reference")), "asked": ("asked", _("What they need")),
            "heeded": ("was_heeded", _("Heeded")), "words": ("words", _("Words")),
        },
    ),
    "talk-files": Held(
        label=_("Files of talks"), model=Attachment, order=334, by="at", find=_files,
        seen=lambda user, party: Attachment.objects.filter(
            kind="engagement.interaction", object_id__in=with_party(user, party).values("pk")
        ),
        told={"name": ("name", _("Name")), "at": ("at", _("When"))},
    ),
}  # fmt: skip
