"""Who may use the interface's own pages."""

from accord.foundation.kernel.roles import ADMINISTRATORS, EVERYBODY
from accord.foundation.kernel.rules import Rule

USE = Rule("ui.use", EVERYBODY)
EXPORT = Rule("ui.export", EVERYBODY)
SHEET = Rule("ui.sheet", ADMINISTRATORS)
