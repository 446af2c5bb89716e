"""What people answered: shares with their intervals."""

from accord.methods.surveys.shares import csat, wilson_interval

__all__ = ["csat", "wilson_interval"]
