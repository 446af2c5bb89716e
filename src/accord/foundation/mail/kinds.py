"""Kinds of mails, and who reads them: what leaves the house is known, and walked by a test."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from accord.foundation.kernel.registry import Registry
from accord.foundation.mail.models import OutMail


class Reader(StrEnum):
    """One of ours, or somebody outside, from whom all that is internal is kept."""

    OURS = "ours"
    OUTSIDE = "outside"


kinds: Registry[Reader] = Registry("kinds of mails")

# Each is asked of every mail at the moment it leaves, for it may have waited for days: says why it
# may not any more, nothing where it may.
gates: Registry[Callable[[OutMail, datetime], str]] = Registry("what keeps a mail that waits")
