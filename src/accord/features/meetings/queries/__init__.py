"""Which meetings there are, what they are about, what typed minutes say, what it cost."""

from accord.features.meetings.queries._cost import Cost, cost_of
from accord.features.meetings.queries._held import HELD, MOVING
from accord.features.meetings.queries._links import (
    invitee_by_token,
    minutes_token,
    party_seen,
    token_of,
    uid_of,
)
from accord.features.meetings.queries._meetings import (
    Stand,
    agenda_of,
    asked_in,
    asked_of,
    decisions_of,
    everybody_in,
    in_order,
    invitees_of,
    items_of,
    lines_of,
    meetings_between,
    meetings_of_talk,
    minutes_of,
    parties_by_meeting,
    parties_in,
    stand_of,
    verdicts_of,
    visible_to,
    with_party,
)
from accord.features.meetings.queries._minutes import FoundLine, Table, lines_in, turned
from accord.features.meetings.queries._prepare import Proposal, proposals_for
from accord.features.meetings.queries._table import next_start, table_of

__all__ = [
    "HELD",
    "MOVING",
    "Cost",
    "FoundLine",
    "Proposal",
    "Stand",
    "Table",
    "agenda_of",
    "asked_in",
    "asked_of",
    "cost_of",
    "decisions_of",
    "everybody_in",
    "in_order",
    "invitee_by_token",
    "invitees_of",
    "items_of",
    "lines_in",
    "lines_of",
    "meetings_between",
    "meetings_of_talk",
    "minutes_of",
    "minutes_token",
    "next_start",
    "parties_by_meeting",
    "parties_in",
    "party_seen",
    "proposals_for",
    "stand_of",
    "table_of",
    "token_of",
    "turned",
    "uid_of",
    "verdicts_of",
    "visible_to",
    "with_party",
]
