"""Who may see two records made one: nobody who could not see both before."""

from typing import Any

from django.utils.translation import gettext as _

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import readers_of, visible_to
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.models import User
from accord.foundation.kernel.errors import Invalid


def settle_sight(survivor: Party, merged: Party, fields: dict[str, Any]) -> set[int]:
    """Put the stricter visibility into ``fields``; give the readers who saw only one of the two.

    Raises Invalid where no visibility would be as strict as both.
    """
    both = (survivor, merged)
    if any(party.visibility == Visibility.NAMED for party in both):
        fields["visibility"] = Visibility.NAMED
        return _settle_named(both, fields)
    within = {party.department_id for party in both if party.visibility == Visibility.DEPARTMENT}
    if len(within) > 1:
        raise Invalid(
            _("Each of the two is only for its own department. Say who may see them first.")
        )
    if within:
        fields |= {"visibility": Visibility.DEPARTMENT, "department_id": within.pop()}
    return {reader.person_id for reader in readers_of(merged)} - {
        reader.person_id for reader in readers_of(survivor)
    }


def _settle_named(both: tuple[Party, Party], fields: dict[str, Any]) -> set[int]:
    survivor, _merged = both
    for name in ("owner_id", "deputy_id"):
        person = fields.get(name, getattr(survivor, name))
        if person is not None and not _saw(person, both):
            colleague = User.objects.get(pk=person)
            raise Invalid(
                _("%s may see only one of the two. Choose another owner or deputy first.")
                % colleague,
                field=name,
            )
    readers = {reader.person_id for party in both for reader in readers_of(party)}
    return {person for person in readers if not _saw(person, both)}


def _saw(person: int, both: tuple[Party, Party]) -> bool:
    user = User.objects.get(pk=person)
    return visible_to(user).filter(pk__in=[party.pk for party in both]).count() == len(both)
