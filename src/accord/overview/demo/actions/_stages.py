"""Who is told what at each stage of the dam: some of it told, one thing missed."""

from datetime import datetime

from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.stages import actions
from accord.features.stages.queries import visible_to
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

REASON = "Said at the walk along the works, which everybody came to"


def stages(cast: Cast, at: datetime) -> list[Step]:
    """Lay the checklist down three months ago; tick what a talk did, leave one with a reason."""
    dam, me = cast.initiatives[0], cast.people["MK"]

    def lay(moment: datetime) -> None:
        actions.lay_stages(by=cast.by, initiative=dam, starts_on=moment.date(), owner=me, at=moment)

    def tick(moment: datetime) -> None:
        told = visible_to(me).filter(stage__initiative=dam).order_by("due_on", "pk")
        first, second, third = told[:3]
        actions.skip(by=me, telling=second, reason=REASON, at=moment)
        talks = talks_visible_to(me).filter(participations__party=cast.known["jv"])
        for telling, talk in zip((first, third), talks.order_by("-at", "-pk")[:2], strict=False):
            actions.tick(by=me, telling=telling, ref=talk.ref, at=moment)

    return [(at - 80 * DAY, lay), (at - 20 * DAY, tick)]
