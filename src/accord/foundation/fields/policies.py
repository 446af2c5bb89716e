"""Who may add fields, govern the words of tags, keep and share views."""

from typing import Any

from accord.foundation.kernel.roles import ADMINISTRATORS, EVERYBODY, LEADERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _own(by: Any, view: Any) -> bool:
    return by.pk is None or view.owner_id == by.pk


def _own_or_administer(by: Any, view: Any) -> bool:
    return _own(by, view) or bool(by.holds(ADMINISTRATORS))


CONFIGURE = Rule("fields.configure", LEADERS | ADMINISTRATORS)
GOVERN_TAGS = Rule("fields.govern-tags", LEADERS | ADMINISTRATORS)
TAG = Rule("fields.tag", WRITERS)
KEEP_VIEW = Rule("fields.keep-view", EVERYBODY, also=_own)
SHARE_VIEW = Rule("fields.share-view", WRITERS)
REMOVE_VIEW = Rule("fields.remove-view", EVERYBODY, also=_own_or_administer)
