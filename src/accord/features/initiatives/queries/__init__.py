"""What may be seen of initiatives and of the stakes in them. Every read starts here."""

from accord.features.initiatives.queries._advice import (
    PAIRS,
    Advised,
    advice_in_force,
    advice_written,
    advised,
)
from accord.features.initiatives.queries._held import HELD
from accord.features.initiatives.queries._initiatives import visible_to
from accord.features.initiatives.queries._stakes import (
    assessed_in,
    assessments_of,
    empty_categories,
    hidden_stakes,
    initiatives_of,
    open_rounds,
    red_lines_of,
    required_categories,
    rounds_of,
    stakes_of,
    stakes_visible_to,
    without_stake,
)
from accord.features.initiatives.queries._standing import (
    NOTHING,
    Standing,
    lapsed,
    standing,
    standings,
    untrue,
)

__all__ = [
    "HELD",
    "NOTHING",
    "PAIRS",
    "Advised",
    "Standing",
    "advice_in_force",
    "advice_written",
    "advised",
    "assessed_in",
    "assessments_of",
    "empty_categories",
    "hidden_stakes",
    "initiatives_of",
    "lapsed",
    "open_rounds",
    "red_lines_of",
    "required_categories",
    "rounds_of",
    "stakes_of",
    "stakes_visible_to",
    "standing",
    "standings",
    "untrue",
    "visible_to",
    "without_stake",
]
