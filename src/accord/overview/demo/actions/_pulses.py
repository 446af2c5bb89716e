"""How talks around the dam were for those we spoke with, some by their link, some in person."""

from datetime import datetime

from accord.features.engagement.queries import with_party
from accord.features.pulses import actions
from accord.features.strategies.queries import touches_visible_to
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

# who, how many days ago, heard, clear, trust, in their own words
SAID = (
    ("jv", 240, 2, 2, 3, "I say the same thing every time."),
    ("jv", 100, 3, 3, 4, ""),
    ("ip", 150, 4, 5, 8, "Figures before I have to ask for them: thank you."),
    ("kt", 130, 5, 4, 9, ""),
    ("tl", 60, 3, 2, 5, "Twice no warning. The call afterwards was good."),
    ("ra", 120, 4, 3, 6, ""),
    ("hw", 45, 4, 4, 6, "The cistern was looked at within a day."),
    ("bm", 90, 5, 5, 9, ""),
    ("en", 75, 2, 3, 3, "Nobody knew when the lorries would come."),
    ("md", 40, 5, 5, 10, ""),
    ("mc", 30, 5, 4, 9, ""),
    ("lr", 20, 4, 4, 8, "The pupils got their crossing."),
)  # fmt: skip
WAITING = (("os", 12), ("sh", 5))


def pulsed(cast: Cast, at: datetime) -> list[Step]:
    """Say when each was asked about their last talk, and what they said two days later."""

    def step(ago: int, key: str, scores: tuple[int, ...], words: str) -> Step:
        return at - ago * DAY, lambda moment: _ask(cast, key, scores, words, moment)

    told = [
        step(ago, key, (heard, clear, trust), words)
        for key, ago, heard, clear, trust, words in SAID
    ]
    return told + [step(ago, key, (), "") for key, ago in WAITING]


def _ask(cast: Cast, key: str, scores: tuple[int, ...], words: str, moment: datetime) -> None:
    party = cast.known[key]
    planned = touches_visible_to(SYSTEM).filter(party=party, closed_on__lte=moment.date())
    touch = planned.exclude(talk_ref="").order_by("-closed_on").first()
    talk = with_party(SYSTEM, party).filter(at__lte=moment).first()
    about = touch.talk_ref if touch else talk.ref if talk else ""
    if not about:
        return
    try:
        made = actions.ask(by=cast.by, party=party, about=about, way="in-person", at=moment)
    except Refusal:
        return
    if scores:
        given = dict(zip(("heard", "clear", "trust"), scores, strict=True))
        actions.enter(
            by=cast.by, pulse=made, given=actions.Answer(given, words), at=moment + DAY / 4
        )
