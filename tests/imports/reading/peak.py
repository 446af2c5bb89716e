"""Reads a file in a process of its own and prints how many rows it had and its peak memory in KiB.

Run as a script with a path; ``test_memory`` starts it.
"""

import resource
import sys

from accord.foundation.imports.reading import tables


def main(path: str) -> None:
    found = tables.detect(path)
    with tables.read(path, found) as table:
        rows = sum(1 for _ in table)
    print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
