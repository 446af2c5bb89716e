from accord.foundation.kernel.roles import ADMINISTRATORS
from accord.foundation.kernel.rules import Rule

TELL = Rule("demo.tell", ADMINISTRATORS)
REMOVE = Rule("demo.remove", ADMINISTRATORS)
