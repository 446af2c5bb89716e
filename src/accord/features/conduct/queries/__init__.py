"""Hard situations: who sees what, what is in force, what somebody carries."""

from accord.features.conduct.queries._arrangements import (
    appeals_of,
    appeals_visible_to,
    ask_in_force,
    ask_reliefs,
    card_row,
    cards,
    in_force,
    is_overdue,
    notice_of,
    outside,
    outside_of,
    reliefs_visible_to,
    reviews_of,
    rules_now,
    terms,
)
from accord.features.conduct.queries._arrangements import in_order as arrangements_in_order
from accord.features.conduct.queries._facts import Fact, agreed_facts, pinned_facts
from accord.features.conduct.queries._fairness import FEWEST_READ, Fairness, fairness
from accord.features.conduct.queries._held import HELD, MOVING
from accord.features.conduct.queries._incidents import (
    agreement,
    cards_at,
    carries,
    debrief_of,
    debriefs_of,
    in_order,
    of_talk,
    pins_at,
    reading_of,
    readings_of,
    rubric_level,
    sees,
    to_read,
    was_warned,
)
from accord.features.conduct.queries._own import (
    FEWEST,
    Group,
    Load,
    checks_before,
    checks_of,
    group_of,
    leads_of,
    load_of,
    own_incidents,
    readers_of,
    scale,
    shown_to,
)
from accord.features.conduct.queries._seen import (
    arrangements_visible_to,
    readings_visible_to,
    visible_to,
)
from accord.features.conduct.queries._suggesting import Hint, hints

__all__ = [
    "FEWEST", "FEWEST_READ", "HELD", "MOVING", "Fact", "Fairness", "Group", "Hint", "Load",
    "agreed_facts", "agreement", "appeals_of", "appeals_visible_to", "arrangements_in_order",
    "arrangements_visible_to", "ask_in_force", "ask_reliefs", "card_row", "cards",
    "cards_at", "carries", "checks_before",
    "checks_of", "debrief_of", "debriefs_of", "fairness", "group_of", "hints", "in_force",
    "in_order", "is_overdue", "leads_of", "load_of", "notice_of", "of_talk", "outside",
    "outside_of", "own_incidents", "pinned_facts", "pins_at", "readers_of", "reading_of",
    "readings_of", "readings_visible_to", "reliefs_visible_to", "reviews_of",
    "rubric_level", "rules_now", "scale", "sees", "shown_to", "terms", "to_read",
    "visible_to", "was_warned",
]  # fmt: skip
