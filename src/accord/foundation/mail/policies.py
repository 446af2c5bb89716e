from accord.foundation.kernel.roles import ADMINISTRATORS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("mail.view", ADMINISTRATORS)
RESEND = Rule("mail.resend", ADMINISTRATORS)
