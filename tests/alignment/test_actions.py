import pytest

from accord.features.alignment import actions, queries
from accord.features.alignment.models import Aim, Service, Vision
from accord.features.initiatives.actions import close_initiative
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.departments import department
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def executive(person):
    return person(Role.EXECUTIVE)


@pytest.mark.duty("R27")
def test_departments_are_laid_beside_the_aims_and_gaps_show(person, executive, at):
    water, works = department("Water"), department("Works")
    owner = person(Role.PRACTITIONER, name="Olga", department=water)
    party("Dairy", tier="key", owner_id=owner.pk)
    dam = initiative("Dam", department_id=water.pk)
    initiative("Road", department_id=works.pk)
    actions.set_vision(by=executive, words="Water for all", reason="Asked for", at=at)
    near, open_ = (
        actions.add_aim(by=executive, words=words, at=at) for words in ("Near", "Open books")
    )
    actions.serve(by=executive, initiative=dam, aim=near, words="Visits", at=at)
    actions.serve(by=executive, initiative=dam, aim=near, words="Visits each week", at=at)

    found = queries.alignment(executive)
    assert (found.aims, found.unserved) == ([near, open_], [open_])
    lines = {line.department: line for line in found.lines}
    assert [(one.initiative, one.words) for one in lines[water].services[near.pk]] == [
        (dam, "Visits each week")
    ]
    assert (lines[water].people, lines[water].keys, lines[water].roles["practitioner"]) == (1, 1, 1)
    assert [one.name for one in lines[works].unaligned] == ["Road"]

    close_initiative(by=SYSTEM, initiative=dam, at=at)
    assert queries.alignment(executive).unserved == [near, open_]


def test_the_newest_vision_counts_and_the_older_stay(executive, at):
    for words in ("Water", "Water for all"):
        actions.set_vision(by=executive, words=words, reason="Board of May", at=at)
    assert queries.vision().words == "Water for all"
    assert [one.words for one in queries.visions()] == ["Water for all", "Water"]


def test_who_leads_sets_and_who_owns_serves(person, executive, at):
    lead, practitioner = person(Role.LEAD), person(Role.PRACTITIONER)
    for refused in (lead, practitioner):
        with pytest.raises(NotAllowed):
            actions.set_vision(by=refused, words="Mine", reason="So", at=at)
        with pytest.raises(NotAllowed):
            actions.add_aim(by=refused, words="Mine", at=at)
    aim = actions.add_aim(by=executive, words="Near", at=at)
    own, other = initiative("Own", owner_id=practitioner.pk), initiative("Other")
    actions.serve(by=practitioner, initiative=own, aim=aim, words="Visits", at=at)
    with pytest.raises(NotAllowed):
        actions.serve(by=practitioner, initiative=other, aim=aim, words="Visits", at=at)
    actions.serve(by=lead, initiative=other, aim=aim, words="Books", at=at)
    with pytest.raises(NotAllowed):
        actions.serve_no_longer(
            by=practitioner, service=Service.objects.get(initiative=other), at=at
        )
    assert not Vision.objects.exists()
    assert (Aim.objects.count(), Service.objects.count()) == (1, 2)


def test_a_closed_aim_is_served_no_more_and_empty_words_are_refused(executive, at):
    aim = actions.add_aim(by=executive, words="Near", at=at)
    actions.close_aim(by=executive, aim=aim, at=at)
    for refused in (
        lambda: actions.close_aim(by=executive, aim=aim, at=at),
        lambda: actions.serve(by=executive, initiative=initiative(), aim=aim, words="So", at=at),
    ):
        with pytest.raises(Stale):
            refused()
    with pytest.raises(Invalid):
        actions.add_aim(by=executive, words=" ", at=at)
    with pytest.raises(Invalid):
        actions.set_vision(by=executive, words="Water", reason="", at=at)
    assert queries.alignment(executive).aims == []
    assert not Service.objects.exists()
