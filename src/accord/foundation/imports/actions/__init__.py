"""Every write of an import: take a file, choose the mapping, check, run, cancel, undo."""

from accord.foundation.imports.actions._giving import (
    choose,
    forget,
    preview,
    propose_mapping,
    take_file,
)
from accord.foundation.imports.actions._running import (
    check,
    import_now,
    request_check,
    request_import,
    request_undo,
    run_check,
    run_import,
    run_undo,
    undo_now,
)

__all__ = [
    "check",
    "choose",
    "forget",
    "import_now",
    "preview",
    "propose_mapping",
    "request_check",
    "request_import",
    "request_undo",
    "run_check",
    "run_import",
    "run_undo",
    "take_file",
    "undo_now",
]
