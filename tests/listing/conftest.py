"""A list of parties small enough to be checked against plain Python."""

import pytest
from django.http import QueryDict

from accord.features.stakeholders.tables import party_list
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.listing.showing import Shown


@pytest.fixture
def shown(at):
    """Give the list of parties as an address shows it to somebody, the system if nobody is named."""

    def make(query="view=all", user=SYSTEM):
        return Shown(party_list(user, at), QueryDict(query))

    return make


@pytest.fixture
def names(shown):
    def make(query="view=all", user=SYSTEM):
        return [row["name"] for row in shown(query, user).page.rows]

    return make
