"""The stakeholder cube of power, interest and attitude."""

from collections.abc import Mapping
from typing import Final

from accord.methods import inputs
from accord.methods.result import Basis, Method, Result, basis

CORNERS: Final[Mapping[tuple[bool, bool, bool], str]] = {
    (True, True, True): "saviour",
    (True, False, True): "sleeping_giant",
    (False, True, True): "friend",
    (False, False, True): "acquaintance",
    (True, True, False): "saboteur",
    (True, False, False): "time_bomb",
    (False, True, False): "irritant",
    (False, False, False): "trip_wire",
}

STAKEHOLDER_CUBE: Final = Method("stakeholder_cube")
STAKEHOLDER_CUBE_LABEL: Final = Method("stakeholder_cube_label")


def stakeholder_cube(
    *, power_high: bool | int, interest_high: bool | int, supportive: bool | int
) -> Result[str]:
    """Name the corner of the cube. The name hurts when it leaks: for analysts, never on a list.

    Screens, exports and answers to a person's request show `stakeholder_cube_label`.
    Source: Murray-Webster & Simon 2006.
    """
    given = _checked(power_high=power_high, interest_high=interest_high, supportive=supportive)
    return STAKEHOLDER_CUBE.answer(CORNERS[given], _basis(given))


def stakeholder_cube_label(
    *, power_high: bool | int, interest_high: bool | int, supportive: bool | int
) -> Result[list[str]]:
    """Say the same corner in words one may show the person: power, interest, attitude."""
    given = _checked(power_high=power_high, interest_high=interest_high, supportive=supportive)
    power, interest, backs = given
    label = [
        "high_power" if power else "low_power",
        "high_interest" if interest else "low_interest",
        "supportive" if backs else "opposed",
    ]
    return STAKEHOLDER_CUBE_LABEL.answer(label, _basis(given))


def _checked(
    *, power_high: bool | int, interest_high: bool | int, supportive: bool | int
) -> tuple[bool, bool, bool]:
    return (
        inputs.yes_or_no("power_high", power_high),
        inputs.yes_or_no("interest_high", interest_high),
        inputs.yes_or_no("supportive", supportive),
    )


def _basis(given: tuple[bool, bool, bool]) -> Basis:
    return basis(dict(zip(("power_high", "interest_high", "supportive"), given, strict=True)))
