"""Every write on what came in: taken in first, for good; filed after, as often as it takes."""

from accord.foundation.arrivals.actions._filing import file_new, file_one, settle, try_again
from accord.foundation.arrivals.actions._taking import FILE, Taken, Way, take_in

__all__ = ["FILE", "Taken", "Way", "file_new", "file_one", "settle", "take_in", "try_again"]
