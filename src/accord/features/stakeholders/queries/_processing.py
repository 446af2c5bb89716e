"""Who looked at whole files, exported lists and erased: read from the trail."""

from django.db.models import QuerySet

from accord.features.stakeholders import policies
from accord.features.stakeholders.models import Party
from accord.foundation.journal.models import Entry
from accord.foundation.ui.policies import EXPORT

PARTY = "stakeholders.party"


def processing() -> QuerySet[Entry]:
    """Give every whole file, export and erasure, newest first."""
    verbs = [rule.name for rule in (policies.WHOLE_FILE, policies.ERASE, EXPORT)]
    return Entry.objects.filter(verb__in=verbs).order_by("-pk")


def looks_at(party: Party, limit: int = 20) -> list[Entry]:
    return list(processing().filter(subject_type=PARTY, subject_id=party.pk)[:limit])
