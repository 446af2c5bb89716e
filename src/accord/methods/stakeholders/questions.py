"""Which measure answers which question about a network, and whose voice is missing in it."""

from collections.abc import Mapping
from typing import Final

from accord.methods import inputs
from accord.methods.result import Method, Result, basis

QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "key_influencer": ("sna_eigenvector_centrality",),
    "bottleneck": ("sna_betweenness_centrality",),
    "fast_spread": ("sna_closeness_centrality",),
    "broker": ("burt_constraint", "sna_betweenness_centrality"),
    "fragile_relation": ("single_point_of_contact",),
    "missing_voice": ("missing_voices",),
}
"""The keys of the methods by question; a broker has a low constraint and a high betweenness."""

ENOUGH_SALIENCE: Final = 2

MISSING_VOICES: Final = Method("missing_voices")


def missing_voices(salience: Mapping[str, int], degree: Mapping[str, float]) -> Result[list[str]]:
    """List stakeholders with a salience from 2 up whom no tie reaches, sorted.

    `salience` (0 to 3) and `degree` (a number of ties, or the centrality) by stakeholder; who is
    not in `degree` has no ties.
    """
    for key, given in salience.items():
        inputs.number(f"the salience of {key}", given, 0, 3)
    for key, at in degree.items():
        inputs.number(f"the degree of {key}", at, lowest=0)
    found = sorted(
        key for key, at in salience.items() if at >= ENOUGH_SALIENCE and not degree.get(key, 0)
    )
    rests_on = basis({"salience": salience, "degree": degree}, n=len(salience))
    return MISSING_VOICES.answer(found, rests_on)
