"""Where it all happens: the reservoir, the road to it, farms and houses along it."""

from datetime import datetime

from accord.features.stakeholders import actions as register
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

# name, town, degrees north and east, whoever belongs there as what
PLACES = (
    ("Hollin Reservoir, dam site", "Hollin", 58.3412, 26.6120, ()),
    ("Haul road, gate at km 4", "Hollin", 58.3391, 26.6478, (("jv", "neighbour"),)),
    ("Nowak farm", "Lower Meadow", 58.3345, 26.6612, (("en", "owner"),)),
    ("Hollin Primary School", "Hollin", 58.3402, 26.6655, (("lr", "operator"),)),
    ("Chapel Lane 12", "Upper Hollin", 58.3468, 26.6391, (("hw", "owner"),)),
    ("Chapel Lane 14", "Upper Hollin", 58.3470, 26.6396, ()),
    ("Co-op grain store", "Hollin", 58.3322, 26.6569, (("jv", "operator"),)),
    ("Brackenford Dairy", "Brackenford", 58.3687, 26.7290, (("tl", "operator"),)),
    ("Brackenford General Hospital", "Brackenford", 58.3735, 26.7212, (("sh", "operator"),)),
    ("Town hall", "Brackenford", 58.3778, 26.7307, (("bm", "agent"),)),
    ("Fire station, Lark district", "Brackenford", 58.3769, 26.7398, (("md", "operator"),)),
    ("Brackenford treatment works", "Brackenford", 58.3841, 26.7551, ()),
    ("Anglers’ hut at the weir", "Larkby", 58.3560, 26.6921, (("os", "tenant"),)),
    ("Fish pass, River Lark", "Larkby", 58.3548, 26.6897, (("ra", "neighbour"),)),
)  # fmt: skip
NESTED = (("Directly affected homes", "Local residents"),
          ("Indirectly affected homes", "Local residents"),
          ("Haul road neighbours", "Directly affected homes"))  # fmt: skip


def places(cast: Cast, at: datetime) -> list[Step]:
    """Say when the places were put on the map and the groups into each other."""
    return [
        (at - 300 * DAY, lambda moment: _map(cast, moment)),
        (at - 299 * DAY, lambda moment: _nest(cast, moment)),
    ]


def _map(cast: Cast, moment: datetime) -> None:
    for name, town, north, east, people in PLACES:
        details = register.PlaceDetails(
            name, locality=town, country="EE", latitude=north, longitude=east
        )
        place = register.add_place(by=cast.by, details=details, at=moment)
        for key, role in people:
            register.link_place(
                by=cast.by, party=cast.known[key], place=place, role=role, at=moment
            )


def _nest(cast: Cast, moment: datetime) -> None:
    for inner, outer in NESTED:
        register.change_party(
            by=cast.by, party=cast.groups[inner], parent_id=cast.groups[outer].pk, at=moment
        )
