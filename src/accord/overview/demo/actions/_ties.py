"""Who of those whom everybody knows is what to whom."""

from collections.abc import Callable
from datetime import date, datetime

from accord.features.stakeholders.models import Party
from accord.features.ties import actions as ties
from accord.features.ties.actions import TieDetails
from accord.features.ties.models import TieType
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

# key, name, how it reads from the other end, between which kinds
TYPES = (
    ("advises", "advises", "is advised by", "person", ""),
    ("board", "sits on the board of", "has on its board", "person", "organisation"),
    ("neighbour", "is a neighbour of", "", "", ""),
    ("supplies", "supplies", "is supplied by", "organisation", "organisation"),
    ("oversees", "oversees", "is overseen by", "organisation", "organisation"),
    ("knows", "knows well", "", "person", "person"),
)
# type, who, to whom, strength, since how many days, how we know; a house where it ends in -h
TIES = (
    ("knows", "jv", "en", 5, 480, "Assembly in June"),
    ("knows", "jv", "bm", 4, 455, "Bogdan told us"),
    ("knows", "hw", "lr", 4, 430, "School evening"),
    ("knows", "ra", "os", 3, 400, "Both at the fish pass"),
    ("knows", "ip", "kt", 4, 390, "Joint inspection"),
    ("knows", "ta", "hw", 3, 210, "Article in the Courier"),
    ("advises", "ra", "ip-h", 3, 320, "Minutes of the panel"),
    ("board", "tl", "jv-h", 4, 365, "Annual report"),
    ("board", "bm", "sh-h", 3, 365, "Hospital’s web page"),
    ("neighbour", "en", "jv-h", 3, 470, "Land register"),
    ("supplies", "jv-h", "tl-h", 5, 365, "Teodor, on the phone"),
    ("oversees", "kt-h", "ip-h", 2, 365, "Statute"),
)


def tied(cast: Cast, at: datetime) -> list[Step]:
    """Say when we heard of each tie."""
    kinds: dict[str, TieType] = {}

    def types(moment: datetime) -> None:
        for key, name, reverse, one, other in TYPES:
            kinds[key] = ties.add_type(
                by=cast.by, name=name, reverse=reverse, one_kind=one, other_kind=other, at=moment
            )

    steps: list[Step] = [(at - 500 * DAY, types)]
    for kind, one, other, strength, ago, source in TIES:
        details = TieDetails(strength, source, _year(at, ago))
        steps.append((at - ago * DAY, _heard(cast, kinds, (kind, one, other), details)))
    return steps


def _heard(
    cast: Cast, kinds: dict[str, TieType], told: tuple[str, str, str], details: TieDetails
) -> Callable[[datetime], object]:
    kind, one, other = told

    def act(moment: datetime) -> object:
        return ties.tie(
            by=cast.by, kind=kinds[kind], one=_who(cast, one), other=_who(cast, other),
            details=details, at=moment,
        )  # fmt: skip

    return act


def _who(cast: Cast, key: str) -> Party:
    name, dash, _house = key.partition("-")
    return cast.organisations[name] if dash else cast.known[name]


def _year(at: datetime, ago: int) -> date:
    """Give the first day of the year before what was heard ``ago`` days ago."""
    return date((at - ago * DAY).year - 1, 1, 1)
