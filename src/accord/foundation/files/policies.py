from accord.foundation.kernel.roles import WRITERS
from accord.foundation.kernel.rules import Rule

ATTACH = Rule("files.attach", WRITERS)
DETACH = Rule("files.detach", WRITERS)
