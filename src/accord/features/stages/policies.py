from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("stages.view", READERS)
PLAN = Rule("stages.plan", LEADERS)
TICK = Rule("stages.tick", WRITERS)
