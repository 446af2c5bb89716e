"""Find the right person: what other rooms know of colleagues, told on the directory's page.

A ``finder`` answers a question that somebody typed ("Northern Rail") with colleagues and the
reason ("owns Northern Rail"). A ``fact`` adds lines to colleagues who are shown anyway ("looks
after 34 stakeholders"). Both start from what the viewer may see, and are asked once a page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from accord.foundation.accounts.models import User
from accord.foundation.kernel.registry import Registry


@dataclass(frozen=True)
class Finding:
    """One line about one colleague; ``url`` leads to what it speaks of."""

    person_id: int
    words: str
    url: str = ""


Finder = Callable[[User, str], Iterable[Finding]]
Fact = Callable[[User, Sequence[int]], Iterable[Finding]]
finders: Registry[Finder] = Registry("finders of colleagues")
facts: Registry[Fact] = Registry("facts of colleagues")
