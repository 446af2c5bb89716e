"""How those around the dam are dealt with: who does what, how, how often."""

from datetime import datetime
from typing import Any

from accord.features.governance import actions
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

PURPOSE = (
    "Whoever is touched by the dam has one person to turn to, hears of changes before others do, "
    "and gets an answer within three working days."
)
TONE = "Plain words, no abbreviations. We say what we don’t know yet. No promise without a day."
SUPPORT = "Letters begin with the templates; the press office helps with anything in public."
# role, who has it
ROLES = (("Project lead", "AS"), ("Contact", "MK"), ("Press", "GO"), ("Legal", None))
# piece of work, code for each role
DUTIES = (
    ("Answer questions and concerns", ("I", "A/R", "", "")),
    ("Say what the works do next month", ("A", "R", "C", "")),
    ("Speak to the press", ("C", "I", "A/R", "C")),
    ("Agree on compensation", ("A", "R", "", "C")),
)
CHANNELS = (
    ("message", False, "Nothing that binds us in chats; ask them to call or write."),
    ("mail", True, "For what can wait a day or two; keep it short."),
    ("letter", True, "For anything that changes somebody’s rights or road."),
)


def governance(cast: Cast, at: datetime) -> list[Step]:
    """Say when it was laid down; it holds for all with a stake in the dam."""

    def lay_down(moment: datetime) -> None:
        on: dict[str, Any] = {"by": cast.by, "at": moment}
        details = actions.PolicyDetails(
            PURPOSE, cast.people["AS"].pk, (at + 60 * DAY).date(), TONE, SUPPORT
        )
        policy = actions.add_policy(initiative=cast.initiatives[0], details=details, **on)
        roles = [
            actions.add_role(
                policy=policy, name=name, holder=cast.people[who] if who else None, **on
            )
            for name, who in ROLES
        ]
        for words, codes in DUTIES:
            given = {role.pk: code for role, code in zip(roles, codes, strict=True) if code}
            actions.add_duty(policy=policy, words=words, codes=given, **on)
        for channel, is_allowed, words in CHANNELS:
            actions.rule_channel(
                policy=policy, channel=channel, is_allowed=is_allowed, words=words, **on
            )
        actions.set_cadence(policy=policy, ideal_days=30, most_days=60, **on)
        actions.approve_policy(policy=policy, **on)

    return [(at - 120 * DAY, lay_down)]
