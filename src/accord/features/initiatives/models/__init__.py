"""What is stored of initiatives and of the stakes in them."""

from accord.features.initiatives.models._advice import Advice
from accord.features.initiatives.models._assessment import Assessment, Round
from accord.features.initiatives.models._initiative import (
    Initiative,
    Objective,
    Pillar,
    RequiredCategory,
)
from accord.features.initiatives.models._stake import RedLine, Scores, Stake

__all__ = [
    "Advice",
    "Assessment",
    "Initiative",
    "Objective",
    "Pillar",
    "RedLine",
    "RequiredCategory",
    "Round",
    "Scores",
    "Stake",
]
