"""What each of the fourteen has at stake, and how Larkwater saw them over eighteen months."""

from collections.abc import Callable, Sequence
from datetime import datetime

from accord.features.initiatives import actions as initiatives
from accord.features.initiatives.models import Initiative, Stake
from accord.features.stakeholders.models import Party
from accord.overview.demo.actions._cast import DAY, KNOWN, Cast
from accord.overview.demo.actions._crowd import Step

LEVELS = ("unaware", "resistant", "neutral", "supportive", "leading")
OWNERS = {key: owner for key, _name, _house, _post, _category, owner, *_more in KNOWN}
# power, interest, legitimacy, urgency, attitude in tenths; level now and wanted; role
NOW: dict[str, tuple[tuple[int, ...], int, int, str]] = {
    "jv": ((43, 46, 45, 46, 18), 1, 3, "Speaks for 61 farms along the haul road"),
    "ip": ((48, 40, 48, 32, 31), 2, 3, "Grants and watches the permit"),
    "kt": ((49, 32, 49, 24, 38), 3, 3, "Approves the spillway"),
    "tl": ((40, 37, 36, 38, 29), 2, 3, "Largest client in the valley"),
    "ra": ((35, 47, 38, 42, 24), 1, 2, "Counts fish, speaks to the press"),
    "hw": ((32, 45, 42, 45, 19), 1, 3, "Speaks for the houses on Chapel Lane"),
    "bm": ((42, 28, 44, 22, 39), 3, 4, "Brings it before the council"),
    "sh": ((39, 20, 44, 34, 32), 0, 3, "Can't be without water for an hour"),
    "mc": ((28, 34, 30, 28, 46), 4, 4, "Builds the turbines"),
    "en": ((20, 47, 40, 44, 20), 1, 2, "Farms the Lower Meadow"),
    "os": ((19, 40, 30, 28, 31), 2, 3, "Fishes the weir"),
    "lr": ((20, 27, 42, 24, 33), 0, 3, "Pupils walk along the road"),
    "md": ((36, 19, 44, 20, 40), 3, 3, "Needs the hydrants"),
    "ta": ((32, 35, 18, 30, 30), 2, 2, "Writes about it"),
}  # fmt: skip
# where somebody stood a quarter of a year ago, where that was elsewhere: power, interest, level
EARLIER = {
    "jv": (42, 40, 2), "tl": (40, 31, 3), "ra": (41, 46, 1), "hw": (27, 39, 2), "sh": (36, 16, 0),
}  # fmt: skip
# by how much their attitude was warmer (or colder) then, in tenths
MOVED = {"jv": 7, "tl": 6, "hw": 5, "ra": -4, "ip": -5, "bm": -6, "os": -3}
WHY = {
    "jv": "Traffic plan late, P-0118",
    "tl": "Two pressure dips without warning",
    "ra": "Data shared; the seat on the panel ended",
    "hw": "Blasting cracked the cistern",
    "sh": "Asked who calls before a shutdown",
}
LINES = (
    ("jv", "Night lorries", "against", "No lorry on the upper road before eight"),
    ("jv", "Dust on fodder", "conditional", "A second gauge, read daily"),
    ("hw", "Blasting", "conditional", "A call the day before each blast"),
    ("ra", "Closing the fish pass", "against", "Not in spring, whatever the reason"),
    ("ip", "Turbidity", "conditional", "A baseline without gaps"),
)
ELSEWHERE: dict[int, tuple[str, ...]] = {
    1: ("jv", "hw", "en", "lr", "md", "bm", "ta"),
    2: ("tl", "sh", "bm"),
    4: ("ra", "os", "ip", "lr"),
}  # fmt: skip
VISION = initiatives.Vision(
    vision="Water for the valley through every dry summer, from a dam that its neighbours trust.",
    objectives=(
        "Raise the dam by four metres before 2028",
        "No day without water at the hospital and the dairy",
        "Haul road closed and planted again one year after the last lorry",
    ),
    core_message="We raise the dam so that nobody in the valley runs dry, and say what it costs.",
    pillars=("Safe", "Said in advance", "Made good afterwards"),
)
REQUIRED = ("Farmers", "Residents", "Regulators", "Local government", "NGOs", "Partners")


def stakes(cast: Cast, at: datetime) -> list[Step]:
    """Say when each stake was noted, and who said what of it when."""
    hollin = cast.initiatives[0]
    steps: list[Step] = [
        (at - 520 * DAY, lambda moment: _take(cast, hollin, tuple(NOW), moment)),
        (at - 500 * DAY, lambda moment: _vision(cast, hollin, moment)),
        (at - 30 * DAY, lambda moment: _unplaced(cast, hollin, moment)),
    ]
    for number, keys in ELSEWHERE.items():
        steps.append((at - 200 * DAY, _taking(cast, cast.initiatives[number], keys)))
        steps += [
            (at - (150 + 3 * place) * DAY, _saying(cast, cast.initiatives[number], key, early=True))
            for place, key in enumerate(keys)
        ]
    for place, key in enumerate(NOW):
        steps += [
            (at - (460 - place) * DAY, _saying(cast, hollin, key, early=True)),
            (at - (160 - place) * DAY, _saying(cast, hollin, key, early=True)),
            (at - (158 - place) * DAY, _saying(cast, hollin, key, early=True, second=True)),
            (at - (20 + 4 * place) * DAY, _saying(cast, hollin, key, early=False)),
            (at - (18 + 4 * place) * DAY, _saying(cast, hollin, key, early=False, second=True)),
        ]
    steps += [(at - 80 * DAY, _line(cast, hollin, line)) for line in LINES]
    return steps


def _taking(cast: Cast, of: Initiative, keys: Sequence[str]) -> Callable[[datetime], object]:
    return lambda moment: _take(cast, of, keys, moment)


def _take(cast: Cast, of: Initiative, keys: Sequence[str], moment: datetime) -> None:
    for key in keys:
        _scores, _now, wanted, role = NOW[key]
        details = initiatives.StakeDetails(
            role, cast.people[OWNERS[key]].pk, LEVELS[wanted], (moment + 650 * DAY).date(),
            "involve" if wanted > LEVELS.index("neutral") else "consult",
        )  # fmt: skip
        initiatives.take_stakes(
            by=cast.by, initiative=of, parties=[cast.known[key]], details=details, at=moment
        )


def _unplaced(cast: Cast, hollin: Initiative, moment: datetime) -> None:
    parties: list[Party] = [cast.organisations[key] for key in ("jv", "ra", "bm", "sh")]
    initiatives.take_stakes(by=cast.by, initiative=hollin, parties=parties, at=moment)


def _vision(cast: Cast, hollin: Initiative, moment: datetime) -> None:
    keys = [cast.categories[name].pk for name in REQUIRED]
    vision = initiatives.Vision(
        VISION.vision, VISION.objectives, VISION.core_message, VISION.pillars, keys
    )
    initiatives.set_vision(by=cast.by, initiative=hollin, vision=vision, at=moment)


def _saying(
    cast: Cast, of: Initiative, key: str, *, early: bool, second: bool = False
) -> Callable[[datetime], object]:
    """Let the owner speak, or a second colleague, who differs by as much the other way."""

    def act(moment: datetime) -> object:
        stake = _stake(of, cast.known[key])
        (power, interest, legitimacy, urgency, attitude), now, _wanted, _role = NOW[key]
        why = "" if early else WHY.get(key, "")
        if early:
            power, interest, now = EARLIER.get(key, (power, interest, now))
            attitude = _within(attitude + MOVED.get(key, 0))
        apart = (10 if key == "ta" else 2) * (-1 if second else 1)
        scores = {
            "power": power, "interest": _within(interest + apart), "legitimacy": legitimacy,
            "urgency": urgency, "attitude": attitude,
        }  # fmt: skip
        owner = OWNERS[key]
        by = cast.people[("DV" if owner == "AS" else "AS") if second else owner]
        what = initiatives.Said(scores, LEVELS[now], "" if second else why)
        return initiatives.assess(by=by, stake=stake, what=what, at=moment)

    return act


def _within(tenths: int) -> int:
    return min(max(tenths, 10), 50)


def _stake(of: Initiative, party: Party) -> Stake:
    found = Stake.objects.select_related("party", "initiative")
    return found.get(initiative=of, party=party)


def _line(
    cast: Cast, of: Initiative, line: tuple[str, str, str, str]
) -> Callable[[datetime], object]:
    key, issue, stance, words = line

    def act(moment: datetime) -> object:
        details = initiatives.RedLineDetails(issue, stance, words)
        stake = _stake(of, cast.known[key])
        return initiatives.draw_red_line(by=cast.by, stake=stake, details=details, at=moment)

    return act
