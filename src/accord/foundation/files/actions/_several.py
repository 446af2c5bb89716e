"""Several files at once: those that can be kept are, each other is refused with its reason."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model

from accord.foundation.files.actions._keep import attach_blob, clean_file_name, keep
from accord.foundation.files.content import Stream, read_upload
from accord.foundation.files.models import Attachment, Blob
from accord.foundation.journal.change import Record, change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor, Rule

Told = Callable[[Record, Attachment], object]


@dataclass
class Attached:
    """What became of files that were given: those kept, and each that was refused with why."""

    kept: list[Attachment] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def attach_each(
    *, by: Actor, subject: Model, rule: Rule, files: Iterable[tuple[str, Stream]], at: datetime,
    told: Told = lambda _record, _kept: None,
) -> Attached:  # fmt: skip
    """Keep files with a record in one change; one that is refused keeps none of the others out.

    ``told`` is called within the change for each file that was kept.
    """
    rule.demand(by, subject)
    done = Attached()
    judged = _judged(files, done, at)
    if not judged:
        return done
    with suppress(_NothingKeptError), change(rule, by=by, at=at, subject=subject) as record:
        for name, blob in judged:
            try:
                kept = attach_blob(by=by, subject=subject, rule=rule, name=name, blob=blob, at=at)
            except Invalid as refusal:
                done.refused.append((name, str(refusal)))
                continue
            done.kept.append(kept)
            told(record, kept)
        _demand_some(done)
    return done


def _demand_some(done: Attached) -> None:
    if not done.kept:
        raise _NothingKeptError


class _NothingKeptError(Exception):
    """All were refused: then there is nothing to write down."""


def _judged(
    given: Iterable[tuple[str, Stream]], done: Attached, at: datetime
) -> list[tuple[str, Blob]]:
    found = []
    for name, stream in given:
        clean = clean_file_name(name)
        try:
            blob = keep(name=clean, body=read_upload(stream), at=at)
        except Invalid as refusal:
            done.refused.append((clean, str(refusal)))
        else:
            found.append((clean, blob))
    return found
