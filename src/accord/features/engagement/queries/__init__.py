"""What was said, who said it, and what a note says before it is kept."""

from accord.features.engagement.queries._dates import days_in
from accord.features.engagement.queries._heeding import (
    Asked,
    Heeded,
    asked_in,
    heeded_by_party,
    needs_to_take_part,
)
from accord.features.engagement.queries._held import HELD
from accord.features.engagement.queries._needs import needs_spoken_of, says_the_same
from accord.features.engagement.queries._people import FoundPerson, people_in
from accord.features.engagement.queries._plain import plain, sentences
from accord.features.engagement.queries._reading import (
    FoundNeed,
    FoundPoint,
    FoundPromise,
    Reading,
    read,
)
from accord.features.engagement.queries._talks import (
    Outcomes,
    about_initiative,
    ask_who_knows,
    attendees_of,
    hidden_from,
    last_talks,
    logged_once,
    marks_of,
    names_by_talk,
    open_points_with,
    outcomes_of,
    parties_in_talks,
    parties_of,
    pieces,
    points_of,
    readers_of,
    talks_about,
    visible_to,
    who_knows,
    with_party,
)
from accord.features.engagement.queries._tone import METHOD, Tone, tone_of

__all__ = [
    "HELD",
    "METHOD",
    "Asked",
    "FoundNeed",
    "FoundPerson",
    "FoundPoint",
    "FoundPromise",
    "Heeded",
    "Outcomes",
    "Reading",
    "Tone",
    "about_initiative",
    "ask_who_knows",
    "asked_in",
    "attendees_of",
    "days_in",
    "heeded_by_party",
    "hidden_from",
    "last_talks",
    "logged_once",
    "marks_of",
    "names_by_talk",
    "needs_spoken_of",
    "needs_to_take_part",
    "open_points_with",
    "outcomes_of",
    "parties_in_talks",
    "parties_of",
    "people_in",
    "pieces",
    "plain",
    "points_of",
    "read",
    "readers_of",
    "says_the_same",
    "sentences",
    "talks_about",
    "tone_of",
    "visible_to",
    "who_knows",
    "with_party",
]
