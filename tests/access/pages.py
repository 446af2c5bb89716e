"""The table of ``test_matrix``, put together from the rooms: each page, and who may open it."""

from tests.access.canary import CANARY
from tests.access.rooms import ROOMS

MATRIX = {name: roles for room in ROOMS.values() for name, roles in room.matrix().items()}
# Pages that anybody may open, with what their addresses need; why stands at the view itself.
PUBLIC = {room.named(verb): given for room in ROOMS.values() for verb, given in room.public.items()}
# These look one thing up that is not there: whoever may use the address gets "not found".
GONE = {room.named(verb) for room in ROOMS.values() for verb in room.gone.split()}


def arguments(name):
    """Make what the address of ``name`` needs; give its arguments and words nobody else may see."""
    app, _colon, verb = name.rpartition(":")
    given, is_canary = ROOMS[app].arguments(verb)
    return given, CANARY if is_canary else ""
