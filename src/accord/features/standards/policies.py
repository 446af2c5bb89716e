from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("standards.view", READERS)
WRITE = Rule("standards.write", LEADERS)
APPROVE = Rule("standards.approve", LEADERS)
DRAW = Rule("standards.draw", LEADERS)
REVIEW = Rule("standards.review", WRITERS)
