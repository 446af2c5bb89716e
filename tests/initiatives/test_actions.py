from datetime import date

import pytest

from accord.features.initiatives import actions, queries
from accord.features.initiatives.models import Initiative
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
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
