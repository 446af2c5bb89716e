"""Every write on attachments; the rule of the record they belong to is asked as well."""

from accord.foundation.files.actions._keep import (
    MOST_PER_RECORD,
    attach,
    attach_blob,
    clean_file_name,
    detach,
    drop_all,
    keep,
    keep_as_it_came,
    let_go,
    sweep,
)
from accord.foundation.files.actions._several import Attached, attach_each

__all__ = [
    "MOST_PER_RECORD",
    "Attached",
    "attach",
    "attach_blob",
    "attach_each",
    "clean_file_name",
    "detach",
    "drop_all",
    "keep",
    "keep_as_it_came",
    "let_go",
    "sweep",
]
