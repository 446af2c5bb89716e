import pytest

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import Party
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from tests.factories.fields import field
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(person):
    return person(Role.PRACTITIONER, name="ann")


@pytest.fixture
def bea(person):
    return person(Role.PRACTITIONER, name="bea")


def test_values_are_kept_as_the_field_says_and_taken_away_with_none(ann, at):
    field("meter"), field("score", "number")
    jonas = party("Jonas")
    actions.set_custom(by=ann, party=jonas, at=at, meter=" M12 ", score="1 200")
    assert Party.objects.get(pk=jonas.pk).custom == {"meter": "M12", "score": 1200}
    actions.set_custom(by=ann, party=jonas, at=at, meter=None)
    assert Party.objects.get(pk=jonas.pk).custom == {"score": 1200}


@pytest.mark.parametrize(
    "answers", [{"score": "many"}, {"nothing": "x"}, {"score": 1, "meter": "a\x00"}]
)
def test_a_wrong_value_is_refused_and_nothing_happens(answers, ann, at):
    field("meter"), field("score", "number")
    jonas = party("Jonas")
    entries = Entry.objects.count()
    with pytest.raises(Invalid):
        actions.set_custom(by=ann, party=jonas, at=at, **answers)
    assert (Party.objects.get(pk=jonas.pk).custom, Entry.objects.count()) == ({}, entries)


def test_a_viewer_may_not_write_values(person, at):
    field("meter")
    jonas = party("Jonas")
    with pytest.raises(NotAllowed):
        actions.set_custom(by=person(Role.VIEWER), party=jonas, at=at, meter="M1")
    assert Party.objects.get(pk=jonas.pk).custom == {}


def test_two_who_write_different_values_at_once_both_keep_theirs(ann, bea, at):
    field("meter"), field("score", "number")
    jonas = party("Jonas")
    seen = jonas.version
    actions.set_custom(by=ann, party=Party.objects.get(pk=jonas.pk), at=at, seen=seen, meter="M1")
    actions.set_custom(by=bea, party=jonas, at=at, seen=seen, score=5)
    assert Party.objects.get(pk=jonas.pk).custom == {"meter": "M1", "score": 5}


def test_two_who_write_the_same_value_at_once_are_told_whose_stands(ann, bea, at):
    field("meter")
    jonas = party("Jonas")
    seen = jonas.version
    actions.set_custom(by=ann, party=Party.objects.get(pk=jonas.pk), at=at, seen=seen, meter="M1")
    with pytest.raises(Conflict) as conflict:
        actions.set_custom(by=bea, party=jonas, at=at, seen=seen, meter="M2")
    (clash,) = conflict.value.clashes
    assert (clash.field, clash.theirs, clash.yours, clash.by_id) == ("meter", "M1", "M2", ann.pk)
    assert Party.objects.get(pk=jonas.pk).custom == {"meter": "M1"}


def test_a_hidden_stakeholder_can_not_be_pointed_at(ann, at):
    field("parent", "party")
    hidden, open_ = party("Hidden", visibility="named"), party("Open")
    jonas = party("Jonas")
    for key in (hidden.pk, 999_999):
        with pytest.raises(Invalid):
            actions.set_custom(by=ann, party=jonas, at=at, parent=key)
    actions.set_custom(by=ann, party=jonas, at=at, parent=open_.pk)
    assert Party.objects.get(pk=jonas.pk).custom == {"parent": open_.pk}
