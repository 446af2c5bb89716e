"""The page on which anybody may write to us."""

from typing import Final

from accord.features.correspondence.models import ContactForm
from accord.foundation.arrivals.policies import TAKE

FORM: Final = "form"  # the way by which an arrival came


def form_set() -> ContactForm | None:
    """Give what was set for the page last; nothing where nobody ever did."""
    return ContactForm.objects.select_related("reader__department").order_by("-pk").first()


def open_form() -> ContactForm | None:
    """Give it while somebody may write: it is open, and its reader can take mail."""
    found = form_set()
    if found is None or not found.is_open or found.reader.department_id is None:
        return None
    return found if found.reader.is_active and TAKE.allows(found.reader) else None
