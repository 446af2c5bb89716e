"""Two-by-two maps of stakeholders, and how much effort each field asks for."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple, TypedDict

from accord.methods import inputs
from accord.methods.result import Method, Result, basis

CUT: Final = 3.0
BAND: Final = 0.25
HAIR: Final = 1e-12


class Fields(NamedTuple):
    """The four fields of a map by (first axis high, second axis high)."""

    high_high: str
    high_low: str
    low_high: str
    low_low: str

    def at(self, *, first: bool, second: bool) -> str:
        if first:
            return self.high_high if second else self.high_low
        return self.low_high if second else self.low_low


POWER_INTEREST: Final = Fields("manage_closely", "keep_satisfied", "keep_informed", "monitor")
INFLUENCE_IMPACT: Final = Fields("partner", "consult", "protect", "inform")
EFFORTS: Final = frozenset(POWER_INTEREST)

MENDELOW_QUADRANT: Final = Method("mendelow_quadrant")
INFLUENCE_IMPACT_QUADRANT: Final = Method("influence_impact_quadrant")
GRID_PLACEMENT: Final = Method("grid_placement")
GRID_EFFORT_CHECK: Final = Method("grid_effort_check")


class Place(TypedDict):
    quadrant: str
    borderline: bool


class Placement(TypedDict):
    placed: dict[str, Place]
    counts: dict[str, int]
    unplaced: list[str]


def mendelow_quadrant(
    power: float | None, interest: float | None, cut: float = CUT, band: float = BAND
) -> Result[Place]:
    """Find the field of the power/interest map for two scores from 1 to 5.

    High means above `cut`; equal to it is low. `borderline` says that a score lies within `band`
    of the cut, so that the field could as well be the neighbour. A missing score gives None and
    the flag `unplaced`: it is never taken as 3. Refuses scores outside 1 to 5 (`OutOfRange`).
    Source: Mendelow 1981, 1991.
    """
    place = _place(POWER_INTEREST, {"power": power, "interest": interest}, cut, band)
    rests_on = basis({"power": power, "interest": interest}, cut=cut, band=band)
    return MENDELOW_QUADRANT.answer(place, rests_on, *_unplaced(place))


def influence_impact_quadrant(
    influence: float | None, impact: float | None, cut: float = CUT, band: float = BAND
) -> Result[Place]:
    """Draw the same map by influence on the decision and its impact on the stakeholder.

    Little influence and high impact is `protect`: people who bear the consequences without a
    say. `grid_effort_check` refuses to leave them with nothing but monitoring.
    """
    place = _place(INFLUENCE_IMPACT, {"influence": influence, "impact": impact}, cut, band)
    rests_on = basis({"influence": influence, "impact": impact}, cut=cut, band=band)
    return INFLUENCE_IMPACT_QUADRANT.answer(place, rests_on, *_unplaced(place))


def grid_placement(
    scores: Mapping[str, Sequence[float | None]], cut: float = CUT, band: float = BAND
) -> Result[Placement]:
    """Place many stakeholders on the power/interest map at once.

    `scores` holds (power, interest) by key. Who lacks a score is listed as unplaced, in order of
    the keys; `counts` counts the placed in all four fields.
    """
    places = {
        key: _place(POWER_INTEREST, {"power": power, "interest": interest}, cut, band)
        for key, (power, interest) in sorted(scores.items())
    }
    placed = {key: place for key, place in places.items() if place}
    found: Placement = {
        "placed": placed,
        "counts": {
            field: sum(place["quadrant"] == field for place in placed.values())
            for field in POWER_INTEREST
        },
        "unplaced": [key for key, place in places.items() if not place],
    }
    flags = ("unplaced",) if found["unplaced"] else ()
    rests_on = basis({"scores": scores}, n=len(placed), cut=cut, band=band)
    return GRID_PLACEMENT.answer(found, rests_on, *flags)


def grid_effort_check(quadrant: str, efforts: Collection[str]) -> Result[list[str]]:
    """List what is wrong with the efforts planned for a field; empty is good.

    `efforts` are words of the power/interest map. A group to be protected must get more than
    monitoring.
    """
    inputs.word("quadrant", quadrant, {*POWER_INTEREST, *INFLUENCE_IMPACT})
    planned = {inputs.word("effort", effort, EFFORTS) for effort in efforts}
    wrong = quadrant == INFLUENCE_IMPACT.low_high and planned <= {POWER_INTEREST.low_low}
    errors = ["protect_needs_more_than_monitor"] if wrong else []
    return GRID_EFFORT_CHECK.answer(errors, basis({"quadrant": quadrant, "efforts": planned}))


def _place(
    fields: Fields, scores: Mapping[str, float | None], cut: float, band: float
) -> Place | None:
    cut = inputs.score("cut", cut)
    band = inputs.number("band", band, lowest=0)
    known = [inputs.score(axis, given) for axis, given in scores.items() if given is not None]
    if len(known) < len(scores):
        return None
    first, second = known
    return {
        "quadrant": fields.at(first=first > cut, second=second > cut),
        "borderline": any(abs(given - cut) <= band + HAIR for given in known),
    }


def _unplaced(place: Place | None) -> tuple[str, ...]:
    return () if place else ("unplaced",)
