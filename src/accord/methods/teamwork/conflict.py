"""Which way of handling a conflict the situation suggests; people decide."""

from typing import Final

from accord.methods import inputs
from accord.methods.result import Method, Result, basis

WEIGHTS: Final = ("low", "medium", "high")
MODES: Final = ("competing", "collaborating", "compromising", "avoiding", "accommodating")

TKI_SUGGESTION: Final = Method("tki_suggestion")
_BY_CONCERN: Final = {
    ("high", "high"): "collaborating",
    ("high", "low"): "competing",
    ("low", "high"): "accommodating",
    ("low", "low"): "avoiding",
}


def tki_suggestion(
    stakes: str, relationship: str, *, urgent_or_safety: bool = False
) -> Result[str]:
    """Suggest a mode by what is at stake and what the relationship is worth (low, medium, high).

    What is urgent for safety or by law, at high stakes, is decided by whoever is accountable
    (competing, with an explanation). Whoever avoids sets a day to look again: the flag
    `set_revisit_date` says so. Refuses other words (`UnknownWord`).
    Source: dual-concern model of Thomas & Kilmann; the questionnaire is not used.
    """
    weighed = (
        inputs.word("stakes", stakes, WEIGHTS),
        inputs.word("relationship", relationship, WEIGHTS),
    )
    urgent = inputs.yes_or_no("urgent_or_safety", urgent_or_safety)
    mode = _BY_CONCERN.get(weighed, "compromising")
    if urgent and stakes == "high":
        mode = "competing"
    told = {"stakes": stakes, "relationship": relationship, "urgent_or_safety": urgent}
    flags = ("set_revisit_date",) if mode == "avoiding" else ()
    return TKI_SUGGESTION.answer(mode, basis(told), *flags)
