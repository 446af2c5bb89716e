"""Merging and parting over HTTP."""

import pytest

from accord.features.stakeholders.models import Merge, Party
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def test_a_record_goes_into_another_and_comes_back(caller):
    stays, goes = party("Harbour Board", tier="light"), party("The Harbour Board", tier="key")
    call = caller()

    told = call.post(f"stakeholders/{stays.ref}/merge", {"merged": goes.ref, "take": ["tier"]})

    assert told.status_code == 200, told.content
    assert (told.json()["name"], told.json()["tier"]) == ("Harbour Board", "key")
    assert call.get(f"stakeholders/{goes.ref}").json() == told.json()
    parted = call.post(f"stakeholders/{stays.ref}/part", {"merged": goes.ref})
    assert parted.status_code == 200, parted.content
    assert parted.json()["tier"] == "light"
    assert call.get(f"stakeholders/{goes.ref}").json()["name"] == "The Harbour Board"
    assert call.post(f"stakeholders/{stays.ref}/part", {"merged": goes.ref}).status_code == 404


def test_what_can_not_be_merged_is_refused(caller):
    stays, goes = party("Harbour Board"), party("Anna", kind="person")
    call = caller()

    for sent in ({"merged": goes.ref}, {"merged": "S-9999"}, {}):
        assert call.post(f"stakeholders/{stays.ref}/merge", sent).status_code == 422
    assert (Merge.objects.count(), Party.objects.count()) == (0, 2)
