"""Charts as SVG drawn on the server: they print, follow the theme, and need no script."""

from accord.foundation.ui.charts.bars import (
    Agreement,
    columns,
    likert,
    pareto,
    ranked,
    stacked,
)
from accord.foundation.ui.charts.fields import Axis, Fields, Mark, field_map
from accord.foundation.ui.charts.grids import Driver, Mean, drivers, heat, levels, means
from accord.foundation.ui.charts.lines import Limits, Moment, case_clock, contacts, control, lines
from accord.foundation.ui.charts.maps import Box, Spot, place_map
from accord.foundation.ui.charts.marks import bar, pips, quad, rhythm, ring, spark, track
from accord.foundation.ui.charts.mixes import Period, mix, strip
from accord.foundation.ui.charts.nets import Dot, net
from accord.foundation.ui.charts.stars import Near, star

__all__ = [
    "Agreement",
    "Axis",
    "Box",
    "Dot",
    "Driver",
    "Fields",
    "Limits",
    "Mark",
    "Mean",
    "Moment",
    "Near",
    "Period",
    "Spot",
    "bar",
    "case_clock",
    "columns",
    "contacts",
    "control",
    "drivers",
    "field_map",
    "heat",
    "levels",
    "likert",
    "lines",
    "means",
    "mix",
    "net",
    "pareto",
    "pips",
    "place_map",
    "quad",
    "ranked",
    "rhythm",
    "ring",
    "spark",
    "stacked",
    "star",
    "strip",
    "track",
]
