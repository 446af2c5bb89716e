"""The table of ``test_matrix``: each page and the roles that may open it."""

from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party

R = Role
EVERYBODY = set(R)
READERS = set(R) - {R.ADMINISTRATOR}
WRITERS = {R.PRACTITIONER, R.LEAD, R.MANAGER, R.EXECUTIVE, R.CASE_HANDLER}
LEADERS = {R.LEAD, R.MANAGER, R.EXECUTIVE}
CONFIGURE = LEADERS | {R.ADMINISTRATOR}
CUSTODIANS = {R.CUSTODIAN, R.ADMINISTRATOR}
ADMINISTRATORS = {R.ADMINISTRATOR}

# name -> the roles that may open it
MATRIX: dict[str, set[Role]] = {}

# name -> nothing; why stands at the view itself
PUBLIC: set[str] = set()


CANARY = "Canary Kanarek"


def arguments(name):
    """Make what the address of ``name`` needs; give its arguments and words nobody else may see."""
    if name in WITH_PARTY:
        return {"ref": party(CANARY).ref}, CANARY
    return {}, ""


# Pages of one party.
WITH_PARTY: set[str] = set()
