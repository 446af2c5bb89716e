"""What people are asked about initiatives and the stakes in them."""

from accord.features.initiatives.forms._assess import AdviceForm, AssessForm, RateForm, RoundForm
from accord.features.initiatives.forms._initiative import InitiativeForm, VisionForm
from accord.features.initiatives.forms._stake import (
    EndForm,
    LevelForm,
    PlaceForm,
    RedLineForm,
    StakeForm,
    TakeForm,
)

__all__ = [
    "AdviceForm",
    "AssessForm",
    "EndForm",
    "InitiativeForm",
    "LevelForm",
    "PlaceForm",
    "RateForm",
    "RedLineForm",
    "RoundForm",
    "StakeForm",
    "TakeForm",
    "VisionForm",
]
