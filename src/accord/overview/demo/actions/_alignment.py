"""What the utility wants to be, and which initiatives serve that."""

from datetime import datetime

from accord.features.alignment import actions
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

BEFORE = "Safe water for the valley, and a dam that the valley wants."
NOW = (
    "Safe water for the valley. Whoever lives with our works knows them, is heard before we "
    "decide, and can count on our word."
)
VISIONS = ((530, BEFORE, "Board of the spring"), (150, NOW, "After the assembly in June"))
# aim, number of the initiative that serves it, how
AIMS = (
    ("We keep our word", 0, "Every promise at the dam has an owner and a day"),
    ("They are heard before we decide", 1, "The road is laid out with those who live on it"),
    ("Whoever is hurt hears it from us first", None, ""),
)


def aligned(cast: Cast, at: datetime) -> list[Step]:
    """Say when the vision was set, and what was laid beside it."""

    def set_(ago: int, words: str, reason: str) -> Step:
        return (
            at - ago * DAY,
            lambda moment: actions.set_vision(by=cast.by, words=words, reason=reason, at=moment),
        )

    def lay(moment: datetime) -> None:
        for words, number, how in AIMS:
            aim = actions.add_aim(by=cast.by, words=words, at=moment)
            if number is not None:
                actions.serve(
                    by=cast.by, initiative=cast.initiatives[number], aim=aim, words=how, at=moment
                )

    return [*(set_(*one) for one in VISIONS), (at - 140 * DAY, lay)]
