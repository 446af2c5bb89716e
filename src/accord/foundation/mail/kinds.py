"""Kinds of mails, and who reads them: what leaves the house is known, and walked by a test."""

from enum import StrEnum

from accord.foundation.kernel.registry import Registry


class Reader(StrEnum):
    """One of ours, or somebody outside, from whom all that is internal is kept."""

    OURS = "ours"
    OUTSIDE = "outside"


kinds: Registry[Reader] = Registry("kinds of mails")
