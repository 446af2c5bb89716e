"""Every write on fields, tags and saved views."""

from accord.foundation.fields.actions._fields import (
    FieldDetails,
    add_field,
    archive_field,
    change_field,
    follow_values,
    move_field,
    refill,
    restore_field,
)
from accord.foundation.fields.actions._tags import (
    add_synonym,
    add_tag,
    archive_tag,
    change_tag,
    clear_tags,
    count_uses,
    merge_tags,
    put_tags,
    remove_synonym,
    restore_tag,
    take_tags,
)
from accord.foundation.fields.actions._views import (
    keep_view,
    pin_view,
    remove_view,
    rename_view,
    save_view,
)

__all__ = [
    "FieldDetails",
    "add_field",
    "add_synonym",
    "add_tag",
    "archive_field",
    "archive_tag",
    "change_field",
    "change_tag",
    "clear_tags",
    "count_uses",
    "follow_values",
    "keep_view",
    "merge_tags",
    "move_field",
    "pin_view",
    "put_tags",
    "refill",
    "remove_synonym",
    "remove_view",
    "rename_view",
    "restore_field",
    "restore_tag",
    "save_view",
    "take_tags",
]
