"""What is asked when somebody logs a talk, or says more of it afterwards."""

from accord.features.engagement.forms._found import Found, found_in
from accord.features.engagement.forms._log import LogForm
from accord.features.engagement.forms._talk import (
    CorrectForm,
    FollowUpForm,
    MarkForm,
    MissedForm,
    PointForm,
    correct_initial,
)

__all__ = [
    "CorrectForm",
    "FollowUpForm",
    "Found",
    "LogForm",
    "MarkForm",
    "MissedForm",
    "PointForm",
    "correct_initial",
    "found_in",
]
