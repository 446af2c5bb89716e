"""Refusals that a person caused and can mend. Anything else is a bug and should surface as one."""

from dataclasses import dataclass


class Refusal(Exception):  # noqa: N818
    """An action was refused; the message is written for the person who asked."""


class NotAllowed(Refusal):
    """Who asked may not do this."""


class Stale(Refusal):
    """The record changed meanwhile, or is no longer in a state that permits this."""


class Invalid(Refusal):
    """What was given can't be kept; ``field`` says where, if it was one."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Clash:
    """One field that two people wrote since one of them read it."""

    field: str
    theirs: object
    yours: object
    by_id: int | None


class Conflict(Stale):
    """Somebody else wrote the same fields meanwhile; whoever asks decides what stays."""

    def __init__(self, clashes: tuple[Clash, ...], version: int) -> None:
        super().__init__("Somebody changed this while you were editing it.")
        self.clashes = clashes
        self.version = version
