"""Letters as one may see them, and what tells for or against sending one."""

from accord.features.letters.queries._checks import (
    Remark,
    address_for,
    addresses_of,
    checkers,
    holes,
    remarks_on,
    sees_all,
    why_not,
)
from accord.features.letters.queries._files import enclosed, files_of
from accord.features.letters.queries._heat import Heat, heat_of
from accord.features.letters.queries._held import HELD, MOVING
from accord.features.letters.queries._letters import (
    MAIL,
    addressees_of,
    due,
    in_order,
    mails_of,
    manner,
    names_for,
    names_seen_of,
    promises_in,
    to_read,
    unsettled,
    visible_to,
)
from accord.features.letters.queries._merging import (
    FIELDS,
    Sender,
    language_of,
    missing_fields,
    nearest,
    sender_of,
    unknown_fields,
    written_for,
)
from accord.features.letters.queries._origins import Origin, origin_of
from accord.features.letters.queries._templates import (
    signatures_of,
    templates_visible_to,
    wording_for,
    wordings_of,
)
from accord.features.letters.queries._touches import Touches, coming, touches_of

__all__ = [
    "FIELDS",
    "HELD",
    "MAIL",
    "MOVING",
    "Heat",
    "Origin",
    "Remark",
    "Sender",
    "Touches",
    "address_for",
    "addressees_of",
    "addresses_of",
    "checkers",
    "coming",
    "due",
    "enclosed",
    "files_of",
    "heat_of",
    "holes",
    "in_order",
    "language_of",
    "mails_of",
    "manner",
    "missing_fields",
    "names_for",
    "names_seen_of",
    "nearest",
    "origin_of",
    "promises_in",
    "remarks_on",
    "sees_all",
    "sender_of",
    "signatures_of",
    "templates_visible_to",
    "to_read",
    "touches_of",
    "unknown_fields",
    "unsettled",
    "visible_to",
    "why_not",
    "wording_for",
    "wordings_of",
    "written_for",
]
