"""The pages of key messages, of the message house and of contradictions."""

from accord.features.keymessages.views._alike import (
    contradiction_decide,
    contradiction_detail,
    contradiction_list,
    contradiction_tell,
)
from accord.features.keymessages.views._house import (
    edition_say,
    house,
    matter_add,
    matter_drop,
    use_drop,
)
from accord.features.keymessages.views._messages import (
    message_add,
    message_amend,
    message_approve,
    message_detail,
    message_end,
    message_list,
)

__all__ = [
    "contradiction_decide",
    "contradiction_detail",
    "contradiction_list",
    "contradiction_tell",
    "edition_say",
    "house",
    "matter_add",
    "matter_drop",
    "message_add",
    "message_amend",
    "message_approve",
    "message_detail",
    "message_end",
    "message_list",
    "use_drop",
]
