"""People, roles, departments, services and the trail, as administrators fill them in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts import queries
from accord.foundation.accounts.models import Department, Grant, User
from accord.foundation.accounts.names import ROLES
from accord.foundation.kernel.roles import Role
from accord.foundation.ui.inputs import DayField, offer
from accord.overview.admin.forms._fields import (
    ColleagueField,
    Versioned,
    offer_departments,
)
from accord.overview.admin.forms._own import TokenForm

LEVELS = {
    4: _("4, carries out the plan"),
    5: _("5, single point of contact"),
    6: _("6, leads the strategy"),
    7: _("7, sets the approach"),
}


class PersonForm(Versioned):
    name = forms.CharField(label=_("Name"), max_length=120)
    title = forms.CharField(label=_("What they do"), max_length=120, required=False)
    department = forms.ModelChoiceField(
        label=_("Department"), required=False, queryset=Department.objects.none()
    )
    level = forms.TypedChoiceField(
        label=_("Level of responsibility"), required=False, coerce=int, empty_value=None,
        choices=[("", _("not said")), *LEVELS.items()],
        help_text=_("For information: a level gives nobody any right."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_departments(self)


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("Mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(
        label=_("Role"), choices=list(ROLES.items()), initial=Role.PRACTITIONER
    )
    department = forms.ModelChoiceField(
        label=_("Department"), required=False, queryset=Department.objects.none()
    )
    scope = forms.ChoiceField(
        label=_("Reach of the role"), initial=Grant.Scope.ALL,
        choices=[
            (Grant.Scope.ALL, _("Everything")),
            (Grant.Scope.DEPARTMENT, _("The department and those below it")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_departments(self)


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()))
    scope = forms.ChoiceField(label=_("Reach"), choices=Grant.Scope.choices)
    department = forms.ModelChoiceField(
        label=_("Department"), required=False, queryset=Department.objects.none(),
        help_text=_("For the reach “A department and those below it”."),
    )  # fmt: skip
    record = forms.CharField(
        label=_("Reference of the initiative or stakeholder"),
        required=False,
        max_length=20,
        help_text=_("As it stands on the record: S-1042."),
    )
    from_date = DayField(label=_("From"), required=False)
    until_date = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_departments(self)


class DepartmentForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(label=_("Short form"), max_length=20, required=False)


class RenameForm(Versioned, DepartmentForm):
    pass


class NewDepartmentForm(DepartmentForm):
    parent = forms.ModelChoiceField(
        label=_("Below"), required=False, queryset=Department.objects.none(),
        empty_label=_("at the top"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, parent=queries.departments())


class MoveForm(forms.Form):
    parent = forms.ModelChoiceField(
        label=_("Below"), required=False, queryset=Department.objects.none(),
        empty_label=_("at the top"),
    )  # fmt: skip

    def __init__(self, *args: Any, department: Department, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = queries.departments().exclude(path__startswith=department.path)
        offer(self, parent=fitting)


class ServiceForm(TokenForm):
    role = forms.ChoiceField(
        label=_("Role"), initial=Role.VIEWER,
        choices=[(key, label) for key, label in ROLES.items() if key != Role.ADMINISTRATOR],
    )  # fmt: skip
    department = forms.ModelChoiceField(
        label=_("Only for the department"), required=False, queryset=Department.objects.none()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_departments(self)


class TrailForm(forms.Form):
    """What to look for in the trail; it is asked by GET, and nothing of it is required."""

    person = ColleagueField(
        label=_("Who"), required=False, queryset=User.objects.none(), empty_label=_("anybody")
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    from_date = DayField(label=_("From"), required=False)
    until_date = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, person=queries.people(), area=[("", _("any")), *areas])
