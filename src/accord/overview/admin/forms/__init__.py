"""The shapes of what people type on these pages."""

from accord.overview.admin.forms._door import (
    JoinForm,
    MailForm,
    PasskeyNameForm,
    SignInForm,
    WelcomeForm,
)
from accord.overview.admin.forms._imports import ImportFileForm, ImportForm, ReadingForm
from accord.overview.admin.forms._own import (
    AbsenceForm,
    ChannelForm,
    PreferencesForm,
    RoutineForm,
    TokenForm,
)
from accord.overview.admin.forms._people import (
    DepartmentForm,
    GrantForm,
    InviteForm,
    MoveForm,
    NewDepartmentForm,
    PersonForm,
    RenameForm,
    ServiceForm,
    TrailForm,
)

__all__ = [
    "AbsenceForm",
    "ChannelForm",
    "DepartmentForm",
    "GrantForm",
    "ImportFileForm",
    "ImportForm",
    "InviteForm",
    "JoinForm",
    "MailForm",
    "MoveForm",
    "NewDepartmentForm",
    "PasskeyNameForm",
    "PersonForm",
    "PreferencesForm",
    "ReadingForm",
    "RenameForm",
    "RoutineForm",
    "ServiceForm",
    "SignInForm",
    "TokenForm",
    "TrailForm",
    "WelcomeForm",
]
