"""The sets of stakeholders that Larkwater speaks to alike."""

from datetime import datetime

from accord.features.stakeholders import actions as register
from accord.features.stakeholders.queries import PARTY
from accord.foundation.fields.actions import FieldDetails, add_field, add_tag
from accord.foundation.fields.models import FieldKind
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

WARNED = ("jv", "hw", "en", "lr", "md", "sh")
TAGS = {
    "haul road": ("jv", "hw", "lr", "en"),
    "dust": ("jv", "hw"),
    "drawdown": ("os", "ra"),
    "budget session": ("bm",),
    "press list": ("ta",),
}


def segments(cast: Cast, at: datetime) -> list[Step]:
    """Say when each set was put together."""
    return [
        (at - 200 * DAY, lambda moment: _farmers(cast, moment)),
        (at - 120 * DAY, lambda moment: _warned(cast, moment)),
        (at - 90 * DAY, lambda moment: _tags(cast, moment)),
    ]


def _farmers(cast: Cast, moment: datetime) -> None:
    register.add_segment(
        by=cast.by, name="Farmers", is_rule=True, at=moment,
        rule=[f"category:is:{cast.categories['Farmers'].pk}"],
        needs="Before the hay cut by phone, in the evening; otherwise by letter.", channel="phone",
        rhythm_days=30, department_id=cast.departments["Stakeholder team"].pk,
    )  # fmt: skip


def _warned(cast: Cast, moment: datetime) -> None:
    warned = register.add_segment(
        by=cast.by, name="Blast warnings", channel="phone", at=moment,
        needs="A call the day before each blast, and one when it is over.",
        department_id=cast.departments["Project Delivery"].pk,
    )  # fmt: skip
    for key in WARNED:
        register.pick(by=cast.by, segment=warned, party=cast.known[key], at=moment)


def _tags(cast: Cast, moment: datetime) -> None:
    for name, keys in TAGS.items():
        tag = add_tag(by=cast.by, name=name, at=moment)
        register.change_parties(
            by=cast.by, keys=[cast.known[key].pk for key in keys],
            what=register.BulkChange("tag", tag.pk), at=moment,
        )  # fmt: skip
    details = FieldDetails(
        PARTY, FieldKind.NUMBER, {"en": "Distance to the haul road, m"}, key="distance",
        is_filterable=True,
    )  # fmt: skip
    add_field(by=cast.by, details=details, at=moment)
