"""What may be sent, and what is answered: the shapes of the OpenAPI document."""

from accord.overview.api.forms import _conduct as conduct
from accord.overview.api.forms import _consultations as consultations
from accord.overview.api.forms import _correspondence as correspondence
from accord.overview.api.forms import _discussions as discussions
from accord.overview.api.forms import _escalations as escalations
from accord.overview.api.forms import _governance as governance
from accord.overview.api.forms import _growth as growth
from accord.overview.api.forms import _health as health
from accord.overview.api.forms import _insights as insights
from accord.overview.api.forms import _keymessages as keymessages
from accord.overview.api.forms import _knowledge as knowledge
from accord.overview.api.forms import _letters as letters
from accord.overview.api.forms import _mailings as mailings
from accord.overview.api.forms import _meetings as meetings
from accord.overview.api.forms import _networks as networks
from accord.overview.api.forms import _parties as parties
from accord.overview.api.forms import _plans as plans
from accord.overview.api.forms import _pulses as pulses
from accord.overview.api.forms import _shapes as shapes
from accord.overview.api.forms import _stages as stages
from accord.overview.api.forms import _stakes as stakes
from accord.overview.api.forms import _standards as standards
from accord.overview.api.forms import _steering as steering
from accord.overview.api.forms import _strategies as strategies
from accord.overview.api.forms import _talks as talks
from accord.overview.api.forms import _ties as ties
from accord.overview.api.forms import _views as views
from accord.overview.api.forms import _words as words
from accord.overview.api.forms import _work as work

__all__ = [
    "conduct",
    "consultations",
    "correspondence",
    "discussions",
    "escalations",
    "governance",
    "growth",
    "health",
    "insights",
    "keymessages",
    "knowledge",
    "letters",
    "mailings",
    "meetings",
    "networks",
    "parties",
    "plans",
    "pulses",
    "shapes",
    "stages",
    "stakes",
    "standards",
    "steering",
    "strategies",
    "talks",
    "ties",
    "views",
    "words",
    "work",
]
