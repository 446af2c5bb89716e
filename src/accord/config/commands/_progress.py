"""Bars for long work on a terminal; a line at the end elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Step(Protocol):
    """Takes what is done, and how much there is where that is known."""

    def __call__(self, done: int, total: int | None = None) -> None: ...


@contextmanager
def bar(words: str) -> Iterator[Step]:
    """Show how far long work is: call what is given with what is done and how much there is."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    shown = Progress(
        *columns, TimeRemainingColumn(), console=console, transient=True,
        disable=not console.is_terminal,
    )  # fmt: skip
    with shown as progress:
        task = progress.add_task(words, total=None)

        def step(done: int, total: int | None = None) -> None:
            progress.update(task, completed=done, total=total)

        yield step
