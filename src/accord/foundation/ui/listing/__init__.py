"""List pages: called with a description of the list, never inherited from."""

from accord.foundation.ui.listing.answering import answer
from accord.foundation.ui.listing.columns import Asking, Column, Grouping, Row
from accord.foundation.ui.listing.counts import count
from accord.foundation.ui.listing.files import download
from accord.foundation.ui.listing.filters import Asked, Filter
from accord.foundation.ui.listing.listing import Bulk, Listing
from accord.foundation.ui.listing.sorts import Ranked, Sort
from accord.foundation.ui.listing.state import State, View

__all__ = [
    "Asked",
    "Asking",
    "Bulk",
    "Column",
    "Filter",
    "Grouping",
    "Listing",
    "Ranked",
    "Row",
    "Sort",
    "State",
    "View",
    "answer",
    "count",
    "download",
]
