from accord.foundation.kernel.roles import ADMINISTRATORS, EVERYBODY
from accord.foundation.kernel.rules import Rule

ADMINISTER = Rule("accounts.administer", ADMINISTRATORS)
INVITE = Rule("accounts.invite", ADMINISTRATORS)
GRANT = Rule("accounts.grant", ADMINISTRATORS)
DEPARTMENTS = Rule("accounts.departments", ADMINISTRATORS)
SELF = Rule("accounts.self", EVERYBODY, also=lambda by, person: by.pk in {None, person.pk})
ABSENCE = Rule("accounts.absence", EVERYBODY)
