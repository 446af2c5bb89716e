from accord.foundation.kernel.roles import EVERYBODY
from accord.foundation.kernel.rules import Rule

READ_DOCS = Rule("api.read-docs", EVERYBODY)
SEARCH = Rule("api.search", EVERYBODY)
