"""The pages of the foundation's rooms: the door, one's own settings, people, departments, trail."""

from accord.overview.admin.views import _days as days
from accord.overview.admin.views import _departments as departments
from accord.overview.admin.views import _directory as directory
from accord.overview.admin.views import _door as door
from accord.overview.admin.views import _fields as fields
from accord.overview.admin.views import _imports as imports
from accord.overview.admin.views import _invitations as invitations
from accord.overview.admin.views import _joining as joining
from accord.overview.admin.views import _mailboxes as mailboxes
from accord.overview.admin.views import _me as me
from accord.overview.admin.views import _notices as notices
from accord.overview.admin.views import _people as people
from accord.overview.admin.views import _protection as protection
from accord.overview.admin.views import _security as security
from accord.overview.admin.views import _trail as trail
from accord.overview.admin.views import _words as kept_words
from accord.overview.admin.views import _work as work

__all__ = [
    "days",
    "departments",
    "directory",
    "door",
    "fields",
    "imports",
    "invitations",
    "joining",
    "kept_words",
    "mailboxes",
    "me",
    "notices",
    "people",
    "protection",
    "security",
    "trail",
    "work",
]
