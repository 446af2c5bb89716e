"""The shapes of what people type on these pages."""

from accord.overview.admin.forms._days import DayOffForm
from accord.overview.admin.forms._door import (
    JoinForm,
    MailForm,
    PasskeyNameForm,
    SignInForm,
    WelcomeForm,
)
from accord.overview.admin.forms._imports import ImportFileForm, ImportForm, ReadingForm
from accord.overview.admin.forms._mailboxes import (
    FoldersForm,
    MailboxChangeForm,
    MailboxForm,
    SharedMailboxForm,
)
from accord.overview.admin.forms._mailboxes import initial_of as initial_of_mailbox
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
    "DayOffForm",
    "DepartmentForm",
    "FoldersForm",
    "GrantForm",
    "ImportFileForm",
    "ImportForm",
    "InviteForm",
    "JoinForm",
    "MailForm",
    "MailboxChangeForm",
    "MailboxForm",
    "MoveForm",
    "NewDepartmentForm",
    "PasskeyNameForm",
    "PersonForm",
    "PreferencesForm",
    "ReadingForm",
    "RenameForm",
    "RoutineForm",
    "ServiceForm",
    "SharedMailboxForm",
    "SignInForm",
    "TokenForm",
    "TrailForm",
    "WelcomeForm",
    "initial_of_mailbox",
]
