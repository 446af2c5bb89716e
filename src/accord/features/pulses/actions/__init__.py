"""Every write on pulses. A party has no account: the system keeps what it answers by its link."""

from accord.features.pulses.actions._pulses import Answer, answer, ask, decline, enter, withdraw
from accord.features.pulses.actions._rule import set_rule

__all__ = ["Answer", "answer", "ask", "decline", "enter", "set_rule", "withdraw"]
