"""A file a room: every module in here with a ``ROOM``."""

from importlib import import_module
from pkgutil import iter_modules

ROOMS = {
    room.app: room
    for room in (import_module(f"{__name__}.{found.name}").ROOM for found in iter_modules(__path__))
}
