"""How people work together: load, handing over, who must know, meetings, conflict, conduct."""

from accord.methods.teamwork.conduct import abuse_level
from accord.methods.teamwork.conflict import tki_suggestion
from accord.methods.teamwork.detection import classifier_ppv
from accord.methods.teamwork.expectations import expectation_gap
from accord.methods.teamwork.exposure import copsoq_scale, emotional_exposure
from accord.methods.teamwork.handoffs import handoff_sla
from accord.methods.teamwork.knowing import read_receipt_coverage
from accord.methods.teamwork.load import load_vs_capacity, net_capacity
from accord.methods.teamwork.meetings import meeting_cost
from accord.methods.teamwork.schedule import rcpsp_serial_sgs

__all__ = [
    "abuse_level",
    "classifier_ppv",
    "copsoq_scale",
    "emotional_exposure",
    "expectation_gap",
    "handoff_sla",
    "load_vs_capacity",
    "meeting_cost",
    "net_capacity",
    "rcpsp_serial_sgs",
    "read_receipt_coverage",
    "tki_suggestion",
]
