"""What roles are called."""

from django.utils.translation import gettext_lazy as _

from accord.foundation.kernel.roles import Role

ROLES = {
    Role.VIEWER: _("Viewer"),
    Role.PRACTITIONER: _("Practitioner"),
    Role.LEAD: _("Lead"),
    Role.MANAGER: _("Manager"),
    Role.EXECUTIVE: _("Executive"),
    Role.CASE_HANDLER: _("Case handler"),
    Role.CUSTODIAN: _("Custodian"),
    Role.ADMINISTRATOR: _("Administrator"),
}
