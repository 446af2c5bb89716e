"""The ledger of erasures: beside the files, so that it outlives the database.

Each is one small file that says which number was erased and when, and nothing of whom. After an
older backup was restored, those that it does not know are done again.
"""

from datetime import datetime
from typing import Any

import msgspec
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import ngettext

from accord.features.stakeholders.actions._erase import erase_party
from accord.features.stakeholders.models import Erasure, Party
from accord.features.stakeholders.queries import digest_of
from accord.foundation.journal.erasing import thoroughly
from accord.foundation.kernel.rules import Actor

FOLDER = "erasures"


def keep_ledger(*, by: Actor, at: datetime) -> int:
    """Write each erasure that the ledger lacks; tells how many those were."""
    del by, at
    there = _names()
    missing = [row for row in Erasure.objects.order_by("pk") if _name(row.digest) not in there]
    for row in missing:
        told = {
            "party_id": row.party_id, "ref": row.ref, "digest": row.digest,
            "erased_at": row.erased_at.isoformat(), "reason": row.reason,
        }  # fmt: skip
        body = ContentFile(msgspec.json.encode(told))
        storages["files"].save(f"{FOLDER}/{_name(row.digest)}", body)
    return len(missing)


def replay_erasures(*, by: Actor, at: datetime) -> str:
    """Erase again what the ledger knows and this database does not; says in a line what it did."""
    known = set(Erasure.objects.values_list("digest", flat=True))
    done = 0
    for told in _read():
        party = Party.objects.filter(pk=told["party_id"]).first()
        if told["digest"] in known or party is None or digest_of(party) != told["digest"]:
            continue
        with thoroughly():
            erase_party(by=by, party=party, reason=told["reason"], at=at)
        done += 1
    keep_ledger(by=by, at=at)
    if not done:
        return ""
    return ngettext(
        "%(n)s erasure that is newer than the backup was made again.",
        "%(n)s erasures that are newer than the backup were made again.",
        done,
    ) % {"n": done}


def _name(digest: str) -> str:
    return f"{digest}.json"


def _names() -> set[str]:
    try:
        return set(storages["files"].listdir(FOLDER)[1])
    except FileNotFoundError:
        return set()


def _read() -> list[dict[str, Any]]:
    found = []
    for name in sorted(_names()):
        with storages["files"].open(f"{FOLDER}/{name}") as file:
            found.append(msgspec.json.decode(file.read()))
    return found
