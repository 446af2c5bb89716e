"""What the register shows on its own pages and on those of others."""

from accord.features.stakeholders.panels._files import files
from accord.features.stakeholders.panels._history import HistoryLine, history_lines
from accord.features.stakeholders.panels._likeness import Reason, reasons, verdict
from accord.features.stakeholders.panels._record import (
    ENTRIES,
    TimelineEntry,
    party_making,
    party_source,
    timeline_entries,
    timeline_source,
)
from accord.features.stakeholders.panels._review import review

__all__ = [
    "ENTRIES",
    "HistoryLine",
    "Reason",
    "TimelineEntry",
    "files",
    "history_lines",
    "party_making",
    "party_source",
    "reasons",
    "review",
    "timeline_entries",
    "timeline_source",
    "verdict",
]
