"""The end of the trail, kept outside the database: a line for each check that found it whole."""

import json
import os
from pathlib import Path

from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal


class BadAnchor(Refusal):
    """The file can't be read as an anchor."""


def read(path: Path) -> dict[int, str]:
    """Give the digests by entry; nothing where there is no file yet. Raises BadAnchor."""
    if not path.exists():
        return {}
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
        return {int(line["entry"]): str(line["digest"]) for line in lines}
    except (ValueError, KeyError, TypeError) as error:
        raise BadAnchor(f"{path} is no anchor, or it was changed") from error


def add(path: Path) -> None:
    """Add the newest entry, flushed to the disk."""
    last = Entry.objects.order_by("-pk").first()
    if last is None or last.pk in read(path):
        return
    line = {"at": clock.now().isoformat(), "entry": last.pk, "digest": last.digest}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
