"""What is done after a backup was restored, before anybody is let in."""

from collections.abc import Callable
from datetime import datetime

from accord.foundation.kernel.registry import Registry

# Each puts one thing right that went on after the backup was made, and says in a line what it did:
# erasures are made again, mails that may have left are held back.
Restored = Callable[[datetime], str]
restored: Registry[Restored] = Registry("what follows a restore")
