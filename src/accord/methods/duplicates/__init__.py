"""Which records are of the same party; what they teach is in ``learning``, for workers only."""

from accord.methods.duplicates.pairs import (
    COMPARISONS,
    LIKELY,
    POSSIBLE,
    Described,
    Pair,
    Weights,
    find_pairs,
    judge,
    keys_of,
    rarity_of,
    strength,
    usual_weights,
)

__all__ = [
    "COMPARISONS",
    "LIKELY",
    "POSSIBLE",
    "Described",
    "Pair",
    "Weights",
    "find_pairs",
    "judge",
    "keys_of",
    "rarity_of",
    "strength",
    "usual_weights",
]
