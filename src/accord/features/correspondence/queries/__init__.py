"""Mail as one may see it, who in it is ours and who is known, which conversation it is in."""

from accord.features.correspondence.queries._blocked import blocks_of, floods, is_blocked
from accord.features.correspondence.queries._enclosed import calendars_of, cards_of
from accord.features.correspondence.queries._form import FORM, form_set, open_form
from accord.features.correspondence.queries._forwards import passed_on
from accord.features.correspondence.queries._held import FILES, HELD, LEDGER
from accord.features.correspondence.queries._index import (
    known_of,
    told_anew,
    waiting_where_moved,
)
from accord.features.correspondence.queries._messages import (
    files_of,
    homes_of,
    in_thread,
    looking_at,
    mail_of,
    recipients_of,
    settled_by,
    visible_to,
    waiting_for,
    without_own_addresses,
)
from accord.features.correspondence.queries._promises import promises_in
from accord.features.correspondence.queries._proposing import contact_of, proposed_for
from accord.features.correspondence.queries._reports import mail_points, was_sent, whom_sent
from accord.features.correspondence.queries._sides import (
    Sides,
    filed_before,
    known_by_mail,
    names_known_to,
    sides_of,
    thread_of,
    took_part,
)
from accord.features.correspondence.queries._strangers import (
    MENTIONS,
    PERIOD,
    Stranger,
    Strangers,
    mail_in_which,
    mentions_of,
    outsiders,
    sightings_in,
    strangers,
)
from accord.features.correspondence.queries._tags import Tagged, tagged
from accord.features.correspondence.queries._unfiled import UNFILED

__all__ = [
    "FILES",
    "FORM",
    "HELD",
    "LEDGER",
    "MENTIONS",
    "PERIOD",
    "UNFILED",
    "Sides",
    "Stranger",
    "Strangers",
    "Tagged",
    "blocks_of",
    "calendars_of",
    "cards_of",
    "contact_of",
    "filed_before",
    "files_of",
    "floods",
    "form_set",
    "homes_of",
    "in_thread",
    "is_blocked",
    "known_by_mail",
    "known_of",
    "looking_at",
    "mail_in_which",
    "mail_of",
    "mail_points",
    "mentions_of",
    "names_known_to",
    "open_form",
    "outsiders",
    "passed_on",
    "promises_in",
    "proposed_for",
    "recipients_of",
    "settled_by",
    "sides_of",
    "sightings_in",
    "strangers",
    "tagged",
    "thread_of",
    "told_anew",
    "took_part",
    "visible_to",
    "waiting_for",
    "waiting_where_moved",
    "was_sent",
    "whom_sent",
    "without_own_addresses",
]
