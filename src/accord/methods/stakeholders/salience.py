"""Who counts how much, by power, legitimacy and urgency."""

from collections.abc import Mapping
from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.result import Method, Result, basis
from accord.methods.stakeholders.grid import CUT

ATTRIBUTES: Final = ("power", "legitimacy", "urgency")
CLASSES: Final[Mapping[tuple[bool, bool, bool], str]] = {
    (True, False, False): "dormant",
    (False, True, False): "discretionary",
    (False, False, True): "demanding",
    (True, True, False): "dominant",
    (True, False, True): "dangerous",
    (False, True, True): "dependent",
    (True, True, True): "definitive",
    (False, False, False): "non_stakeholder",
}
GROUPS: Final = ("none", "latent", "expectant", "definitive")
# People are not to be labelled dangerous on a screen: the combination is named instead.
SHOWN_AS: Final[Mapping[str, str]] = {"dangerous": "coercive"}

MITCHELL_SALIENCE: Final = Method("mitchell_salience")
SALIENCE_FROM_SCORES: Final = Method("salience_from_scores")


class Salience(TypedDict):
    cls: str
    group: str
    salience: int
    shown_as: str


def mitchell_salience(
    *,
    power: bool | int,
    legitimacy: bool | int,
    urgency: bool | int,
    evidence: Mapping[str, str] | None = None,
) -> Result[Salience]:
    """Name a stakeholder's salience class; its salience is its number of attributes, 0 to 3.

    Each attribute is true or false (or 1 or 0). `shown_as` is the word for screens. Where
    `evidence` is given, an attribute that is claimed without a text is flagged
    `evidence_missing`. Attributes are dynamic: assess anew after a complaint, a media report, a
    contract event. Source: Mitchell, Agle & Wood 1997.
    """
    given = {"power": power, "legitimacy": legitimacy, "urgency": urgency}
    found = _classify(given)
    claims = [name for name in ATTRIBUTES if given[name]]
    bare = evidence is not None and not all(evidence.get(name, "").strip() for name in claims)
    flags = ("evidence_missing",) if bare else ()
    return MITCHELL_SALIENCE.answer(found, basis({**given, "evidence": evidence}), *flags)


def salience_from_scores(
    power: float | None, legitimacy: float | None, urgency: float | None, cut: float = CUT
) -> Result[Salience]:
    """Do the same from scores from 1 to 5: an attribute is present above `cut`.

    A missing score gives None and the flag `unplaced`.
    """
    given = {"power": power, "legitimacy": legitimacy, "urgency": urgency}
    cut = inputs.score("cut", cut)
    known = {name: inputs.score(name, at) for name, at in given.items() if at is not None}
    rests_on = basis(given, cut=cut)
    if len(known) < len(ATTRIBUTES):
        return SALIENCE_FROM_SCORES.answer(None, rests_on, "unplaced")
    found = _classify({name: at > cut for name, at in known.items()})
    return SALIENCE_FROM_SCORES.answer(found, rests_on)


def _classify(given: Mapping[str, bool | int]) -> Salience:
    power, legitimacy, urgency = (inputs.yes_or_no(name, given[name]) for name in ATTRIBUTES)
    cls = CLASSES[power, legitimacy, urgency]
    salience = power + legitimacy + urgency
    return {
        "cls": cls,
        "group": GROUPS[salience],
        "salience": salience,
        "shown_as": SHOWN_AS.get(cls, cls),
    }
