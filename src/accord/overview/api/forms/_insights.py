"""What is counted over all features, as far as you may see what it is counted from."""

from datetime import date, datetime

from accord.overview.api.forms import _shapes as s


class QuarterTold(s.Told):
    """Talks in a quarter by channel, and the median stance at its end."""

    since: date
    until: date
    formal: int
    informal: int
    channels: dict[str, int]
    stood: int
    stance: float | None
    better: int
    worse: int
    same: int


class TalksOfWeek(s.Told):
    since: date
    talks: int


class MovementTold(s.Told):
    """`is_enough` says whether there is enough to draw anything from it."""

    is_enough: bool
    better: int
    worse: int
    same: int
    quarters: list[QuarterTold]
    weeks: list[TalksOfWeek]


class FigureTold(s.Told):
    """`is_hidden` where a team is too small to be spoken of; `now` and `before` are null then."""

    figure: str
    now: int | None
    before: int | None
    is_hidden: bool


class TeamTold(s.Told):
    department: s.Named
    size: int
    figures: list[FigureTold]
    bands: dict[str, int]
    felt_heard: float | None
    felt_heard_low: float | None
    felt_heard_high: float | None
    felt_heard_before: float | None


class OversightTold(s.Told):
    """Two quarters of 91 days beside each other; the newer ends `at`."""

    at: datetime
    teams: list[TeamTold]


class MissedTold(s.Told):
    party: s.PartyRef
    wanted: str
    given: dict[str, int]


class WishTold(s.Told):
    """`judged` is null where nothing is recorded that could tell; `missed` are the first 200."""

    wish: str
    wanted: dict[str, int]
    judged: int | None
    missed_count: int
    missed: list[MissedTold]


class GapsTold(s.Told):
    members: int
    wishes: list[WishTold]
