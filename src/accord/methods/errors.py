"""How a method refuses what it was given: always a kind of `ValueError`."""


class BadInput(ValueError):  # noqa: N818 -- a refusal by its fact, as everywhere
    """The input cannot be what the method asks for; nothing was computed."""


class OutOfRange(BadInput):
    """A number lies outside the range that its scale allows, or is no number at all."""


class UnknownWord(BadInput):
    """A word is not one of the words of its list: a level, a state, an outcome, a cell."""


class FutureDated(BadInput):
    """Something is dated after the moment of the calculation."""


class Refused(BadInput):
    """A move that the table or one of its conditions does not allow.

    `unmet` names the conditions that failed, in the order of the table; it is empty when the
    table has no such move.
    """

    def __init__(self, message: str, unmet: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.unmet = unmet
