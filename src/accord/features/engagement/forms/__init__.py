"""What is asked when somebody logs a talk."""

from accord.features.engagement.forms._found import Found, found_in
from accord.features.engagement.forms._log import LogForm

__all__ = ["Found", "LogForm", "found_in"]
