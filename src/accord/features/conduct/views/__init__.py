"""Pages for hard situations."""

from accord.features.conduct.views._arrangements import (
    appeal_add,
    appeal_judge,
    arrange,
    arrangement_detail,
    arrangement_end,
    arrangement_list,
    arrangement_review,
    arrangement_told,
    fairness,
    notice,
)
from accord.features.conduct.views._guide import (
    card_add,
    card_change,
    card_list,
    card_off,
    card_put,
    guide,
    pin_add,
    pin_drop,
    relief_end,
    relieve,
    rules,
    rules_change,
    second_call,
)
from accord.features.conduct.views._hearing import answer, concerning, hear
from accord.features.conduct.views._incidents import (
    incident_decide,
    incident_detail,
    incident_list,
    incident_note,
    second_ask,
    second_read,
)
from accord.features.conduct.views._own import (
    check_add,
    consent_add,
    consent_drop,
    debrief,
    load_of,
    mine,
)

__all__ = [
    "answer", "appeal_add", "appeal_judge", "arrange", "arrangement_detail", "arrangement_end",
    "arrangement_list", "arrangement_review", "arrangement_told", "card_add", "card_change",
    "card_list", "card_off", "card_put", "check_add", "concerning", "consent_add", "consent_drop",
    "debrief", "fairness", "guide", "hear", "incident_decide", "incident_detail", "incident_list",
    "incident_note", "load_of", "mine", "notice", "pin_add", "pin_drop", "relief_end", "relieve",
    "rules", "rules_change", "second_ask", "second_call", "second_read",
]  # fmt: skip
