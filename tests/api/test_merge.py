"""Merging and parting over HTTP."""

import pytest

from accord.features.stakeholders.actions import keep_pairs
from accord.features.stakeholders.models import Merge, Party
from accord.features.stakeholders.queries import describe, of_sort
from accord.foundation.kernel.rules import SYSTEM
from accord.methods.duplicates import find_pairs, usual_weights
from tests.conftest import NOON
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


def test_possible_duplicates_are_told_with_their_evidence_and_told_apart(caller):
    both = [party(name) for name in ("Harbour Board", "Harbour Bord")]
    weights = usual_weights(2)
    found = list(find_pairs(describe(of_sort(persons=False)), weights))
    keep_pairs(by=SYSTEM, pairs=found, of=None, at=NOON, persons=False)
    call = caller()

    told = call.get("duplicates").json()

    assert [(one["first"]["ref"], one["second"]["ref"]) for one in told["items"]] == [
        (both[0].ref, both[1].ref)
    ]
    assert told["items"][0]["evidence"] == [{"compared": "name", "grade": "like0", "weight": 9.0}]
    made = call.post(f"duplicates/{told['items'][0]['id']}/apart")
    assert made.status_code == 201, made.content
    assert call.get("duplicates").json() == {"items": [], "next": ""}
    assert call.post(f"duplicates/{told['items'][0]['id']}/apart").status_code == 404
