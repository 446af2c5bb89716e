"""Members of ten parliaments, as they come; ``ACCORD_REAL_DATA`` names the folder they lie in."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from accord.features.stakeholders.models import Party
from accord.foundation.imports import actions
from accord.foundation.journal.checking import breaks
from accord.foundation.kernel.roles import Role

FOLDER = os.environ.get("ACCORD_REAL_DATA", "")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.skipif(not FOLDER, reason="ACCORD_REAL_DATA names no folder"),
]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def taken_in(by, at):
    found = dict.fromkeys(("rows", "new", "changed", "unchanged", "refused"), 0)
    path = Path(FOLDER) / "registers/everypolitician_10_legislatures.zip"
    with zipfile.ZipFile(path) as archive:
        for name in sorted(name for name in archive.namelist() if "__term-" in name):
            body = BytesIO(archive.read(name))
            batch = actions.take_file(by=by, target="stakeholders", name=name, body=body, at=at)
            options = {"kind": "person", "scheme": "everypolitician"}
            actions.choose(by=by, batch=batch, mapping=batch.mapping, options=options, at=at)
            counts = actions.import_now(by=by, batch=batch, at=at)
            found = {key: found[key] + counts[key] for key in found}
    return found


def test_members_of_ten_parliaments_are_each_one_person(person, at):
    lead = person(Role.LEAD)
    first = taken_in(lead, at)
    assert (first["rows"], first["new"], first["refused"]) == (4833, 3569, 0)
    assert Party.objects.filter(kind="person").count() == 3569
    again = taken_in(lead, at)
    assert (again["rows"], again["new"], again["refused"]) == (4833, 0, 0)
    assert Party.objects.filter(kind="person").count() == 3569
    assert list(breaks()) == []
