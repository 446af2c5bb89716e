"""Every write of an import: take a file, choose the mapping, check, run, cancel, undo."""

from accord.foundation.imports.actions._giving import (
    choose,
    forget,
    forget_sources,
    preview,
    propose_mapping,
    read_again,
    sweep,
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
    stop,
    undo_now,
)
from accord.foundation.imports.actions._turns import work_in_turns

__all__ = [
    "check",
    "choose",
    "forget",
    "forget_sources",
    "import_now",
    "preview",
    "propose_mapping",
    "read_again",
    "request_check",
    "request_import",
    "request_undo",
    "run_check",
    "run_import",
    "run_undo",
    "stop",
    "sweep",
    "take_file",
    "undo_now",
    "work_in_turns",
]
