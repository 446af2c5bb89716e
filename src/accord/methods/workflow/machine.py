"""Life cycles as data, and the one function that moves along them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from accord.methods.errors import Refused, UnknownWord

Context = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Condition:
    """A named question about the context of a move."""

    name: str
    holds: Callable[[Context], bool]


def given(name: str) -> Condition:
    """Make the condition that the context has `name`, neither empty nor false."""
    return Condition(name, lambda context: bool(context.get(name)))


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a table: in `source`, `event` leads to `target`.

    All of `needs` must hold. Those of `flags` that hold are raised and stop nothing. `effects`
    names what the caller has to do with the move. `by_clock` marks what a timer fires, not a
    person.
    """

    source: str
    event: str
    target: str
    needs: tuple[Condition, ...] = ()
    flags: tuple[Condition, ...] = ()
    effects: tuple[str, ...] = ()
    by_clock: bool = False


@dataclass(frozen=True)
class Machine:
    """A life cycle. Two moves for one event in one state are refused when it is built."""

    name: str
    version: str
    initial: str
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        if len(self.table) < len(self.moves):
            raise ValueError(f"{self.name} has two moves for one event in one state")
        if self.initial not in self.states:
            raise ValueError(f"{self.name} starts in {self.initial}, which it does not have")

    @cached_property
    def table(self) -> Mapping[tuple[str, str], Move]:
        """Each move by (state, event)."""
        return {(move.source, move.event): move for move in self.moves}

    @cached_property
    def states(self) -> tuple[str, ...]:
        """All states in the order in which the table names them."""
        return tuple(dict.fromkeys(at for move in self.moves for at in (move.source, move.target)))

    @cached_property
    def final(self) -> frozenset[str]:
        """The states that no move leaves."""
        return frozenset(self.states) - {move.source for move in self.moves}

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """List what can happen in `state`, in the order of the table."""
        self.demand_state(state)
        return tuple(move for move in self.moves if move.source == state)

    def demand_state(self, state: str) -> None:
        if state not in self.states:
            raise UnknownWord(f"{self.name} knows no state {state!r}")


@dataclass(frozen=True, slots=True)
class Step:
    """A move that was made."""

    machine: str
    version: str
    source: str
    event: str
    target: str
    flags: tuple[str, ...]
    effects: tuple[str, ...]


class Replayed(TypedDict):
    state: str
    error_at: int | None


def transition(machine: Machine, state: str, event: str, ctx: Context) -> Step:
    """Move from `state` by `event`, asking the move's conditions of `ctx`.

    Refuses a state that the machine does not have (`UnknownWord`), an event that leads nowhere
    from there and a move whose conditions do not all hold (`Refused`, with the names of the
    unmet ones).
    """
    machine.demand_state(state)
    move = machine.table.get((state, event))
    if move is None:
        raise Refused(f"{machine.name}: {event!r} does not lead anywhere from {state!r}")
    unmet = tuple(need.name for need in move.needs if not need.holds(ctx))
    if unmet:
        raise Refused(f"{machine.name}: {event!r} in {state!r} needs {', '.join(unmet)}", unmet)
    return Step(
        machine=machine.name,
        version=machine.version,
        source=state,
        event=event,
        target=move.target,
        flags=tuple(flag.name for flag in move.flags if flag.holds(ctx)),
        effects=move.effects,
    )


def replay(machine: Machine, start: str, events: Sequence[str]) -> Replayed:
    """Follow a recorded sequence of events by the table alone.

    Conditions are not asked: they held or not when it happened. At the first event that leads
    nowhere it stops; `error_at` is that event's position from 0, `state` the state it met.
    """
    machine.demand_state(start)
    state = start
    for position, event in enumerate(events):
        move = machine.table.get((state, event))
        if move is None:
            return {"state": state, "error_at": position}
        state = move.target
    return {"state": state, "error_at": None}
