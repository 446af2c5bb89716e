"""Charts as SVG drawn on the server: they print, follow the theme, and need no script."""

from accord.foundation.ui.charts.marks import bar, pips, quad, rhythm, ring, spark, track

__all__ = ["bar", "pips", "quad", "rhythm", "ring", "spark", "track"]
