from typing import Any

from accord.foundation.imports.models import Import
from accord.foundation.imports.targets import targets
from accord.foundation.kernel.roles import ADMINISTRATORS, LEADERS
from accord.foundation.kernel.rules import Rule


def _may_target(by: Any, batch: Any) -> bool:
    """Tell whether ``by`` may write what the import would write."""
    if not isinstance(batch, Import):
        return True
    target = targets.get(batch.target)
    return target is not None and target.rule.allows(by)


IMPORT = Rule("imports.import", LEADERS | ADMINISTRATORS, also=_may_target)
