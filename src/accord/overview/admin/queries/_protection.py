"""The log of processing in words: whole files taken, lists exported, people erased."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.features.stakeholders.queries import PARTY, processing, visible_to
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import names_of
from accord.foundation.journal.models import Entry
from accord.overview.admin.queries import _verbs

PAGE = 50


def _list_of(entry: Entry) -> str:
    """Say which list was taken, by the name of the area."""
    area = entry.subject_type.removeprefix("list.")
    return str(_verbs.AREAS.get(area, area)) if entry.subject_id is None else ""


@dataclass(frozen=True)
class ProcessingLine:
    at: datetime
    who: str
    what: str
    about: str
    href: str
    details: str


def processing_page(user: User, before: int | None) -> tuple[list[ProcessingLine], int]:
    """Give a page of the log, newest first, and where the next one begins, 0 on the last."""
    rows = processing()
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    people = names_of({entry.by_id for entry in shown})
    keys = [entry.subject_id or 0 for entry in shown if entry.subject_type == PARTY]
    parties = {
        pk: (ref, name)
        for pk, ref, name in visible_to(user).filter(pk__in=keys).values_list("pk", "ref", "name")
    }
    lines = [_line(entry, people, parties) for entry in shown]
    return lines, shown[-1].pk if len(found) > PAGE else 0


def _line(
    entry: Entry, people: dict[int, str], parties: dict[int, tuple[str, str]]
) -> ProcessingLine:
    ref, name = parties.get(entry.subject_id or 0, ("", ""))
    about = f"{name} {ref}".strip() or _list_of(entry)
    details = " ".join(str(value) for value in entry.details.values() if value)
    return ProcessingLine(
        at=entry.at,
        who=people.get(entry.by_id or 0, _("The system")),
        what=str(_verbs.said(entry.verb)),
        about=about,
        href=reverse("stakeholders:protection", kwargs={"ref": ref}) if ref else "",
        details=details,
    )
