"""How the home page says what it knows: the headline, the week, the list, the side."""

from accord.overview.home.panels._brief import brief_link, brief_words
from accord.overview.home.panels._first import first_of
from accord.overview.home.panels._headline import headline
from accord.overview.home.panels._list import Group, Row, groups_of, quiet_items
from accord.overview.home.panels._side import agenda, awaited, shares
from accord.overview.home.panels._week import week

__all__ = [
    "Group",
    "Row",
    "agenda",
    "awaited",
    "brief_link",
    "brief_words",
    "first_of",
    "groups_of",
    "headline",
    "quiet_items",
    "shares",
    "week",
]
