"""What these pages ask: people and their sign-ins, the directory, the trail in words."""

from accord.overview.admin.queries._imports import (
    fault_of,
    kept_by,
    look_at,
    remarks_shown,
    standing_of,
)
from accord.overview.admin.queries._knowing import looks_after, who_knows
from accord.overview.admin.queries._people import (
    colleagues_page,
    grants_of,
    history_of,
    people_headline,
    people_page,
    record_of,
)
from accord.overview.admin.queries._protection import processing_page
from accord.overview.admin.queries._sign_in import (
    after_new_factor,
    factors_of,
    identities_of,
    passkey_of,
    sessions_of,
)
from accord.overview.admin.queries._trail import trail_page
from accord.overview.admin.queries._verbs import areas
from accord.overview.admin.queries._work import (
    arrivals_page,
    imports_page,
    jobs_page,
    mails_page,
    notices_page,
)

__all__ = [
    "after_new_factor",
    "areas",
    "arrivals_page",
    "colleagues_page",
    "factors_of",
    "fault_of",
    "grants_of",
    "history_of",
    "identities_of",
    "imports_page",
    "jobs_page",
    "kept_by",
    "look_at",
    "looks_after",
    "mails_page",
    "notices_page",
    "passkey_of",
    "people_headline",
    "people_page",
    "processing_page",
    "record_of",
    "remarks_shown",
    "sessions_of",
    "standing_of",
    "trail_page",
    "who_knows",
]
