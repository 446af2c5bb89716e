"""Incidents, arrangements, help on the way, and what belongs to one person alone."""

from accord.features.conduct.models._arrangement import Appeal, Arrangement, ArrangementReview
from accord.features.conduct.models._help import Card, CardUse, ConductRules, Pin, Relief
from accord.features.conduct.models._incident import Incident, SecondReading
from accord.features.conduct.models._own import Debrief, LoadReader, SelfCheck

__all__ = [
    "Appeal", "Arrangement", "ArrangementReview", "Card", "CardUse", "ConductRules", "Debrief",
    "Incident", "LoadReader", "Pin", "Relief", "SecondReading", "SelfCheck",
]  # fmt: skip
