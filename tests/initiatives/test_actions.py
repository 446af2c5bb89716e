from datetime import date
from functools import partial

import pytest

from accord.features.initiatives import actions, queries
from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.actions import add_category
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.checking import differences
from accord.foundation.search.queries import find

pytestmark = pytest.mark.django_db


def test_an_initiative_has_a_name_a_kind_and_dates(person, at):
    lead = person(Role.LEAD)
    details = actions.InitiativeDetails("Hollin Reservoir", "programme", from_date=date(2025, 1, 1))
    made = actions.add_initiative(by=lead, details=details, at=at)
    assert (made.ref, made.kind, str(made)) == ("V-0001", "programme", "Hollin Reservoir")
    assert list(queries.visible_to(lead)) == [made]
    assert list(queries.visible_to(person(None))) == []


def test_wrong_dates_no_name_and_no_right_are_refused_and_nothing_happened(person, at):
    lead = person(Role.LEAD)
    wrong = actions.InitiativeDetails("X", from_date=date(2026, 2, 1), until_date=date(2026, 1, 1))
    for details in (wrong, actions.InitiativeDetails(" ")):
        with pytest.raises(Invalid):
            actions.add_initiative(by=lead, details=details, at=at)
    with pytest.raises(NotAllowed):
        actions.add_initiative(by=person(), details=actions.InitiativeDetails("X"), at=at)
    assert not Initiative.objects.exists()


def test_an_initiative_is_found_by_its_name_and_what_is_over_comes_last(person, at):
    lead, reader = person(Role.LEAD), person(Role.VIEWER)
    old, new = (
        actions.add_initiative(by=lead, details=actions.InitiativeDetails(name), at=at)
        for name in ("Hollin Reservoir", "Hollin Mill")
    )
    actions.close_initiative(by=lead, initiative=old, at=at)
    assert [hit.ref for hit in find(reader, "hollin").hits("initiative")] == [new.ref, old.ref]
    assert find(person(None), "hollin").hits("initiative") == ()
    assert list(differences()) == []


@pytest.mark.parametrize("name", ["objectives", "pillars", "category_ids"])
def test_a_line_of_the_vision_that_a_colleague_wrote_meanwhile_stays(name, person, at):
    ann, bo = person(Role.LEAD, name="ann"), person(Role.LEAD, name="bo")
    made = actions.add_initiative(by=ann, details=actions.InitiativeDetails("Dam"), at=at)
    seen = made.version
    line = (
        add_category(by=SYSTEM, name="Media", position=1, at=at).pk
        if name == "category_ids"
        else "Drinking water"
    )
    set_vision = partial(actions.set_vision, initiative=made, at=at, seen=seen)
    set_vision(by=bo, vision=actions.Vision(**{name: [line]}))
    both = {"pillars": ["Clean"], "objectives": ["Fish"]}
    with pytest.raises(Conflict) as raised:
        set_vision(by=ann, vision=actions.Vision(**{**both, name: []}))
    assert raised.value.clashes[0].by_id == bo.pk
    found = (*queries.objectives_of(made), *queries.pillars_of(made))
    assert [row.words for row in found] == ([] if name == "category_ids" else [line])
    assert len(queries.required_categories(made)) == (name == "category_ids")
    set_vision(by=ann, vision=actions.Vision(vision="Fish in the Ems", **{name: [line]}))
    assert Initiative.objects.get().vision == "Fish in the Ems"
