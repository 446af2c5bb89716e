"""A file arrives, is looked at, and somebody says what its columns mean."""

import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accord.foundation.accounts.reach import reach_of
from accord.foundation.imports import policies
from accord.foundation.imports.models import Import, ImportChunk, ImportMapping
from accord.foundation.imports.queries import last_chunk, open_job, remembered, standing
from accord.foundation.imports.reading.detection import Choices, Detection
from accord.foundation.imports.reading.mapping import propose
from accord.foundation.imports.reading.rows import Refused, Row
from accord.foundation.imports.reading.tables import detect, read
from accord.foundation.imports.targets import targets
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.models import Image
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

PREVIEWED = 20
MOST_BYTES = 4 * 1024**3


@dataclass(frozen=True)
class Preview:
    """The beginning of a file as it would be read, before anything is written."""

    header: tuple[str, ...]
    rows: list[Row | Refused]
    detection: Detection


def take_file(
    *, by: Actor, target: str, name: str, body: BinaryIO, at: datetime,
    choices: Choices | None = None,
) -> Import:  # fmt: skip
    """Keep a file for import and look at it.

    Raises: Unreadable when it is no table; Invalid for an unknown target or too much of it.
    """
    if target not in targets:
        raise Invalid(_("Nothing of this kind can be imported."), field="target")
    policies.IMPORT.demand(by)
    folder = Path(settings.HOME) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    path, size = _stored(folder, body)
    try:
        detection = detect(path, choices or Choices(), name=name)
        seen = preview(path=path, name=name, detection=detection, by=by, at=at)
    except Exception:
        path.unlink()
        raise
    batch = Import(
        target=target, file_name=Path(name).name[-255:], path=str(path.relative_to(settings.HOME)),
        size=size, detection=seen.detection.to_plain(), header=list(seen.header),
        by_id=by.pk, given_at=at,
    )  # fmt: skip
    batch.mapping, batch.options = propose_mapping(batch=batch, seen=seen, by=by, at=at)
    with change(policies.IMPORT, by=by, at=at) as record:
        policies.IMPORT.demand(by, batch)
        record.subject = batch
        record.add(batch)
    return batch


def _stored(folder: Path, body: BinaryIO) -> tuple[Path, int]:
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile(dir=folder, prefix="import-", delete=False) as kept:
        shutil.copyfileobj(body, kept, 1 << 20)
        size = kept.tell()
    if size > MOST_BYTES:
        Path(kept.name).unlink()
        raise Invalid(_("The file is larger than 4 GB."), field="file")
    return Path(kept.name), size


def preview(*, path: Path, name: str, detection: Detection, by: Actor, at: datetime) -> Preview:
    """Read the first rows of a file."""
    del by, at
    with read(path, detection, name=name) as table:
        rows = list(islice(table, PREVIEWED))
        return Preview(tuple(table.header), rows, table.detection)


def _digest(header: list[str]) -> str:
    return sha256("\x1f".join(header).encode()).hexdigest()


def propose_mapping(
    *, batch: Import, seen: Preview, by: Actor, at: datetime
) -> tuple[dict[str, str], dict[str, Any]]:
    """Offer what was chosen for this header before, or what its names and cells suggest."""
    del at
    known = remembered(batch.target, _digest(list(seen.header)))
    fields = targets[batch.target].fields()
    keys = {each.key for each in fields}
    if known is not None:
        mapping = {column: key for column, key in known.mapping.items() if key in keys}
        return mapping, _within_reach(by, known.options)
    cells = [row.cells for row in seen.rows if isinstance(row, Row)]
    found = propose(seen.header, fields, cells)
    return {str(column): proposal.field for column, proposal in found.items()}, {}


def choose(
    *, by: Actor, batch: Import, mapping: Mapping[str, str], options: Mapping[str, Any],
    at: datetime, detection: Detection | None = None,
) -> Import:  # fmt: skip
    """Say what the columns mean, and remember it for the next file with this header.

    Raises: Invalid, also for a department that ``by`` does not reach; NotAllowed; Stale.
    """
    _refuse_mapping(batch, mapping)
    if _within_reach(by, options) != options:
        raise Invalid(_("Choose a department that you work for."), field="department")
    with change(policies.IMPORT, by=by, at=at, subject=batch) as record:
        _refuse_begun(batch)
        fields: dict[str, Any] = {
            "mapping": dict(mapping), "options": dict(options), "state": Import.State.GIVEN,
            "counts": {}, "error": "",
        }  # fmt: skip
        if detection is not None:
            seen = preview(
                path=Path(settings.HOME) / batch.path, name=batch.file_name, detection=detection,
                by=by, at=at,
            )  # fmt: skip
            fields |= {"detection": seen.detection.to_plain(), "header": list(seen.header)}
        record.set(batch, **fields)
        ImportMapping.objects.update_or_create(
            target=batch.target, header_digest=_digest(batch.header),
            defaults={"mapping": dict(mapping), "options": dict(options)},
        )  # fmt: skip
    return batch


def _within_reach(by: Actor, options: Mapping[str, Any]) -> dict[str, Any]:
    """Leave a department out to which ``by`` may write nothing."""
    reach, given = reach_of(by), str(options.get("department") or "")
    if not given or (given.isdecimal() and (reach.everything or int(given) in reach.departments)):
        return dict(options)
    return {name: value for name, value in options.items() if name != "department"}


def _refuse_begun(batch: Import) -> None:
    still = {Import.State.GIVEN, Import.State.CHECKED, Import.State.FAILED}
    if standing(batch) not in still or last_chunk(batch) is not None:
        raise Invalid(_("This import has begun; its columns can't be changed any more."))


def read_again(*, by: Actor, batch: Import, choices: Choices, at: datetime) -> Import:
    """Read the file as somebody says, and propose its columns anew.

    Raises: Unreadable when it is no table that way; Invalid once rows were written.
    """
    path = Path(settings.HOME) / batch.path
    detection = detect(path, choices, name=batch.file_name)
    seen = preview(path=path, name=batch.file_name, detection=detection, by=by, at=at)
    said = {name: value for name, value in asdict(choices).items() if value is not None}
    mapping, options = propose_mapping(batch=batch, seen=seen, by=by, at=at)
    with change(policies.IMPORT, by=by, at=at, subject=batch) as record:
        _refuse_begun(batch)
        record.set(
            batch, detection={**seen.detection.to_plain(), "chosen": said},
            header=list(seen.header), mapping=mapping, options=options or batch.options,
            state=Import.State.GIVEN, counts={}, error="",
        )  # fmt: skip
    return batch


def _refuse_mapping(batch: Import, mapping: Mapping[str, str]) -> None:
    keys = {each.key for each in targets[batch.target].fields()}
    if unknown := [key for key in mapping.values() if key not in keys]:
        raise Invalid(_("There is no field %s.") % unknown[0], field="mapping")
    used = list(mapping.values())
    if twice := next((key for key in used if used.count(key) > 1), None):
        raise Invalid(_("%s is chosen for two columns.") % twice, field="mapping")


def forget(*, by: Actor, batch: Import, at: datetime) -> None:
    """Delete the file of an import; what it did, and its trail, stays.

    Raises: NotAllowed; Stale while it is worked on.
    """
    with change(policies.IMPORT, by=by, at=at, subject=batch) as record:
        if open_job(batch) is not None:
            raise Stale(_("This import is being worked on already."))
        if batch.path:
            _unlink_once_kept(batch.path)
        record.set(batch, path="")
        record.note(forgotten=batch.file_name)


def _unlink_once_kept(path: str) -> None:
    """Delete a file when nothing can bring back what says so; else the sweep does."""
    transaction.on_commit(partial((Path(settings.HOME) / path).unlink, missing_ok=True))


def forget_sources(
    *, by: Actor, record: Record, kind: str, object_id: int, at: datetime
) -> list[int]:
    """Delete, once the change that erases a record is written, the files that it came from."""
    del by, at
    entries = Image.objects.filter(kind=kind, row_id=object_id).values("entry_id")
    chunks = ImportChunk.objects.filter(entry_id__in=entries)
    found = list(Import.objects.filter(chunks__in=chunks).exclude(path="").distinct())
    for batch in found:
        _unlink_once_kept(batch.path)
    record.set_many([(batch, {"path": ""}) for batch in found])
    return [batch.pk for batch in found]


def sweep(*, by: Actor, at: datetime) -> int:
    """Delete uploads that no import knows of a day later: whoever took them died over it."""
    policies.IMPORT.demand(by)
    folder = Path(settings.HOME) / "imports"
    known = set(Import.objects.exclude(path="").values_list("path", flat=True))
    old = (at - timedelta(days=1)).timestamp()
    gone = [
        path
        for path in folder.glob("import-*")
        if path.stat().st_mtime < old and str(path.relative_to(settings.HOME)) not in known
    ]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
