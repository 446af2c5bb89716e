"""What is stored of parties, and what must always hold."""

from accord.features.stakeholders.models._affiliation import Affiliation, GroupMember
from accord.features.stakeholders.models._contact import Consent, ConsentPurpose, ContactPoint
from accord.features.stakeholders.models._likeness import LikelyPair, Likeness, ToldApart
from accord.features.stakeholders.models._merge import Merge
from accord.features.stakeholders.models._party import (
    Category,
    Follow,
    Identifier,
    Party,
    PartyName,
    PartyReader,
)
from accord.features.stakeholders.models._place import PartyPlace, Place
from accord.features.stakeholders.models._protection import (
    Erasure,
    RetentionReview,
    RetentionRule,
)
from accord.features.stakeholders.models._segment import (
    PartyTopic,
    Segment,
    SegmentMember,
    Topic,
)
from accord.features.stakeholders.models._timeline import (
    Note,
    TimelineMonth,
    TimelineReader,
    TimelineRow,
)

__all__ = [
    "Affiliation",
    "Category",
    "Consent",
    "ConsentPurpose",
    "ContactPoint",
    "Erasure",
    "Follow",
    "GroupMember",
    "Identifier",
    "LikelyPair",
    "Likeness",
    "Merge",
    "Note",
    "Party",
    "PartyName",
    "PartyPlace",
    "PartyReader",
    "PartyTopic",
    "Place",
    "RetentionReview",
    "RetentionRule",
    "Segment",
    "SegmentMember",
    "TimelineMonth",
    "TimelineReader",
    "TimelineRow",
    "ToldApart",
    "Topic",
]
