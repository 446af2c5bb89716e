"""What a flag of a machine is worth where the thing it looks for is rare."""

from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.result import Method, Result, basis

CLASSIFIER_PPV: Final = Method("classifier_ppv")


class Worth(TypedDict):
    """Shares from 0 to 1; None where nothing would be flagged, or nothing left."""

    ppv: float | None
    npv: float | None
    flag_rate: float


def classifier_ppv(prevalence: float, sensitivity: float, specificity: float) -> Result[Worth]:
    """Give the share of flags that are right, of silences that are, and of all that is flagged.

    All are shares from 0 to 1. Where nothing would be flagged the first is None, with the flag
    `zero_denominator`. Source: Bayes' theorem.
    """
    rare = inputs.number("prevalence", prevalence, 0, 1)
    finds = inputs.number("sensitivity", sensitivity, 0, 1)
    spares = inputs.number("specificity", specificity, 0, 1)
    hits, false_alarms = rare * finds, (1 - rare) * (1 - spares)
    missed, rightly_silent = rare * (1 - finds), (1 - rare) * spares
    flagged, silent = hits + false_alarms, missed + rightly_silent
    worth: Worth = {
        "ppv": hits / flagged if flagged else None,
        "npv": rightly_silent / silent if silent else None,
        "flag_rate": flagged,
    }
    told = {"prevalence": rare, "sensitivity": finds, "specificity": spares}
    return CLASSIFIER_PPV.answer(worth, basis(told), *(() if flagged else ("zero_denominator",)))
