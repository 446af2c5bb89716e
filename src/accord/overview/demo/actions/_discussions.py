"""Those along the haul road talk with us: who is called how, what waits, where it stands."""

from datetime import datetime, timedelta
from typing import Any

from accord.features.discussions import actions
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

HOUR = timedelta(hours=1)
PURPOSE = (
    "How do we get through two summers of lorries together? Say what you see on the road, and what "
    "would help. We answer within two days. Talk about the road, not about one another."
)
# key, how they are called, their organisation, whether they want mail
MEMBERS = (
    ("hw", "Halina", "Upper Hollin Residents", True),
    ("lr", "Liis R.", "Hollin Primary School", True),
    ("en", "A farmer from Lower Meadow", "", False),
)
FIRST = "At half past seven the lorries come while the children cross. Two or three a morning."
STANDS = (
    "So far: the crossing at half past seven worries most. A warden would help at once, a pause in "
    "the timetable from September. Dust comes second. We answer on the pause by Friday."
)


def discussed(cast: Cast, at: datetime) -> list[Step]:
    """Say when it began; it goes on."""
    return [(at - 12 * DAY, lambda moment: _talk(cast, moment))]


def _talk(cast: Cast, moment: datetime) -> None:
    us: dict[str, Any] = {"by": cast.people["MK"]}
    details = actions.SpaceDetails("Living with the haul road", cast.people["MK"].pk, PURPOSE)
    space = actions.open_space(initiative=cast.initiatives[1], details=details, at=moment, **us)
    parties = [cast.known[key] for key in ("hw", "lr", "en", "md")]
    invited = actions.invite_members(space=space, parties=parties, at=moment, **us)
    by_party = {member.party_id: member for member in invited}
    members = {}
    for days, (key, name, organisation, wants) in enumerate(MEMBERS, 1):
        members[key] = actions.join(
            by=SYSTEM, member=by_party[cast.known[key].pk], name=name, organisation=organisation,
            wants_digest=wants, at=moment + days * DAY,
        )  # fmt: skip

    def says(key: str, text: str, days: int, **more: Any) -> Any:
        return actions.contribute(
            by=SYSTEM, member=members[key], text=text, at=moment + days * DAY, **more
        )

    first = says("lr", FIRST, 3)
    actions.show_post(post=first, at=moment + 3 * DAY + HOUR, **us)
    reply = says("hw", "We see it from the shop, too. Could somebody stand there?", 4, parent=first)
    actions.show_post(post=reply, at=moment + 4 * DAY + HOUR, **us)
    actions.say_as_us(
        space=space, parent=first, at=moment + 5 * DAY,
        text="A warden stands there from Monday. On the pause we ask the contractor this week.",
        **us,
    )  # fmt: skip
    dust = says("en", "The dust lies on the grass up to the second gate.", 6)
    actions.show_post(post=dust, at=moment + 6 * DAY + HOUR, **us)
    rude = says("hw", "The driver with the red lorry is an idiot, everybody knows him.", 7)
    actions.hide_post(
        post=rude, why="Please talk about the road, not about one person.",
        at=moment + 7 * DAY, **us,
    )  # fmt: skip
    actions.sum_up(
        space=space, text="So far: the crossing at half past seven, and dust.",
        at=moment + 7 * DAY, **us,
    )  # fmt: skip
    actions.sum_up(space=space, text=STANDS, at=moment + 9 * DAY, **us)
    says("lr", "The warden is there. The children know her name already.", 11)
