"""What could not all be had: one decided, one that waits."""

from collections.abc import Callable
from datetime import datetime

from accord.features.tradeoffs import actions, queries
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

DEMANDS = (
    ("jv", "Lorries after the milking, so not before nine"),
    ("lr", "No lorries on Chapel Lane before the school has begun"),
    ("tl", "The dairy is supplied before noon"),
)
# option, how it bears on each of the demands
OPTIONS = (
    ("Lorries from nine to three", (2, 2, -1)),
    ("Lorries from six to eight", (-2, 0, 2)),
    ("At night, once a week", (-1, 1, 1)),
)
# criterion, how much it counts, how well each of the options meets it
CRITERIA = (
    ("Children and herds are safe", 5, (5, 2, 4)),
    ("The dairy can go on working", 3, (4, 5, 5)),
    ("The works end in time", 2, (3, 4, 2)),
)
GROUNDS = (
    "Nobody loses much: the dairy gets a second tank for the mornings, paid from the project; "
    "children and herds come first."
)
WAITING = (
    ("en", "The lower meadow is not flooded before the hay is in"),
    ("ra", "Water is let through for the fish from May on"),
)


def tradeoffs(cast: Cast, at: datetime) -> list[Step]:
    """Say when each was written down, and what was decided."""
    return [(at - 70 * DAY, _lorries(cast)), (at - 12 * DAY, _meadow(cast))]


def _lorries(cast: Cast) -> Callable[[datetime], object]:
    def decide(moment: datetime) -> None:
        details = actions.TradeOffDetails(
            "When lorries drive on the haul road",
            "Farmers, school and dairy share one road with 40 lorries a day.",
            cast.initiatives[0],
        )
        made = actions.open_tradeoff(by=cast.by, details=details, at=moment)
        demands = [
            actions.add_demand(
                by=cast.by, tradeoff=made, party=cast.known[key], words=words, at=moment
            )
            for key, words in DEMANDS
        ]
        for words, effects in OPTIONS:
            option = actions.add_option(by=cast.by, tradeoff=made, words=words, at=moment)
            for demand, effect in zip(demands, effects, strict=True):
                actions.weigh(by=cast.by, option=option, demand=demand, effect=effect, at=moment)
        options = queries.options_of(made)
        for words, weight, values in CRITERIA:
            by = actions.add_criterion(
                by=cast.by, tradeoff=made, words=words, weight=weight, at=moment
            )
            for option, value in zip(options, values, strict=True):
                actions.measure(by=cast.by, option=option, criterion=by, value=value, at=moment)
        decided = actions.decide(
            by=cast.by, option=options[0], grounds=GROUNDS, at=moment + 2 * DAY
        )
        for (key, _words), how in zip(DEMANDS, ("person", "call"), strict=False):
            actions.note_told(
                by=cast.by, tradeoff=decided, party=cast.known[key], how=how,
                at=moment + 3 * DAY,
            )  # fmt: skip

    return decide


def _meadow(cast: Cast) -> Callable[[datetime], object]:
    def ask(moment: datetime) -> None:
        details = actions.TradeOffDetails(
            "Water for the fish or the hay of the lower meadow", "", cast.initiatives[0]
        )
        made = actions.open_tradeoff(by=cast.by, details=details, at=moment)
        for key, words in WAITING:
            actions.add_demand(
                by=cast.by, tradeoff=made, party=cast.known[key], words=words, at=moment
            )
        for words in ("Let water through from May", "Wait until the hay is in"):
            actions.add_option(by=cast.by, tradeoff=made, words=words, at=moment)

    return ask
