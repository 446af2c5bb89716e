"""What mail shows on pages that are not its own."""

from accord.features.correspondence import queries
from accord.features.correspondence.models import Message
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.menu import Count


def address(message: Message, verb: str = "detail") -> str:
    return addresses.to(f"correspondence:{verb}", kwargs={"ref": message.ref})


def waiting(user: User) -> Count:
    """Tell how much mail waits for one to be filed."""
    return Count(queries.waiting_for(user, formats.local(clock.now())).count())
