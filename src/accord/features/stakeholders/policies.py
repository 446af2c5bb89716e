from typing import Any

from accord.foundation.kernel.roles import ADMINISTRATORS, LEADERS, READERS, WRITERS, Role
from accord.foundation.kernel.rules import Rule

CUSTODIANS = frozenset({Role.CUSTODIAN})


def _not_only_named(by: Any, party: Any) -> bool:
    """Tell whether ``by`` is one of those whom a party for named people is for."""
    if by.pk is None or party.visibility != "named":
        return True
    return by.pk in {party.owner_id, party.deputy_id} or party.readers.filter(person=by).exists()


VIEW = Rule("stakeholders.view", READERS, also=_not_only_named)
ADD = Rule("stakeholders.add", WRITERS)
CHANGE = Rule("stakeholders.change", WRITERS, also=_not_only_named)
NOTE = Rule("stakeholders.note", WRITERS, also=_not_only_named)
HAND_OVER = Rule("stakeholders.hand-over", WRITERS, also=_not_only_named)
RETIRE = Rule("stakeholders.retire", WRITERS, also=_not_only_named)
FOLLOW = Rule("stakeholders.follow", READERS)
BULK = Rule("stakeholders.bulk", WRITERS)
IMPORT = Rule("stakeholders.import", LEADERS | ADMINISTRATORS)
EXPORT = Rule("stakeholders.export", READERS)
CONFIGURE = Rule("stakeholders.configure", LEADERS | ADMINISTRATORS)
PROTECT = Rule("stakeholders.protect", CUSTODIANS | ADMINISTRATORS)
KEEP = Rule("stakeholders.keep-longer", WRITERS | CUSTODIANS | ADMINISTRATORS, also=_not_only_named)
WHOLE_FILE = Rule("stakeholders.whole-file", CUSTODIANS, also=_not_only_named)
MERGE = Rule("stakeholders.merge", WRITERS, also=_not_only_named)
ERASE = Rule("stakeholders.erase", CUSTODIANS | ADMINISTRATORS)
